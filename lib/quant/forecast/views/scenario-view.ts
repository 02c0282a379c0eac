import { done, type Outcome, refused } from '../../../base/outcome';
import type { Relation } from './entropy-dual';

/** What every view on scenarios says: equal to the value (the default), at least, or at most. */
interface ScenarioStatement {
  readonly relation?: Relation;
  /** In the period of the scenarios, decimals; correlations are pure numbers, CVaR is a loss, positive. */
  readonly value: number;
}

/** The mean return of a weighted sum: one instrument has the coefficient 1, 'A beats B' has 1 and -1. */
export interface MeanView extends ScenarioStatement {
  readonly kind: 'mean';
  /** As the user would say it. */
  readonly name: string;
  readonly coefficients: ReadonlyMap<string, number>;
}

/** Standard deviation of an instrument's return. */
export interface VolatilityView extends ScenarioStatement {
  readonly kind: 'volatility';
  readonly asset: string;
}

export interface CorrelationView extends ScenarioStatement {
  readonly kind: 'correlation';
  readonly asset: string;
  readonly versus: string;
}

/** Mean loss in the worst share 1 - confidence of scenarios. */
export interface TailView extends ScenarioStatement {
  readonly kind: 'cvar';
  readonly asset: string;
  /** 0.95 looks at the worst 5 %. */
  readonly confidence: number;
}

export type ScenarioView = MeanView | VolatilityView | CorrelationView | TailView;

/** A short name of what a view speaks of. */
export function scenarioViewName(view: ScenarioView): string {
  switch (view.kind) {
    case 'mean':
      return view.name;
    case 'volatility':
      return `volatility of ${view.asset}`;
    case 'correlation':
      return `correlation of ${view.asset} and ${view.versus}`;
    case 'cvar':
      return `CVaR ${view.confidence} of ${view.asset}`;
  }
}

/** Instruments a view names. */
export function symbolsOf(view: ScenarioView): readonly string[] {
  if (view.kind === 'mean') return [...view.coefficients.keys()];
  return view.kind === 'correlation' ? [view.asset, view.versus] : [view.asset];
}

/** The views as they are, or one sentence about the first that cannot mean anything. */
export function checkScenarioViews(
  views: readonly ScenarioView[],
  symbols: readonly string[],
): Outcome<readonly ScenarioView[]> {
  const said = new Map<string, ScenarioView>();
  for (const [index, view] of views.entries()) {
    const name = scenarioViewName(view);
    const field = `views.${index}`;
    const stranger = symbolsOf(view).find((symbol) => !symbols.includes(symbol));
    if (stranger !== undefined) {
      return refused('bad-input', `The view ${name} names ${stranger}, which is not among the assets.`, field);
    }
    const fault = valueFault(view);
    if (fault !== undefined) return refused('bad-input', `The view ${name} ${fault}.`, field);
    if (view.kind === 'mean') continue;
    const key = view.kind === 'correlation' ? symbolsOf(view).toSorted().join(' ') : view.asset;
    const subject = `${view.kind} ${key} ${view.kind === 'cvar' ? view.confidence : ''}`;
    const other = said.get(subject);
    if (other !== undefined && (isEqual(view) || isEqual(other))) {
      return refused(
        'bad-input',
        `The ${name} is spoken of twice, as ${other.value} and as ${view.value}; keep one.`,
        field,
      );
    }
    said.set(subject, view);
  }
  return done(views);
}

const isEqual = ({ relation }: ScenarioStatement): boolean => relation === undefined || relation === 'equal';

/** How the sentence 'The view ... ' goes on. */
function valueFault(view: ScenarioView): string | undefined {
  if (!Number.isFinite(view.value)) return 'must say a finite number';
  switch (view.kind) {
    case 'mean': {
      const coefficients = [...view.coefficients.values()];
      if (!coefficients.every(Number.isFinite)) return 'has a coefficient that is not finite';
      return coefficients.every((entry) => entry === 0)
        ? 'speaks of no asset: all its coefficients are zero'
        : undefined;
    }
    case 'volatility':
      return view.value > 0 ? undefined : `says ${view.value}; a volatility is above zero`;
    case 'correlation':
      if (view.asset === view.versus) return 'sets an asset against itself';
      return Math.abs(view.value) <= 1 ? undefined : `says ${view.value}; a correlation is from -1 to 1`;
    case 'cvar':
      if (!(view.confidence > 0 && view.confidence < 1))
        return `has the confidence ${view.confidence}; it is between 0 and 1`;
      return undefined;
  }
}
