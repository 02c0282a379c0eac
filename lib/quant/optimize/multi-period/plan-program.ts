import { maxAbs, sumOf } from '../../math/matrix';
import type { LimitRow } from '../quadratic/contract';
import type { MultiPeriodProblem } from './types';

/**
 * The plan in weights: minimise  sum over h of 1/2 w_h'Q_h w_h - l_h'w_h + cost'|w_h - w_(h-1)|  within bounds and rows
 * of each period. Divided by `scale`, so that the terms are of size one. Vectors over the plan have length H n.
 */
export interface PlanProgram {
  readonly size: number;
  readonly horizon: number;
  readonly scale: number;
  readonly quadratic: readonly Float64Array[];
  readonly linear: readonly Float64Array[];
  /** Length n. */
  readonly cost: Float64Array;
  readonly start: Float64Array;
  /** Length H n. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Length H n: 1 = both bounds are one, so nothing is left to choose. */
  readonly isFixed: Uint8Array;
  /** Rows of every period that is not fixed as a whole: budget first. */
  readonly equalities: readonly LimitRow[];
  readonly inequalities: readonly LimitRow[];
}

/** Bounds nearer than this are one. */
const SAME_BOUND = 1e-12;

export function planProgram(problem: MultiPeriodProblem): PlanProgram {
  const { symbols, periods, riskAversion, limits, finalWeights, currentWeights, costPerTrade } = problem;
  const size = symbols.length;
  const horizon = periods.length;
  const quadratic = periods.map(({ covariance, years }) => covariance.map((entry) => years * riskAversion * entry));
  const linear = periods.map(({ expectedReturns, years }) => expectedReturns.map((entry) => years * entry));
  const scale = Math.max(...[...quadratic, ...linear, costPerTrade].map(maxAbs), Number.MIN_VALUE);
  const divided = (vector: Float64Array): Float64Array => vector.map((entry) => entry / scale);
  const bound = (side: Float64Array): Float64Array =>
    Float64Array.from({ length: size * horizon }, (_, at) => {
      const isLast = at >= size * (horizon - 1);
      return isLast && finalWeights !== undefined ? finalWeights[at % size]! : side[at % size]!;
    });
  const [lower, upper] = onlyMix(bound(limits.weightMin), bound(limits.weightMax), limits.budget, size);
  const budget = { coefficients: new Float64Array(size).fill(1), min: limits.budget, max: limits.budget };
  const rows: readonly LimitRow[] = [budget, ...limits.rows];
  return {
    size,
    horizon,
    scale,
    quadratic: quadratic.map(divided),
    linear: linear.map(divided),
    cost: divided(costPerTrade),
    start: currentWeights,
    lower,
    upper,
    isFixed: Uint8Array.from(lower, (low, at) => (upper[at]! - low <= SAME_BOUND ? 1 : 0)),
    equalities: rows.filter(({ min, max }) => max - min <= SAME_BOUND),
    inequalities: rows.filter(({ min, max }) => max - min > SAME_BOUND && (min > -Infinity || max < Infinity)),
  };
}

/** Where the bounds of a period just reach the budget there is one mix only: nothing is left to choose. */
function onlyMix(lower: Float64Array, upper: Float64Array, budget: number, size: number): [Float64Array, Float64Array] {
  for (let first = 0; first < lower.length; first += size) {
    const [low, high] = [lower.subarray(first, first + size), upper.subarray(first, first + size)];
    if (Math.abs(sumOf(high) - budget) <= SAME_BOUND) low.set(high);
    else if (Math.abs(sumOf(low) - budget) <= SAME_BOUND) high.set(low);
  }
  return [lower, upper];
}

/** A plan with the multipliers that go with it, in units of the scaled program. */
export interface PlanPoint {
  /** Length H n. */
  readonly weights: Float64Array;
  /** Length H n: slope of the cost of each trade, between -cost and cost. */
  readonly tradeSlopes: Float64Array;
  /** One a period, then one a row in the order of the program: positive = the minimum side. */
  readonly equalityMultipliers: readonly Float64Array[];
  readonly inequalityMultipliers: readonly Float64Array[];
  readonly active: ActiveParts;
}

/** Which parts of the plan stand at an edge, as far as the iteration could tell. */
export interface ActiveParts {
  /** Length H n: -1 = on the lower bound, 1 = on the upper, 0 = free. */
  readonly bounds: Int8Array;
  /** Length H n: 1 = the weight stays what it was the period before. */
  readonly isKept: Uint8Array;
  /** One vector a period, one entry an inequality: 1 = at its minimum, -1 = at its maximum, 0 = open. */
  readonly rows: readonly Int8Array[];
}

/** The part of one period of a vector over the plan: a view, not a copy. */
export const ofPeriod = <Vector extends { subarray: (begin: number, end: number) => Vector }>(
  vector: Vector,
  period: number,
  size: number,
): Vector => vector.subarray(period * size, (period + 1) * size);

/** Is every weight of the period fixed? */
export function isWholeFixed({ isFixed, size }: PlanProgram, period: number): boolean {
  return ofPeriod(isFixed, period, size).every((flag) => flag === 1);
}
