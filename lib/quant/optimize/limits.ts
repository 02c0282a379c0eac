import { diagonalOf, maxAbs } from '../math/matrix';
import type { LimitRow, LimitSet } from './quadratic/contract';
import type { OptimizeProblem } from './types';

/** The limits of a problem as rows and bounds, with the names the user knows them by. */
export interface NamedLimits extends LimitSet {
  /** Budget first, then the linear rows, then the target return when there is one. */
  readonly rows: readonly (LimitRow & { readonly name: string })[];
  readonly symbols: readonly string[];
}

export const BUDGET = 'budget';
export const TARGET_RETURN = 'target return';
export const VOLATILITY_LIMIT = 'volatility limit';

/** @param isLongOnly the objective itself asks for weights of at least zero */
export function namedLimits(problem: OptimizeProblem, isLongOnly: boolean): NamedLimits {
  const { symbols, expectedReturns, limits } = problem;
  const { budget, weightMax, returnMin } = limits;
  const weightMin = isLongOnly ? limits.weightMin.map((bound) => Math.max(bound, 0)) : limits.weightMin;
  const budgetRow = { name: BUDGET, coefficients: new Float64Array(symbols.length).fill(1), min: budget, max: budget };
  const returnRow = { name: TARGET_RETURN, coefficients: expectedReturns, min: returnMin ?? -Infinity, max: Infinity };
  const rows = [budgetRow, ...limits.rows, ...(returnMin === undefined ? [] : [returnRow])];
  return {
    symbols,
    lower: weightMin,
    upper: weightMax,
    rows,
    weightScale: weightScaleOf(budget, weightMin, weightMax),
  };
}

/** The budget; without one the largest bound, and 1 where the bounds say nothing either. */
function weightScaleOf(budget: number, weightMin: Float64Array, weightMax: Float64Array): number {
  if (budget !== 0) return Math.abs(budget);
  const sizes = [...weightMin, ...weightMax].map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  return sizes.length === 0 ? 1 : sizes.reduce((largest, size) => Math.max(largest, size));
}

/** Sides of one limit that cross by less (in portfolio sizes) are one number, rounded two ways. */
const CROSSING_TOLERANCE = 1e-12;

/** The first bound or (counted on from the bounds) row whose minimum is above its maximum, with both names. */
export function crossedLimit(limits: NamedLimits): { at: number; names: readonly string[]; by: number } | undefined {
  const { symbols, lower, upper, rows } = limits;
  const sides = [
    ...symbols.map((symbol, at) => ({
      min: lower[at]!,
      max: upper[at]!,
      unit: 1,
      nameOf: (side: Side) => boundLimitName(symbol, side),
    })),
    ...rows.map((row) => ({ ...row, unit: maxAbs(row.coefficients), nameOf: (side: Side) => rowLimitName(row, side) })),
  ];
  const at = sides.findIndex(({ min, max, unit }) => min - max > CROSSING_TOLERANCE * limits.weightScale * unit);
  const crossed = sides[at];
  if (crossed === undefined) return undefined;
  return { at, names: [crossed.nameOf('min'), crossed.nameOf('max')], by: crossed.min - crossed.max };
}

export type Side = 'min' | 'max';

export const sideOf = (multiplier: number): Side => (multiplier > 0 ? 'min' : 'max');

/** 'budget' and 'target return' have one side only, so it is not said. */
export function rowLimitName({ name }: { readonly name: string }, side: Side): string {
  return name === BUDGET || name === TARGET_RETURN ? name : `${name} ${side}`;
}

export const boundLimitName = (symbol: string, side: Side): string => `${symbol} ${side}`;

/** Largest variance and size of the portfolio: what slopes and gaps are measured against. */
export function unitsOf(
  { covariance }: OptimizeProblem,
  limits: LimitSet,
): { varianceMax: number; weightScale: number } {
  return { varianceMax: maxAbs(diagonalOf(covariance)), weightScale: limits.weightScale };
}
