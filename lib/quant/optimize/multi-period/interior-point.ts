import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { dot, matVec, maxAbs } from '../../math/matrix';
import { type BlockSolve, factorBlocks } from './block-tridiagonal';
import { isWholeFixed, ofPeriod, type PlanPoint, type PlanProgram } from './plan-program';
import {
  advance,
  gapAfter,
  meanGap,
  type Pair,
  pointOf,
  startOf,
  type State,
  type Step,
  stepLength,
} from './plan-state';

/** Terms are of size one: far below what the certificate asks, and above where steps drown in rounding. */
const GAP_DONE = 3e-13;
const RESIDUAL_DONE = 3e-10;
/** Below this a step that leaves larger residuals is rounding, and the last. */
const GAP_SMALL = 1e-15;
const ITERATIONS_MAX = 120;
/** Rows that follow from each other leave the small system singular; this much keeps it apart. */
const ROW_RIDGE = 1e-13;

/**
 * Primal-dual interior point with Mehrotra's corrector on the plan in weights. Eliminating trades and slacks leaves a
 * block tridiagonal system, so that a step costs about H n^3 operations and not (H n)^3.
 *
 * What comes back is only a candidate: the caller has it certified.
 *
 * @see Mehrotra (1992), "On the Implementation of a Primal-Dual Interior Point Method", SIAM Journal on Optimization 2
 */
export function interiorPointPlan(program: PlanProgram): PlanPoint | undefined {
  const state = startOf(program);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration++) {
    const gap = meanGap(state);
    if (gap <= GAP_SMALL || (gap <= GAP_DONE && worstResidual(program, state) <= RESIDUAL_DONE)) break;
    const solve = newtonSystem(program, state);
    if (solve === undefined) break;
    const none = { pairs: () => 0, bought: () => 0, sold: () => 0 };
    const affine = solve(none);
    const reach = stepLength(state, affine);
    const centring = gapAfter(state, affine, reach) / Math.max(gap, Number.MIN_VALUE);
    const target = gap * Math.min(1, centring) ** 3;
    const step = solve({
      pairs: (at) => target - affine.slacks[at]! * affine.multipliers[at]!,
      bought: (at) => target + affine.bought[at]! * affine.slopes[at]!,
      sold: (at) => target - affine.sold[at]! * affine.slopes[at]!,
    });
    const length = stepLength(state, step);
    if (!(length > Number.EPSILON)) break;
    advance(state, step, length);
  }
  return state.weights.every(Number.isFinite) ? pointOf(program, state) : undefined;
}

/** Value of a pair's left side a'w. */
const valueOf = ({ size, inequalities }: PlanProgram, weights: Float64Array, { place, row, period }: Pair): number =>
  place >= 0 ? weights[place]! : dot(inequalities[row]!.coefficients, ofPeriod(weights, period, size));

/** By how much a slack differs from what it stands for. */
const slackError = (program: PlanProgram, weights: Float64Array, pair: Pair): number =>
  pair.sign * (valueOf(program, weights, pair) - pair.bound) - pair.slack;

const changeAt = ({ size, start }: PlanProgram, weights: Float64Array, place: number): number =>
  weights[place]! - (place < size ? start[place]! : weights[place - size]!);

/** target[place of a] += factor * a, for the pair's a. */
function addPair({ size, inequalities }: PlanProgram, pair: Pair, factor: number, target: Float64Array): void {
  if (pair.place >= 0) {
    target[pair.place]! += factor;
    return;
  }
  const { coefficients } = inequalities[pair.row]!;
  for (let at = 0; at < size; at++) target[pair.period * size + at]! += factor * coefficients[at]!;
}

/** A slope y of the trade at a place pulls its weight, and pushes the weight of the period before. */
function addTrade({ size }: PlanProgram, place: number, slope: number, target: Float64Array): void {
  target[place]! += slope;
  if (place >= size) target[place - size]! -= slope;
}

/** Slope of the Lagrangian in the weights; nought where they are fixed. */
function slopeLeft(program: PlanProgram, { weights, pairs, trades, equalities }: State): Float64Array {
  const { size, horizon, quadratic, linear, isFixed } = program;
  const left = new Float64Array(weights.length);
  for (let period = 0; period < horizon; period++) {
    const own = matVec(quadratic[period]!, ofPeriod(weights, period, size));
    program.equalities.forEach(({ coefficients }, row) => {
      for (let at = 0; at < size; at++) own[at]! -= equalities[period]![row]! * coefficients[at]!;
    });
    for (let at = 0; at < size; at++) left[period * size + at] = own[at]! - linear[period]![at]!;
  }
  for (const pair of pairs) addPair(program, pair, -pair.sign * pair.multiplier, left);
  for (const { place, slope } of trades) addTrade(program, place, slope, left);
  for (let at = 0; at < left.length; at++) if (isFixed[at] === 1) left[at] = 0;
  return left;
}

function equalityErrors(program: PlanProgram, weights: Float64Array): Float64Array[] {
  const { size, horizon, equalities } = program;
  return Array.from({ length: horizon }, (_, period) => {
    if (isWholeFixed(program, period)) return new Float64Array(equalities.length);
    const own = ofPeriod(weights, period, size);
    return Float64Array.from(equalities, ({ coefficients, min }) => dot(coefficients, own) - min);
  });
}

function worstResidual(program: PlanProgram, state: State): number {
  let worst = maxAbs(slopeLeft(program, state));
  for (const errors of equalityErrors(program, state.weights)) worst = Math.max(worst, maxAbs(errors));
  for (const pair of state.pairs) worst = Math.max(worst, Math.abs(slackError(program, state.weights, pair)));
  for (const { place, bought, sold } of state.trades) {
    worst = Math.max(worst, Math.abs(changeAt(program, state.weights, place) - bought + sold));
  }
  return worst;
}

/** What slack times multiplier is to become, by index of the pair or trade. */
interface Targets {
  readonly pairs: (at: number) => number;
  readonly bought: (at: number) => number;
  readonly sold: (at: number) => number;
}

/** The Newton system at a state, factored once; each call solves it for other targets. */
function newtonSystem(program: PlanProgram, state: State): ((targets: Targets) => Step) | undefined {
  const { size } = program;
  const { weights, pairs, trades } = state;
  const stiffness = Float64Array.from(trades, ({ bought, sold, cost, slope }) => {
    return 1 / (bought / (cost - slope) + sold / (cost + slope));
  });
  const blocks = factorBlocks(systemBlocks(program, state, stiffness), size);
  if (blocks === undefined) return undefined;
  const withRows = rowSolver(program, blocks);
  if (withRows === undefined) return undefined;
  const left = slopeLeft(program, state);
  const errors = equalityErrors(program, weights);
  return (targets) => {
    const right = left.map((entry) => -entry);
    const wanted = Float64Array.from(pairs, ({ slack, multiplier }, at) => targets.pairs(at) - slack * multiplier);
    const off = Float64Array.from(pairs, (pair) => slackError(program, weights, pair));
    pairs.forEach((pair, at) => {
      addPair(program, pair, (pair.sign * (wanted[at]! - pair.multiplier * off[at]!)) / pair.slack, right);
    });
    const bought = Float64Array.from(
      trades,
      (t, at) => (targets.bought(at) - t.bought * (t.cost - t.slope)) / (t.cost - t.slope),
    );
    const sold = Float64Array.from(
      trades,
      (t, at) => (targets.sold(at) - t.sold * (t.cost + t.slope)) / (t.cost + t.slope),
    );
    const pull = Float64Array.from(
      trades,
      (t, at) => changeAt(program, weights, t.place) - t.bought + t.sold - bought[at]! + sold[at]!,
    );
    trades.forEach(({ place }, at) => {
      addTrade(program, place, -stiffness[at]! * pull[at]!, right);
    });
    const { moved, equalities } = withRows(right, errors);
    const slopes = Float64Array.from(trades, ({ place }, at) => {
      const before = place < size ? 0 : moved[place - size]!;
      return stiffness[at]! * (moved[place]! - before + pull[at]!);
    });
    const slacks = Float64Array.from(pairs, (pair, at) => pair.sign * valueOf(program, moved, pair) + off[at]!);
    return {
      weights: moved,
      slacks,
      multipliers: Float64Array.from(
        pairs,
        ({ slack, multiplier }, at) => (wanted[at]! - multiplier * slacks[at]!) / slack,
      ),
      bought: Float64Array.from(trades, (t, at) => bought[at]! + (t.bought * slopes[at]!) / (t.cost - t.slope)),
      sold: Float64Array.from(trades, (t, at) => sold[at]! - (t.sold * slopes[at]!) / (t.cost + t.slope)),
      slopes,
      equalities,
    };
  };
}

function systemBlocks(program: PlanProgram, { pairs, trades }: State, stiffness: Float64Array) {
  const { size, horizon, quadratic, isFixed, inequalities } = program;
  const blocks = quadratic.map((block) => Float64Array.from(block));
  const couplings = Array.from({ length: horizon }, () => new Float64Array(size));
  const onDiagonal = (place: number, value: number): void => {
    const at = place % size;
    blocks[Math.floor(place / size)]![at * size + at]! += value;
  };
  for (const { place, row, period, slack, multiplier } of pairs) {
    const weight = multiplier / slack;
    if (place >= 0) {
      onDiagonal(place, weight);
      continue;
    }
    const { coefficients } = inequalities[row]!;
    const block = blocks[period]!;
    for (let left = 0; left < size; left++) {
      const scaled = weight * coefficients[left]!;
      if (scaled === 0) continue;
      for (let right = 0; right < size; right++) block[left * size + right]! += scaled * coefficients[right]!;
    }
  }
  trades.forEach(({ place }, at) => {
    onDiagonal(place, stiffness[at]!);
    if (place < size) return;
    onDiagonal(place - size, stiffness[at]!);
    if (isFixed[place] === 0 && isFixed[place - size] === 0)
      couplings[Math.floor(place / size)]![place % size] = stiffness[at]!;
  });
  for (let place = 0; place < isFixed.length; place++) {
    if (isFixed[place] === 1) holdStill(blocks[Math.floor(place / size)]!, place % size, size);
  }
  return { blocks, couplings };
}

/** Row and column of the identity: the weight does not move. */
function holdStill(block: Float64Array, at: number, size: number): void {
  for (let other = 0; other < size; other++) {
    block[at * size + other] = 0;
    block[other * size + at] = 0;
  }
  block[at * size + at] = 1;
}

interface RowSolution {
  readonly moved: Float64Array;
  readonly equalities: readonly Float64Array[];
}

/** Solves M x - E'y = right, E x = -errors through the small system E M^-1 E'. */
function rowSolver(program: PlanProgram, blocks: BlockSolve) {
  const { size, horizon, equalities, isFixed } = program;
  const columns: { readonly vector: Float64Array; readonly period: number; readonly row: number }[] = [];
  for (let period = 0; period < horizon; period++) {
    if (isWholeFixed(program, period)) continue;
    equalities.forEach(({ coefficients }, row) => {
      const vector = new Float64Array(size * horizon);
      for (let at = 0; at < size; at++) {
        if (isFixed[period * size + at] === 0) vector[period * size + at] = coefficients[at]!;
      }
      columns.push({ vector, period, row });
    });
  }
  const solved = columns.map(({ vector }) => blocks(vector));
  const count = columns.length;
  const system = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++)
      system[row * count + column] = dot(columns[row]!.vector, solved[column]!);
  }
  const largest = maxAbs(system);
  for (let at = 0; at < count; at++) system[at * count + at]! += ROW_RIDGE * largest;
  const factor = choleskyFactor(system, count);
  if (factor.status === 'not-positive-definite') return undefined;
  return (right: Float64Array, errors: readonly Float64Array[]): RowSolution => {
    const free = right.map((entry, at) => (isFixed[at] === 1 ? 0 : entry));
    const moved = blocks(free);
    const needed = Float64Array.from(columns, ({ vector, period, row }) => -errors[period]![row]! - dot(vector, moved));
    const found = choleskySolve(factor.lower, needed);
    const multipliers = Array.from({ length: horizon }, () => new Float64Array(equalities.length));
    columns.forEach(({ period, row }, at) => {
      multipliers[period]![row] = found[at]!;
      for (let place = 0; place < moved.length; place++) moved[place]! += found[at]! * solved[at]![place]!;
    });
    return { moved, equalities: multipliers };
  };
}
