import { maxAbs } from '../../math/matrix';
import { type EntropyAnswer, type EntropyRow, nearestProbabilities, type Relation } from './entropy-dual';
import { type ScenarioRange, scenarioRange } from './scenario-range';
import { type Tail, tailRow, tailValue } from './tail';

/** A view on a CVaR, to be met by linear statements that are found as one goes. */
export interface TailTask {
  readonly name: string;
  readonly tail: Tail;
  readonly relation: Relation;
  readonly value: number;
}

export type TailAnswer =
  | { readonly status: 'solved'; readonly answer: EntropyAnswer }
  /** The task at which it failed; absent where the rows alone cannot hold. */
  | { readonly status: 'not-met'; readonly task?: TailTask };

/** Share of the largest loss by which a CVaR may miss its view. */
const TAIL_TOLERANCE = 1e-10;

/** Each round adds or moves a level to another scenario's loss; a few are usual. */
const ROUNDS_MAX = 200;

/** Levels tried for a tail that must shrink, whose set of answers is not convex; the best of them is then refined. */
const LEVELS_TRIED = 24;

/** What holds a tail where it must be: any number of levels from below, one level from above. */
interface TailState {
  readonly task: TailTask;
  raising: EntropyRow[];
  lowering: EntropyRow | undefined;
}

/**
 * The probabilities nearest to the prior that meet the rows and the views on CVaR.
 *
 * CVaR is the least, over all levels, of level + E[(loss - level)+] / (1 - confidence). A CVaR that must rise needs each
 * of these to be large enough: a convex set, from which the most violated level is cut off until none is. One that must
 * fall needs one of them to be small enough: the best level is searched, then moved to the value at risk of the answer
 * until it stays, each time coming nearer to the prior.
 *
 * @param prior length T
 * @see Meucci, Ardia & Keel (2011), "Fully Flexible Extreme Views", Journal of Risk 14(2), for levels as the unknowns
 */
export function nearestWithTails(
  prior: Float64Array,
  rows: readonly EntropyRow[],
  tasks: readonly TailTask[],
): TailAnswer {
  const states = tasks.map((task): TailState => ({ task, raising: [], lowering: undefined }));
  const allRows = (): EntropyRow[] => [...rows, ...states.flatMap(rowsOf)];
  let answer = nearestProbabilities(prior, rows);
  if (answer.status === 'not-met') return { status: 'not-met' };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let isMoved = false;
    for (const state of states) {
      if (!adjust(state, answer.probabilities, { prior, others: () => otherRows(rows, states, state) })) continue;
      isMoved = true;
      answer = nearestProbabilities(prior, allRows());
      if (answer.status === 'not-met') return { status: 'not-met', task: state.task };
    }
    if (!isMoved) return { status: 'solved', answer };
  }
  return { status: 'not-met', ...(tasks[0] === undefined ? {} : { task: tasks[0] }) };
}

/** Levels looked at for the least and the most that a CVaR can be. */
const RANGE_LEVELS = 40;

/**
 * The least and the most that a CVaR can be over all probabilities that meet the rows: over levels, the least of the
 * least and the least of the most (sums of probabilities are linear, and convex in the level, so the order of least and
 * most does not matter for the latter). Levels lie on a grid, so both ends are as fine as that.
 */
export function tailRange(tail: Tail, rows: readonly EntropyRow[], prior: Float64Array): ScenarioRange | undefined {
  const worst = tail.losses[tail.worstFirst[0]!]!;
  const mildest = tail.losses[tail.worstFirst[tail.worstFirst.length - 1]!]!;
  let min = Number.POSITIVE_INFINITY;
  let max = worst;
  for (let step = 0; step <= RANGE_LEVELS; step++) {
    const level = mildest + ((worst - mildest) * step) / RANGE_LEVELS;
    const range = scenarioRange(tailRow(tail, level, 'equal', 0).coefficients, rows, prior);
    if (range === undefined) return undefined;
    min = Math.min(min, level + range.min);
    max = Math.min(max, level + range.max);
  }
  return { min, max };
}

const rowsOf = ({ raising, lowering }: TailState): EntropyRow[] =>
  lowering === undefined ? raising : [...raising, lowering];

const otherRows = (rows: readonly EntropyRow[], states: readonly TailState[], own: TailState): EntropyRow[] => [
  ...rows,
  ...states.filter((state) => state !== own).flatMap(rowsOf),
];

interface Surroundings {
  readonly prior: Float64Array;
  readonly others: () => EntropyRow[];
}

/** Does the state change so that the view is met better? */
function adjust(state: TailState, probabilities: Float64Array, around: Surroundings): boolean {
  const { tail, relation, value } = state.task;
  const { valueAtRisk, conditionalValueAtRisk } = tailValue(tail, probabilities);
  const tolerance = TAIL_TOLERANCE * maxAbs(tail.losses);
  const isLow = relation !== 'at-most' && conditionalValueAtRisk < value - tolerance;
  const isHigh = relation !== 'at-least' && conditionalValueAtRisk > value + tolerance;
  if (state.lowering !== undefined && (isLow || isHigh)) {
    // The level that was right for the old probabilities asks too much of the new ones.
    state.lowering = tailRow(tail, valueAtRisk, 'at-most', value);
    return true;
  }
  if (isLow) {
    state.raising = [...state.raising, tailRow(tail, valueAtRisk, 'at-least', value)];
    return true;
  }
  if (!isHigh) return false;
  state.raising = [];
  state.lowering = tailRow(tail, bestLevel(state.task, around) ?? valueAtRisk, 'at-most', value);
  return true;
}

/**
 * Of the scenarios' losses from the median up to the view, the one that leaves the answer nearest to the prior as the
 * level: a coarse look at all, then ever nearer neighbours of the best.
 */
function bestLevel({ tail, value }: TailTask, { prior, others }: Surroundings): number | undefined {
  const median = tailValue({ ...tail, confidence: 0.5 }, prior).valueAtRisk;
  const below = Array.from(tail.worstFirst, (scenario) => tail.losses[scenario]!).filter((loss) => loss < value);
  const levels = below.filter((loss, at) => loss >= median || at < LEVELS_TRIED);
  const rows = others();
  const seen = new Map<number, number>();
  const entropyAt = (at: number): number => {
    const level = levels[at];
    if (level === undefined) return Number.POSITIVE_INFINITY;
    const known = seen.get(at);
    if (known !== undefined) return known;
    const { status, check } = nearestProbabilities(prior, [...rows, tailRow(tail, level, 'at-most', value)]);
    const entropy = status === 'solved' ? check.relativeEntropy : Number.POSITIVE_INFINITY;
    seen.set(at, entropy);
    return entropy;
  };
  let stride = Math.max(1, Math.floor(levels.length / LEVELS_TRIED));
  let best = 0;
  for (let at = 0; at < levels.length; at += stride) if (entropyAt(at) < entropyAt(best)) best = at;
  while (stride >= 1) {
    const nearer = [best - stride, best + stride].filter((at) => entropyAt(at) < entropyAt(best));
    const [nearest] = nearer.toSorted((left, right) => entropyAt(left) - entropyAt(right));
    if (nearest === undefined) stride = Math.floor(stride / 2);
    else best = nearest;
  }
  return entropyAt(best) < Number.POSITIVE_INFINITY ? levels[best] : undefined;
}
