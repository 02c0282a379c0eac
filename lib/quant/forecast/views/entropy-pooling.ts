import { invariant } from '../../../base/invariant';
import { done, type Outcome, type Refusal, refused } from '../../../base/outcome';
import { dot, maxAbs } from '../../math/matrix';
import { type EntropyCheck, type EntropyRow, relativeEntropy } from './entropy-dual';
import { scenarioRange } from './scenario-range';
import {
  checkScenarioViews,
  type CorrelationView,
  type ScenarioView,
  scenarioViewName,
  symbolsOf,
} from './scenario-view';
import { tailOf, tailValue } from './tail';
import { nearestWithTails, type TailAnswer, tailRange, type TailTask } from './tail-views';

export interface ScenarioPrior {
  readonly symbols: readonly string[];
  /** Row-major T x n, simple returns of one period. */
  readonly returns: Float64Array;
  readonly observations: number;
  /** Length T, summing to one; absent = all alike. */
  readonly probabilities?: Float64Array;
}

export interface PooledScenarios {
  /** Length T, summing to one. */
  readonly probabilities: Float64Array;
  /** Sum of p log(p / q): 0 = the views say nothing new. */
  readonly relativeEntropy: number;
  /** exp(-sum of p log p): how many scenarios of equal weight say as much; few = the views lean on few days. */
  readonly effectiveScenarios: number;
  /** What each view speaks of, under the prior and after. */
  readonly views: readonly {
    readonly kind: ScenarioView['kind'];
    readonly name: string;
    readonly value: number;
    readonly prior: number;
    readonly posterior: number;
  }[];
  /** Of the last program, in which all views stand. */
  readonly check: EntropyCheck;
}

/** Share of a row's deviation that may be left before it counts as following from other rows. */
const DEPENDENT_SHARE = 1e-9;

/** A statement about probabilities and how its number reads in the user's terms. */
interface NamedRow {
  /** Absent where the row holds a moment at what the stage before found. */
  readonly name?: string;
  readonly row: EntropyRow;
  readonly inViewUnits: (rowValue: number) => number;
}

/**
 * Entropy pooling: scenario probabilities nearest to the prior, in relative entropy, under views on means, volatilities,
 * correlations and CVaR; the scenarios themselves stay what they are.
 *
 * A variance is linear in probabilities only around a known mean, and a correlation only around known means and
 * variances. So views are taken in that order (means and tails, then volatilities, then correlations); each stage holds
 * the moments that it builds on at what the stage before found, for the instruments it speaks of.
 *
 * @param confidence share of the views in the answer, the rest being the prior: the linear pool of both
 * @returns a refusal that names the first view which lies outside what the scenarios allow, and what they do allow
 * @see Meucci (2008), "Fully Flexible Views: Theory and Practice", Risk 21(10), 97-102
 * @see Vorobets (2021), "Sequential Entropy Pooling Heuristics", for the order of the stages
 */
export function entropyPooling(
  input: ScenarioPrior,
  views: readonly ScenarioView[],
  confidence = 1,
): Outcome<PooledScenarios> {
  invariant(confidence >= 0 && confidence <= 1, `a confidence of ${confidence}`);
  const prior = priorOf(input);
  const checked = checkScenarioViews(views, input.symbols);
  if (checked.status === 'refused') return checked;
  const tasks = views.flatMap((view): TailTask[] => {
    if (view.kind !== 'cvar') return [];
    const { asset, confidence, value, relation = 'equal' } = view;
    const losses = column(input, asset).map((entry) => -entry);
    return [{ name: scenarioViewName(view), tail: tailOf(losses, confidence), relation, value }];
  });
  let probabilities = prior;
  let rows: NamedRow[] = [];
  let check: EntropyCheck = { relativeEntropy: 0, dualityGap: 0, primalResidual: 0 };
  for (const stage of ['mean', 'volatility', 'correlation'] as const) {
    const added = rowsOfStage(stage, views, input, probabilities);
    if (added.length === 0 && !(stage === 'mean' && tasks.length > 0)) continue;
    rows = withoutDependent(rows, added, prior);
    const answered = nearestWithTails(
      prior,
      rows.map(({ row }) => row),
      tasks,
    );
    if (answered.status === 'not-met') return placed(outsideScenarios(answered, rows, prior), views);
    probabilities = answered.answer.probabilities;
    check = answered.answer.check;
  }
  probabilities = probabilities.map((own, at) => confidence * own + (1 - confidence) * prior[at]!);
  return done({
    probabilities,
    relativeEntropy: relativeEntropy(probabilities, prior),
    effectiveScenarios: effectiveScenarios(probabilities),
    views: views.map((view) => ({
      kind: view.kind,
      name: scenarioViewName(view),
      value: view.value,
      prior: measuredView(view, input, prior),
      posterior: measuredView(view, input, probabilities),
    })),
    check,
  });
}

/**
 * exp(-sum of p log p): T when all are alike, 1 when a single scenario has all the weight.
 *
 * @see Meucci (2012), "Effective Number of Scenarios in Fully Flexible Probabilities", GARP Risk Professional
 */
export function effectiveScenarios(probabilities: Float64Array): number {
  return Math.exp(-probabilities.reduce((sum, own) => (own > 0 ? sum + own * Math.log(own) : sum), 0));
}

function priorOf({ symbols, returns, observations, probabilities }: ScenarioPrior): Float64Array {
  invariant(
    returns.length === observations * symbols.length,
    `${returns.length} returns for ${observations} scenarios`,
  );
  invariant(returns.every(Number.isFinite), `one of ${returns.length} returns is not finite`);
  if (probabilities === undefined) return new Float64Array(observations).fill(1 / observations);
  invariant(probabilities.length === observations, `${probabilities.length} probabilities for ${observations}`);
  return probabilities;
}

function column({ symbols, returns, observations }: ScenarioPrior, symbol: string): Float64Array {
  const at = symbols.indexOf(symbol);
  invariant(at >= 0, `${symbol} is not among the scenarios`);
  return Float64Array.from({ length: observations }, (_, row) => returns[row * symbols.length + at]!);
}

function mixColumn(input: ScenarioPrior, coefficients: ReadonlyMap<string, number>): Float64Array {
  const sum = new Float64Array(input.observations);
  for (const [symbol, coefficient] of coefficients) {
    column(input, symbol).forEach((entry, row) => {
      sum[row]! += coefficient * entry;
    });
  }
  return sum;
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

function momentsOf(values: Float64Array, probabilities: Float64Array): Moments {
  const mean = dot(values, probabilities);
  const variance = values.reduce((sum, value, at) => sum + probabilities[at]! * (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(variance) };
}

function correlationOf(input: ScenarioPrior, { asset, versus }: CorrelationView, probabilities: Float64Array): number {
  const [left, right] = [column(input, asset), column(input, versus)];
  const [x, y] = [momentsOf(left, probabilities), momentsOf(right, probabilities)];
  const together = left.reduce(
    (sum, value, at) => sum + probabilities[at]! * (value - x.mean) * (right[at]! - y.mean),
    0,
  );
  return together / (x.deviation * y.deviation);
}

/** What a view speaks of, under given probabilities; length T. */
export function measuredView(view: ScenarioView, input: ScenarioPrior, probabilities: Float64Array): number {
  switch (view.kind) {
    case 'mean':
      return dot(mixColumn(input, view.coefficients), probabilities);
    case 'volatility':
      return momentsOf(column(input, view.asset), probabilities).deviation;
    case 'correlation':
      return correlationOf(input, view, probabilities);
    case 'cvar': {
      const losses = column(input, view.asset).map((entry) => -entry);
      return tailValue(tailOf(losses, view.confidence), probabilities).conditionalValueAtRisk;
    }
  }
}

/** The rows of one stage: first what it holds still, then what its views say. */
function rowsOfStage(
  stage: 'mean' | 'volatility' | 'correlation',
  views: readonly ScenarioView[],
  input: ScenarioPrior,
  found: Float64Array,
): NamedRow[] {
  const own = views.filter((view) => view.kind === stage);
  const held = [...new Set(own.flatMap(symbolsOf))];
  const still = stage === 'mean' ? [] : held.map((symbol) => meanHeld(input, symbol, found));
  const spread = stage === 'correlation' ? held.map((symbol) => varianceHeld(input, symbol, found)) : [];
  return [...still, ...spread, ...own.flatMap((view) => viewRow(view, input, found))];
}

function meanHeld(input: ScenarioPrior, symbol: string, found: Float64Array): NamedRow {
  const values = column(input, symbol);
  return plainRow({ coefficients: values, relation: 'equal', target: dot(values, found) });
}

function varianceHeld(input: ScenarioPrior, symbol: string, found: Float64Array): NamedRow {
  const values = column(input, symbol);
  const { mean, deviation } = momentsOf(values, found);
  return plainRow({
    coefficients: values.map((value) => (value - mean) ** 2),
    relation: 'equal',
    target: deviation ** 2,
  });
}

const plainRow = (row: EntropyRow): NamedRow => ({ row, inViewUnits: (rowValue) => rowValue });

function viewRow(view: ScenarioView, input: ScenarioPrior, found: Float64Array): NamedRow[] {
  const { relation = 'equal', value } = view;
  const name = scenarioViewName(view);
  switch (view.kind) {
    case 'mean': {
      const coefficients = mixColumn(input, view.coefficients);
      return [{ name, row: { coefficients, relation, target: value }, inViewUnits: (rowValue) => rowValue }];
    }
    case 'volatility': {
      const values = column(input, view.asset);
      const { mean } = momentsOf(values, found);
      const coefficients = values.map((entry) => (entry - mean) ** 2);
      const row = { coefficients, relation, target: value ** 2 };
      return [{ name, row, inViewUnits: (variance) => Math.sqrt(Math.max(variance, 0)) }];
    }
    case 'correlation': {
      const [left, right] = [column(input, view.asset), column(input, view.versus)];
      const [x, y] = [momentsOf(left, found), momentsOf(right, found)];
      const scale = x.deviation * y.deviation;
      const coefficients = left.map((entry, at) => (entry - x.mean) * (right[at]! - y.mean));
      const row = { coefficients, relation, target: value * scale };
      return [{ name, row, inViewUnits: (covariance) => covariance / scale }];
    }
    case 'cvar':
      return [];
  }
}

/** The rows with those added that do not follow from equalities before them: held moments often restate a view. */
function withoutDependent(rows: readonly NamedRow[], added: readonly NamedRow[], prior: Float64Array): NamedRow[] {
  const ones = new Float64Array(prior.length).fill(1);
  const directions: Float64Array[] = [];
  const remainder = (start: Float64Array): Float64Array => {
    const rest = Float64Array.from(start);
    for (const direction of directions) {
      const along = weightedDot(rest, direction, prior);
      for (let at = 0; at < rest.length; at++) rest[at]! -= along * direction[at]!;
    }
    return rest;
  };
  const learn = (start: Float64Array): boolean => {
    const rest = remainder(remainder(start));
    const length = Math.sqrt(weightedDot(rest, rest, prior));
    if (!(length > DEPENDENT_SHARE * Math.sqrt(weightedDot(start, start, prior)))) return false;
    directions.push(rest.map((entry) => entry / length));
    return true;
  };
  learn(ones);
  const kept: NamedRow[] = [];
  for (const named of [...rows, ...added]) {
    const isNew = named.row.relation !== 'equal' || learn(named.row.coefficients);
    if (isNew || named.name !== undefined) kept.push(named);
  }
  return kept;
}

function weightedDot(left: Float64Array, right: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * left[at]! * right[at]!;
  return sum;
}

interface Outside {
  readonly message: string;
  /** The view that cannot stand; absent where several cannot together. */
  readonly name?: string;
}

function placed({ message, name }: Outside, views: readonly ScenarioView[]): Refusal {
  const at = views.findIndex((view) => scenarioViewName(view) === name);
  return refused('bad-input', message, at < 0 ? 'views' : `views.${at}`);
}

/** Finds the first view that the scenarios and what stands before it do not allow. */
function outsideScenarios(
  answered: Extract<TailAnswer, { status: 'not-met' }>,
  rows: readonly NamedRow[],
  prior: Float64Array,
): Outside {
  for (const [at, { name, row, inViewUnits }] of rows.entries()) {
    const before = rows.slice(0, at).map((earlier) => earlier.row);
    const range = scenarioRange(row.coefficients, before, prior);
    if (range === undefined || name === undefined || allows(range, row)) continue;
    const [low, high] = [inViewUnits(range.min), inViewUnits(range.max)];
    return { message: outsideSentence(name, inViewUnits(row.target), low, high), name };
  }
  if (answered.task === undefined) {
    const names = rows.flatMap(({ name }) => (name === undefined ? [] : [name]));
    return {
      message: `The views ${names.join(', ')} hold together only if some scenarios are ruled out; make them less extreme.`,
    };
  }
  const { name, tail, value } = answered.task;
  const standing = rows.map(({ row }) => row);
  const range = tailRange(tail, standing, prior);
  if (range !== undefined && (value < range.min || value > range.max)) {
    return { message: outsideSentence(name, value, range.min, range.max), name };
  }
  return { message: `The view ${name} cannot hold together with the other views; make one less extreme.`, name };
}

function allows(
  { min, max }: { readonly min: number; readonly max: number },
  { relation, target, coefficients }: EntropyRow,
) {
  const slack = EDGE_SHARE * maxAbs(coefficients);
  const isReached = relation === 'at-most' || target < max - slack;
  return isReached && (relation === 'at-least' || target > min + slack);
}

/** A view this near to the edge of its range would empty all other scenarios. */
const EDGE_SHARE = 1e-7;

const outsideSentence = (name: string, value: number, low: number, high: number): string =>
  `The view ${name} says ${figures(value)}, and the scenarios with the views before it hold only ${figures(low)} to ${figures(high)}, counted per period.`;

const figures = (value: number): string => String(Number(value.toPrecision(4)));
