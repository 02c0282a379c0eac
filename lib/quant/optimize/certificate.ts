import { invariant } from '../../base/invariant';
import { dot, maxAbs, sumOf } from '../math/matrix';
import type { LimitSet } from './quadratic/contract';

/**
 * The judge of every answer. It knows nothing of how an answer was found: it sees the limits as they were given, the
 * point, the slope of the convex objective there, and multipliers that anyone may have made up, and recomputes from
 * these how much better any other point within the limits could be. Nothing is called solved without it.
 */

/** Accept an answer only when all three hold; each is relative, so the unit of the problem does not matter. */
const GAP_TOLERANCE = 1e-8;
export const PRIMAL_TOLERANCE = 1e-9;
const DUAL_TOLERANCE = 1e-7;

/** Where a bound is open or very far, a weight is taken to move by at most this many portfolio sizes. */
const REACH = 100;
/** A slope share below which an objective counts as flat; keeps 0 / 0 out where the best value is exactly zero. */
const FLAT_SHARE = 1e-6;

export interface Tangent {
  /** Slope of the objective (and of the volatility limit times its multiplier) at the point, to be minimised. */
  readonly gradient: Float64Array;
  /** Size of the objective's terms: what a gap is measured against. */
  readonly objectiveSize: number;
  /** Size of the slopes: what a slope left over is measured against. */
  readonly gradientSize: number;
}

export interface OptimalityMeasure {
  readonly dualityGap: number;
  readonly primalResidual: number;
  readonly dualResidual: number;
  /** Slope left for each weight after the rows took their share: the multiplier of its bounds, signed. */
  readonly boundMultipliers: Float64Array;
}

/**
 * For a convex f and any z within the limits, f(z) >= f(x) + g'(z - x), and the multipliers bound g'(z - x) from below.
 * The sum of what they leave open is the duality gap: no point can be better than x by more than that.
 *
 * @param point          length n
 * @param rowMultipliers one a row; positive = minimum side, negative = maximum side
 * @param extraGap       gap of limits the rows do not contain (the volatility limit), in units of the objective
 */
export function measureOptimality(
  limits: LimitSet,
  point: Float64Array,
  tangent: Tangent,
  rowMultipliers: Float64Array,
  extraGap = 0,
): OptimalityMeasure {
  invariant(rowMultipliers.length === limits.rows.length, 'one multiplier a row');
  const { weightScale } = limits;
  const left = tangent.gradient.slice();
  let gap = extraGap;
  let slopeSize = tangent.gradientSize;
  limits.rows.forEach((row, index) => {
    const multiplier = rowMultipliers[index]!;
    if (multiplier === 0) return;
    const value = dot(row.coefficients, point);
    gap += Math.abs(multiplier) * Math.max(multiplier > 0 ? value - row.min : row.max - value, 0);
    slopeSize = Math.max(slopeSize, Math.abs(multiplier) * maxAbs(row.coefficients));
    for (let at = 0; at < left.length; at++) left[at]! -= multiplier * row.coefficients[at]!;
  });
  let dualResidual = 0;
  for (let at = 0; at < left.length; at++) {
    const room = Math.max(left[at]! > 0 ? point[at]! - limits.lower[at]! : limits.upper[at]! - point[at]!, 0);
    gap += Math.abs(left[at]!) * Math.min(room, REACH * weightScale);
    dualResidual = Math.max(dualResidual, Math.min(share(Math.abs(left[at]!), slopeSize), room / weightScale));
  }
  return {
    dualityGap: share(gap, tangent.objectiveSize),
    primalResidual: primalResidualOf(limits, point),
    dualResidual,
    boundMultipliers: left,
  };
}

export const isAccepted = (measure: Omit<OptimalityMeasure, 'boundMultipliers'>): boolean =>
  measure.dualityGap <= GAP_TOLERANCE &&
  measure.primalResidual <= PRIMAL_TOLERANCE &&
  measure.dualResidual <= DUAL_TOLERANCE;

/** Largest violation of a limit, in portfolio sizes; a row counts in units of its largest coefficient. */
function primalResidualOf(limits: LimitSet, point: Float64Array): number {
  const { weightScale } = limits;
  let worst = 0;
  for (let at = 0; at < point.length; at++) {
    worst = Math.max(worst, limits.lower[at]! - point[at]!, point[at]! - limits.upper[at]!);
  }
  for (const row of limits.rows) {
    const value = dot(row.coefficients, point);
    worst = Math.max(worst, Math.max(row.min - value, value - row.max) / (maxAbs(row.coefficients) || 1));
  }
  return worst / weightScale;
}

const share = (part: number, whole: number): number => (part === 0 ? 0 : part / whole);

/** Tangent of 1/2 q x' S x - c' x at a point with S x given. */
export function quadraticTangent(
  point: Float64Array,
  riskSlope: Float64Array,
  quadraticWeight: number,
  linear: Float64Array,
  unit: { readonly varianceMax: number; readonly weightScale: number },
): Tangent {
  const gradient = riskSlope.map((slope, at) => quadraticWeight * slope - linear[at]!);
  let terms = 0;
  for (let at = 0; at < point.length; at++) {
    terms += Math.abs(point[at]!) * (Math.abs((quadraticWeight / 2) * riskSlope[at]!) + Math.abs(linear[at]!));
  }
  const slopeUnit = quadraticWeight * unit.varianceMax * unit.weightScale + maxAbs(linear);
  return {
    gradient,
    objectiveSize: Math.max(terms, FLAT_SHARE * slopeUnit * unit.weightScale),
    gradientSize: Math.max(maxAbs(gradient), FLAT_SHARE * slopeUnit),
  };
}

/** A proof of infeasibility must miss by more than this share of the sides it adds up. */
const CONTRADICTION_SHARE = 1e-11;
/** What its combination leaves over must be rounding beside the slopes it combines: nothing unnamed may help. */
const LEFT_OVER_SHARE = 1e-9;

export interface Contradiction {
  /** By how much the combined limits miss each other; positive = no point meets them all. */
  readonly margin: number;
  readonly holds: boolean;
}

/**
 * Checks a proof that limits conflict, from inputs only. For x within the limits the multipliers y promise
 * (A'y)'x >= side(y). A linear proof has A'y = 0 and side(y) > 0. One against a volatility limit s adds the tangent at
 * v: 1/2 s^2 >= 1/2 x'Sx >= (Sv)'x - 1/2 v'Sv, so A'y = Sv and side(y) > 1/2 v'Sv + 1/2 s^2.
 * What A'y leaves over by rounding must not be able to make up the margin.
 *
 * @param cap tangent slope S v and the level 1/2 v'Sv + 1/2 s^2; absent for a linear proof
 */
export function measureContradiction(
  limits: LimitSet,
  rowMultipliers: Float64Array,
  boundMultipliers: Float64Array,
  cap?: { readonly slope: Float64Array; readonly level: number },
): Contradiction {
  const { weightScale } = limits;
  const left = cap === undefined ? new Float64Array(boundMultipliers.length) : cap.slope.map((slope) => -slope);
  const sides = new Float64Array(rowMultipliers.length + boundMultipliers.length);
  let slopeSize = Math.max(maxAbs(left), maxAbs(boundMultipliers));
  limits.rows.forEach((row, index) => {
    const multiplier = rowMultipliers[index]!;
    if (multiplier === 0) return;
    slopeSize = Math.max(slopeSize, Math.abs(multiplier) * maxAbs(row.coefficients));
    sides[index] = multiplier * (multiplier > 0 ? row.min : row.max);
    for (let at = 0; at < left.length; at++) left[at]! += multiplier * row.coefficients[at]!;
  });
  for (let at = 0; at < left.length; at++) {
    const multiplier = boundMultipliers[at]!;
    if (multiplier === 0) continue;
    sides[rowMultipliers.length + at] = multiplier * (multiplier > 0 ? limits.lower[at]! : limits.upper[at]!);
    left[at]! += multiplier;
  }
  let rounding = 0;
  for (let at = 0; at < left.length; at++) {
    const farthest = Math.max(Math.abs(limits.lower[at]!), Math.abs(limits.upper[at]!));
    rounding += Math.abs(left[at]!) * Math.min(farthest, REACH * weightScale);
  }
  const level = cap === undefined ? 0 : cap.level;
  const margin = sumOf(sides) - level - rounding;
  const isBalanced = maxAbs(left) <= LEFT_OVER_SHARE * slopeSize;
  return { margin, holds: isBalanced && margin > CONTRADICTION_SHARE * Math.max(maxAbs(sides), level) };
}
