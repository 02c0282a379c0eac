import type { LinearLimit, OptimizeProblem } from '@/lib/quant/optimize/types';
import type { LinearLimits } from './oracles';

/**
 * A problem with turnover, exposure limits and trading costs, written out for solvers that know linear rows only:
 * variables w, then for each kinked quantity one helper a weight with helper >= up * (w - c) and helper >= down * (c - w).
 */
export interface Lifted {
  /** Row-major; the helpers' small curvature keeps it definite. */
  readonly hessian: Float64Array;
  readonly linear: Float64Array;
  readonly limits: LinearLimits;
}

/** Curvature of the helpers, far below the tolerances the answers are compared at. */
const HELPER_CURVATURE = 1e-9;

interface Kinked {
  readonly center: Float64Array;
  readonly up: number;
  readonly down: number;
  readonly max?: number;
  readonly cost?: Float64Array;
}

function kinkedOf({ symbols, limits }: OptimizeProblem): Kinked[] {
  const zero = new Float64Array(symbols.length);
  const held = limits.currentWeights ?? zero;
  const kinked: Kinked[] = [];
  if (limits.turnoverMax !== undefined) kinked.push({ center: held, up: 1, down: 1, max: 2 * limits.turnoverMax });
  if (limits.grossMax !== undefined) kinked.push({ center: zero, up: 1, down: 1, max: limits.grossMax });
  if (limits.shortMax !== undefined) kinked.push({ center: zero, up: 0, down: 1, max: limits.shortMax });
  if (limits.longMax !== undefined) kinked.push({ center: zero, up: 1, down: 0, max: limits.longMax });
  if (limits.costPerTrade !== undefined) kinked.push({ center: held, up: 1, down: 1, cost: limits.costPerTrade });
  return kinked;
}

/** quadratic / 2 * w'Sw + ridge / 2 * w'w - linear'w + costFactor * costs. */
export interface Scales {
  readonly quadratic: number;
  readonly ridge: number;
  readonly linear: Float64Array;
  readonly costFactor: number;
}

export function lift(problem: OptimizeProblem, { quadratic, ridge, linear, costFactor }: Scales): Lifted {
  const size = problem.symbols.length;
  const kinked = kinkedOf(problem);
  const wide = size * (1 + kinked.length);
  const hessian = new Float64Array(wide * wide);
  for (let row = 0; row < wide; row++) hessian[row * wide + row] = HELPER_CURVATURE;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      hessian[row * wide + column] = quadratic * problem.covariance[row * size + column]!;
    }
    hessian[row * wide + row]! += ridge;
  }
  const wideLinear = new Float64Array(wide);
  wideLinear.set(linear);
  const widened = (values: Float64Array): Float64Array => {
    const result = new Float64Array(wide);
    result.set(values);
    return result;
  };
  const rows: LinearLimit[] = problem.limits.rows.map((row) => ({ ...row, coefficients: widened(row.coefficients) }));
  rows.push({
    name: 'budget',
    coefficients: widened(new Float64Array(size).fill(1)),
    min: problem.limits.budget,
    max: problem.limits.budget,
  });
  const { returnMin } = problem.limits;
  if (returnMin !== undefined) {
    rows.push({ name: 'target', coefficients: widened(problem.expectedReturns), min: returnMin, max: Infinity });
  }
  kinked.forEach(({ center, up, down, max, cost }, kind) => {
    const total = new Float64Array(wide);
    for (let at = 0; at < size; at++) {
      const helper = size * (1 + kind) + at;
      const above = new Float64Array(wide);
      above[helper] = 1;
      above[at] = -up;
      const below = new Float64Array(wide);
      below[helper] = 1;
      below[at] = down;
      rows.push({ name: `above ${helper}`, coefficients: above, min: -up * center[at]!, max: Infinity });
      rows.push({ name: `below ${helper}`, coefficients: below, min: down * center[at]!, max: Infinity });
      total[helper] = 1;
      if (cost !== undefined) wideLinear[helper] = -costFactor * cost[at]!;
    }
    if (max !== undefined) rows.push({ name: `total ${kind}`, coefficients: total, min: -Infinity, max });
  });
  const open = (bounds: Float64Array, value: number): Float64Array => {
    const result = new Float64Array(wide).fill(value);
    result.set(bounds);
    return result;
  };
  const { weightMin, weightMax } = problem.limits;
  return {
    hessian,
    linear: wideLinear,
    limits: { weightMin: open(weightMin, -Infinity), weightMax: open(weightMax, Infinity), rows },
  };
}

/** Value that the problem minimises, kinks and all, at weights; for comparing answers of any solver. */
export function valueAt(
  problem: OptimizeProblem,
  weights: ArrayLike<number>,
  { quadratic, ridge, linear, costFactor }: Scales,
): number {
  const size = problem.symbols.length;
  const { costPerTrade, currentWeights } = problem.limits;
  let value = 0;
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += problem.covariance[row * size + column]! * weights[column]!;
    value += (quadratic / 2) * sum * weights[row]! + (ridge / 2) * weights[row]! ** 2 - linear[row]! * weights[row]!;
    const trade = weights[row]! - (currentWeights === undefined ? 0 : currentWeights[row]!);
    if (costPerTrade !== undefined) value += costFactor * costPerTrade[row]! * Math.abs(trade);
  }
  return value;
}
