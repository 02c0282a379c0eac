import { done, type Outcome, refused } from '@/lib/base/outcome';
import { blackLitterman, type ReturnsPrior } from '@/lib/quant/forecast/views/black-litterman';
import { entropyPooling, measuredView } from '@/lib/quant/forecast/views/entropy-pooling';
import { scenarioMoments } from '@/lib/quant/forecast/views/scenario-moments';
import type { ScenarioView } from '@/lib/quant/forecast/views/scenario-view';
import { checkViews, type ReturnView } from '@/lib/quant/forecast/views/view';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import { CONFIDENCE_DEFAULT, type PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { VIEW_TAU_DEFAULT, type ViewChoice, type ViewsInfo } from '@/lib/shared/contracts/view-choice';
import { weightMap } from './outcome';

type Request = Pick<PortfolioInputs, 'assets' | 'tau' | 'confidence'>;

/** Moments after the views, and what the views did. */
export interface ViewedMoments {
  /** Length n, decimal a year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, a year. */
  readonly covariance: Float64Array;
  /** Length T: of the returns of the sample; absent where all count alike. */
  readonly probabilities?: Float64Array;
  readonly info: ViewsInfo;
}

/** The views moved into the moments they start from. */
export function throughBlackLitterman(
  { assets, tau = VIEW_TAU_DEFAULT }: Request,
  views: readonly ViewChoice[],
  prior: Omit<ReturnsPrior, 'tau'>,
): Outcome<ViewedMoments> {
  const returnViews: ReturnView[] = [];
  for (const [at, view] of views.entries()) {
    const read = returnViewOf(view, at);
    if (read.status === 'refused') return read;
    returnViews.push(read.value);
  }
  const checked = checkViews(returnViews, assets);
  if (checked.status === 'refused') return checked;
  const outcome = blackLitterman({ ...prior, tau }, checked.value);
  if (outcome.status === 'refused') return outcome;
  const { expectedReturns, covariance } = outcome.value;
  const items = outcome.value.views.map(({ name, value, prior: before, posterior: after, tilts }) => ({
    name,
    value,
    before,
    after,
    tilts: weightMap(tilts, assets),
  }));
  return done({ expectedReturns, covariance, info: { method: 'black-litterman', effectiveScenarios: null, items } });
}

function returnViewOf(view: ViewChoice, at: number): Outcome<ReturnView> {
  const field = `views.${at}`;
  switch (view.kind) {
    case 'absolute':
    case 'relative':
    case 'combination': {
      const { relation = 'equal', ...rest } = view;
      if (relation !== 'equal') {
        const message = `View ${at + 1} says ${relation}; set viewMethod to entropy-pooling for that.`;
        return refused('bad-input', message, `${field}.relation`);
      }
      if (rest.kind !== 'combination') return done(rest);
      return done({ ...rest, coefficients: new Map(Object.entries(rest.coefficients)) });
    }
    case 'volatility':
    case 'correlation':
    case 'cvar': {
      const message = `View ${at + 1} is about a ${view.kind}; set viewMethod to entropy-pooling for that.`;
      return refused('bad-input', message, `${field}.kind`);
    }
  }
}

/** The probabilities of past returns nearest to equal ones under which the views hold, and the moments they give. */
export function throughEntropyPooling(
  request: Request,
  views: readonly ViewChoice[],
  sample: ReturnsSample,
  periodsPerYear: number,
): Outcome<ViewedMoments> {
  const confidence = commonConfidence(views);
  if (confidence.status === 'refused') return confidence;
  const { returns, observations } = sample;
  const asked = views.map((view) => scenarioViewOf(view, request, periodsPerYear));
  const pooled = entropyPooling({ symbols: request.assets, returns, observations }, asked, confidence.value);
  if (pooled.status === 'refused') return pooled;
  const { probabilities, effectiveScenarios } = pooled.value;
  const { means, covariance } = scenarioMoments(sample, probabilities);
  const items = pooled.value.views.map(({ kind, name, value, prior, posterior }) => {
    const unit = annualUnit(kind, periodsPerYear);
    return { name, value: value * unit, before: prior * unit, after: posterior * unit, tilts: null };
  });
  return done({
    expectedReturns: means.map((mean) => mean * periodsPerYear),
    covariance: covariance.map((entry) => entry * periodsPerYear),
    probabilities,
    info: { method: 'entropy-pooling', effectiveScenarios, items },
  });
}

/** What each view speaks of under given probabilities, a year where it has one. */
export function viewedUnder(
  request: Request,
  views: readonly ViewChoice[],
  { returns, observations }: ReturnsSample,
  { probabilities, periodsPerYear }: { readonly probabilities: Float64Array; readonly periodsPerYear: number },
): readonly number[] {
  return views.map((choice) => {
    const view = scenarioViewOf(choice, request, periodsPerYear);
    const measured = measuredView(view, { symbols: request.assets, returns, observations }, probabilities);
    return measured * annualUnit(view.kind, periodsPerYear);
  });
}

/** Probabilities are pooled as a whole, so one confidence holds for all views. */
function commonConfidence(views: readonly ViewChoice[]): Outcome<number> {
  const shares = new Set<number>();
  for (const [at, view] of views.entries()) {
    if ('variance' in view) {
      const message = `View ${at + 1} has a variance; entropy pooling knows a confidence only.`;
      return refused('bad-input', message, `views.${at}.variance`);
    }
    if (hasCertainty(view)) shares.add(view.confidence ?? 1);
  }
  const [first = 1, second] = shares;
  if (second === undefined) return done(first);
  const message = `In entropy pooling one confidence holds for all views; these have ${first} and ${second}.`;
  return refused('bad-input', message, 'views');
}

/** Views on spread and tails have no confidence of their own and take that of the others. */
const hasCertainty = (
  view: ViewChoice,
): view is Extract<ViewChoice, { kind: 'absolute' | 'relative' | 'combination' }> =>
  view.kind === 'absolute' || view.kind === 'relative' || view.kind === 'combination';

/** A year's value over a period's: means add up, deviations grow with the root, the rest has no year. */
function annualUnit(kind: ScenarioView['kind'], periodsPerYear: number): number {
  switch (kind) {
    case 'mean':
      return periodsPerYear;
    case 'volatility':
      return Math.sqrt(periodsPerYear);
    case 'correlation':
    case 'cvar':
      return 1;
  }
}

function scenarioViewOf(view: ViewChoice, { confidence }: Request, periodsPerYear: number): ScenarioView {
  const { value } = view;
  const relation = view.relation ?? 'equal';
  const meanValue = value / annualUnit('mean', periodsPerYear);
  switch (view.kind) {
    case 'absolute': {
      const coefficients = new Map([[view.asset, 1]]);
      return { kind: 'mean', name: view.asset, coefficients, relation, value: meanValue };
    }
    case 'relative': {
      // An asset against itself is refused as a view on nothing; the later entry of a map would make it a view on minus it.
      const coefficients = new Map([
        [view.asset, 1],
        [view.versus, view.versus === view.asset ? 0 : -1],
      ]);
      return { kind: 'mean', name: `${view.asset} over ${view.versus}`, coefficients, relation, value: meanValue };
    }
    case 'combination': {
      const coefficients = new Map(Object.entries(view.coefficients));
      return { kind: 'mean', name: view.name, coefficients, relation, value: meanValue };
    }
    case 'volatility': {
      const perPeriod = value / annualUnit('volatility', periodsPerYear);
      return { kind: 'volatility', asset: view.asset, relation, value: perPeriod };
    }
    case 'correlation':
      return { kind: 'correlation', asset: view.asset, versus: view.versus, relation, value };
    case 'cvar': {
      const tail = view.tailConfidence ?? confidence ?? CONFIDENCE_DEFAULT;
      return { kind: 'cvar', asset: view.asset, confidence: tail, relation, value };
    }
  }
}
