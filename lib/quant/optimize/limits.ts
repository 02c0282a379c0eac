import { diagonalOf, maxAbs } from '../math/matrix';
import type { LimitRow, LimitSet } from './quadratic/contract';
import type { AbsoluteLimitSet, AbsoluteRow } from './splitting/absolute';
import type { OptimizeLimits, OptimizeProblem } from './types';

/** The limits of a problem as rows and bounds, with the names the user knows them by. */
export interface NamedLimits extends AbsoluteLimitSet {
  /** Budget first, then the linear rows, then the target return when there is one. */
  readonly rows: readonly (LimitRow & { readonly name: string })[];
  readonly absoluteRows: readonly (AbsoluteRow & { readonly name: string })[];
  readonly symbols: readonly string[];
  /** Which limit stands behind each bound: the one that is tightest. */
  readonly boundNames: { readonly min: readonly string[]; readonly max: readonly string[] };
}

export const BUDGET = 'budget';
export const TARGET_RETURN = 'target return';
export const VOLATILITY_LIMIT = 'volatility limit';
export const TRACKING_ERROR_LIMIT = 'tracking error limit';
export const ASSETS_MAX_LIMIT = 'number of instruments';
export const MINIMUM_POSITION = 'minimum position';

/** @param isLongOnly the objective itself asks for weights of at least zero */
export function namedLimits(problem: OptimizeProblem, isLongOnly: boolean): NamedLimits {
  const { symbols, expectedReturns, limits } = problem;
  const { budget, returnMin } = limits;
  const budgetRow = { name: BUDGET, coefficients: new Float64Array(symbols.length).fill(1), min: budget, max: budget };
  const returnRow = { name: TARGET_RETURN, coefficients: expectedReturns, min: returnMin ?? -Infinity, max: Infinity };
  const rows = [budgetRow, ...limits.rows, ...(returnMin === undefined ? [] : [returnRow])];
  const { lower, upper, boundNames } = boundsOf(problem, isLongOnly);
  return {
    symbols,
    lower,
    upper,
    boundNames,
    rows,
    absoluteRows: absoluteRowsOf(limits, symbols.length),
    weightScale: weightScaleOf(budget, lower, upper),
  };
}

/** Bounds, trade limits and no-trade entries as one pair of bounds a weight, each side named after the tightest of them. */
function boundsOf({ symbols, limits }: OptimizeProblem, isLongOnly: boolean) {
  const { tradeMax, noTrade, boundNames } = limits;
  const size = symbols.length;
  const held = limits.currentWeights ?? new Float64Array(size);
  const lower = isLongOnly ? limits.weightMin.map((bound) => Math.max(bound, 0)) : limits.weightMin.slice();
  const upper = limits.weightMax.slice();
  const nameOf = (symbol: string, side: Side): string => {
    const name = boundLimitName(symbol, side);
    return boundNames?.get(name) ?? name;
  };
  const min = symbols.map((symbol) => nameOf(symbol, 'min'));
  const max = symbols.map((symbol) => nameOf(symbol, 'max'));
  for (let at = 0; at < size; at++) {
    const isFixed = noTrade !== undefined && noTrade[at] !== 0;
    const step = isFixed ? 0 : (tradeMax?.[at] ?? Infinity);
    const name = isFixed ? `${symbols[at]!} no-trade` : `${symbols[at]!} trade limit`;
    if (held[at]! - step > lower[at]!) {
      lower[at] = held[at]! - step;
      min[at] = name;
    }
    if (held[at]! + step < upper[at]!) {
      upper[at] = held[at]! + step;
      max[at] = name;
    }
  }
  return { lower, upper, boundNames: { min, max } };
}

function absoluteRowsOf(limits: OptimizeLimits, size: number): NamedLimits['absoluteRows'] {
  const nothing = new Float64Array(size);
  const filled = (value: number): Float64Array => new Float64Array(size).fill(value);
  const { turnoverMax, grossMax, shortMax, longMax } = limits;
  const rows: (AbsoluteRow & { readonly name: string })[] = [];
  const add = (name: string, max: number | undefined, center: Float64Array, up: number, down: number): void => {
    if (max !== undefined) rows.push({ name, max, center, up: filled(up), down: filled(down) });
  };
  add('turnover', turnoverMax, limits.currentWeights ?? nothing, 1 / 2, 1 / 2);
  add('gross exposure', grossMax, nothing, 1, 1);
  add('short exposure', shortMax, nothing, 0, 1);
  add('long exposure', longMax, nothing, 1, 0);
  return rows;
}

/** A budget below this share of the bounds is a sum of longs and shorts that cancel, rounded. */
const NEUTRAL_SHARE = 1e-12;

/** The budget; without one the largest bound, and 1 where the bounds say nothing either. */
function weightScaleOf(budget: number, weightMin: Float64Array, weightMax: Float64Array): number {
  let widest = 0;
  for (const bounds of [weightMin, weightMax]) {
    for (const bound of bounds) if (Number.isFinite(bound)) widest = Math.max(widest, Math.abs(bound));
  }
  const size = widest > 0 ? widest : 1;
  return Math.abs(budget) > NEUTRAL_SHARE * size ? Math.abs(budget) : size;
}

/** Sides of one limit that cross by less (in portfolio sizes) are one number, rounded two ways. */
const CROSSING_TOLERANCE = 1e-12;

/** The first bound or (counted on from the bounds) row whose minimum is above its maximum, with both names. */
export function crossedLimit(limits: NamedLimits): { at: number; names: readonly string[]; by: number } | undefined {
  const { symbols, lower, upper, rows } = limits;
  const sides = [
    ...symbols.map((_, at) => ({
      min: lower[at]!,
      max: upper[at]!,
      unit: 1,
      nameOf: (side: Side) => nameOfBound(limits, at, side),
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

/** What the user knows a side of a weight's range as: its own bound, a trade limit, an exclusion, ... */
export const nameOfBound = ({ boundNames }: NamedLimits, at: number, side: Side): string => boundNames[side][at]!;

/** Largest variance and size of the portfolio: what slopes and gaps are measured against. */
export function unitsOf(
  { covariance }: Pick<OptimizeProblem, 'covariance'>,
  limits: LimitSet,
): { varianceMax: number; weightScale: number } {
  return { varianceMax: maxAbs(diagonalOf(covariance)), weightScale: limits.weightScale };
}
