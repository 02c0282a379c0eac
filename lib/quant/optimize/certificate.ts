import { invariant } from '../../base/invariant';
import { dot, maxAbs, sumOf } from '../math/matrix';
import {
  type AbsoluteLimitSet,
  type AbsoluteTerm,
  absoluteValue,
  steepest,
  type WeightedTerm,
} from './splitting/absolute';
import { conjugate, descend, heldBack } from './splitting/separable';

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
/** A weight this close to a bound, in portfolio sizes, is on it. */
const ON_BOUND = 1e-9;
/** A slope share below which an objective counts as flat; keeps 0 / 0 out where the best value is exactly zero. */
const FLAT_SHARE = 1e-6;

export interface Tangent {
  /** Slope of the objective (and of the volatility limit times its multiplier) at the point, to be minimised. */
  readonly gradient: Float64Array;
  /** Size of the objective's terms: what a gap is measured against. */
  readonly objectiveSize: number;
  /** Size of the slopes: what a slope left over is measured against. */
  readonly gradientSize: number;
  /** The part of the objective that has kinks, to be minimised with the rest and in its unit. */
  readonly tradeCost?: AbsoluteTerm;
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
 * With kinks (absolute rows, trading costs) the same holds weight by weight: each is left a convex function of its own,
 * whose least value within the bounds is known exactly.
 *
 * @param rowMultipliers one a row, then one an absolute row; positive = minimum side, negative = maximum side
 * @param extraGap       gap of limits the rows do not contain (the volatility limit), in units of the objective
 */
export function measureOptimality(
  limits: AbsoluteLimitSet,
  point: Float64Array,
  tangent: Tangent,
  rowMultipliers: Float64Array,
  extraGap = 0,
): OptimalityMeasure {
  const { absoluteRows = [] } = limits;
  invariant(rowMultipliers.length === limits.rows.length + absoluteRows.length, 'one multiplier a row');
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
  const terms: WeightedTerm[] = [];
  absoluteRows.forEach((row, index) => {
    const factor = -rowMultipliers[limits.rows.length + index]!;
    invariant(factor >= 0, 'an absolute row has a maximum only');
    if (factor === 0) return;
    gap += factor * Math.max(row.max - absoluteValue(row, point), 0);
    slopeSize = Math.max(slopeSize, factor * steepest(row));
    terms.push({ term: row, factor });
  });
  const { tradeCost } = tangent;
  let { objectiveSize } = tangent;
  if (tradeCost !== undefined) {
    terms.push({ term: tradeCost, factor: 1 });
    objectiveSize += absoluteValue(tradeCost, point);
  }
  const rest = leftOver(limits, point, left, terms, slopeSize);
  return {
    dualityGap: share(gap + rest.gap, objectiveSize),
    primalResidual: primalResidualOf(limits, point),
    dualResidual: rest.dualResidual,
    boundMultipliers: rest.boundMultipliers,
  };
}

/** What the slopes that no row accounts for could still gain, weight by weight. */
function leftOver(
  { lower, upper, weightScale }: AbsoluteLimitSet,
  point: Float64Array,
  left: Float64Array,
  terms: readonly WeightedTerm[],
  slopeSize: number,
): { gap: number; dualResidual: number; boundMultipliers: Float64Array } {
  const reach = REACH * weightScale;
  let gap = 0;
  let dualResidual = 0;
  if (terms.length === 0) {
    for (let at = 0; at < left.length; at++) {
      const room = Math.max(left[at]! > 0 ? point[at]! - lower[at]! : upper[at]! - point[at]!, 0);
      gap += Math.abs(left[at]!) * Math.min(room, reach);
      dualResidual = Math.max(dualResidual, Math.min(share(Math.abs(left[at]!), slopeSize), room / weightScale));
    }
    return { gap, dualResidual, boundMultipliers: left };
  }
  const boundMultipliers = new Float64Array(left.length);
  for (let at = 0; at < left.length; at++) {
    const bounds = { lower: lower[at]!, upper: upper[at]!, reach, tolerance: ON_BOUND * weightScale };
    const { gain, slope, distance } = descend(left[at]!, terms, at, point[at]!, bounds);
    gap += gain;
    dualResidual = Math.max(dualResidual, Math.min(share(Math.abs(slope), slopeSize), distance / weightScale));
    boundMultipliers[at] = heldBack(left[at]!, terms, at, point[at]!, bounds);
  }
  return { gap, dualResidual, boundMultipliers };
}

export const isAccepted = (measure: Omit<OptimalityMeasure, 'boundMultipliers'>): boolean =>
  measure.dualityGap <= GAP_TOLERANCE &&
  measure.primalResidual <= PRIMAL_TOLERANCE &&
  measure.dualResidual <= DUAL_TOLERANCE;

/** Largest violation of a limit, in portfolio sizes; a row counts in units of its largest coefficient. */
function primalResidualOf(limits: AbsoluteLimitSet, point: Float64Array): number {
  const { weightScale, absoluteRows = [] } = limits;
  let worst = 0;
  for (let at = 0; at < point.length; at++) {
    worst = Math.max(worst, limits.lower[at]! - point[at]!, point[at]! - limits.upper[at]!);
  }
  for (const row of limits.rows) {
    const value = dot(row.coefficients, point);
    worst = Math.max(worst, Math.max(row.min - value, value - row.max) / (maxAbs(row.coefficients) || 1));
  }
  for (const row of absoluteRows) worst = Math.max(worst, (absoluteValue(row, point) - row.max) / (steepest(row) || 1));
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
 * Absolute rows f_k(x) <= m_k with factors v_k add -v'm to the side, and the largest value of (what A'y leaves)'x - v'f(x),
 * which is known weight by weight, must not make up for it.
 *
 * @param rowMultipliers one a row, then one an absolute row (at most 0)
 * @param cap tangent slope S v, the size of the slopes it adds up, and the level 1/2 v'Sv + 1/2 s^2; absent for a linear proof
 */
export function measureContradiction(
  limits: AbsoluteLimitSet,
  rowMultipliers: Float64Array,
  boundMultipliers: Float64Array,
  cap?: { readonly slope: Float64Array; readonly slopeSize: number; readonly level: number },
): Contradiction {
  const { weightScale, absoluteRows = [] } = limits;
  const left = cap === undefined ? new Float64Array(boundMultipliers.length) : cap.slope.map((slope) => -slope);
  const sides = new Float64Array(rowMultipliers.length + boundMultipliers.length);
  let slopeSize = Math.max(cap === undefined ? 0 : cap.slopeSize, maxAbs(boundMultipliers));
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
  const terms: WeightedTerm[] = [];
  absoluteRows.forEach((row, index) => {
    const multiplier = rowMultipliers[limits.rows.length + index]!;
    if (multiplier === 0) return;
    sides[limits.rows.length + index] = multiplier * row.max;
    slopeSize = Math.max(slopeSize, Math.abs(multiplier) * steepest(row));
    terms.push({ term: row, factor: -multiplier });
  });
  let rounding = 0;
  let most = 0;
  for (let at = 0; at < left.length; at++) {
    if (terms.length > 0) {
      const { value, excess } = conjugate(left[at]!, terms, at);
      most += value;
      left[at] = excess;
    }
    const farthest = Math.max(Math.abs(limits.lower[at]!), Math.abs(limits.upper[at]!));
    rounding += Math.abs(left[at]!) * Math.min(farthest, REACH * weightScale);
  }
  const level = cap === undefined ? 0 : cap.level;
  const margin = sumOf(sides) - level - most - rounding;
  const isBalanced = maxAbs(left) <= LEFT_OVER_SHARE * slopeSize && terms.every(({ factor }) => factor > 0);
  return { margin, holds: isBalanced && margin > CONTRADICTION_SHARE * Math.max(maxAbs(sides), level) };
}

/**
 * The same against caps on measures, which the plane stands for: all weights within them have slope'w <= level. That is
 * taken on trust, since only the scenarios could tell; checked is that no weights within the other limits do so.
 */
export function measurePlaneContradiction(
  limits: AbsoluteLimitSet,
  rowMultipliers: Float64Array,
  boundMultipliers: Float64Array,
  { slope, level }: { readonly slope: Float64Array; readonly level: number },
): Contradiction {
  return measureContradiction(limits, rowMultipliers, boundMultipliers, { slope, slopeSize: maxAbs(slope), level });
}
