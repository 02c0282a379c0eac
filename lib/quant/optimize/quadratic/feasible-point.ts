import { pivotBlocks } from './block-pivoting';
import { curvatureOf } from './curvature';
import type { DenseLimits, DualResult } from './dual-active-set';
import { clearFactor, type Face, newFace, refreshValues } from './face';
import { factorCurvature } from './factor-curvature';
import { independentProof } from './independent-proof';
import { takeSingleSteps } from './single-steps';

/**
 * A point within bounds and rows, near a given one: least squares over the weights x and one value s a row,
 *   minimise 1/2 |A x - s|^2 + NEARNESS / 2 |(x, s) - (last x, last s)|^2   within bounds on x and sides on s,
 * which has bounds only and so always an answer. Repeated from its own answer the misses A x - s vanish, or they settle
 * on multipliers that prove that no point is within all limits (the misses separate the box from the rows).
 */

const NEARNESS = 1e-7;
const REPEATS_MAX = 12;
/** Rows of length 1 missed by less are met. */
const MISS_MAX = 1e-12;
/** Misses up to this are taken to be on their way to zero: the nearest point that meets the rows is tried. */
const NEARLY_MET = 1e-2;
/** Misses that have settled below this are met too: bounds typed with ten digits must not clash. */
const DEPENDENT_MISS_MAX = 1e-10;
/** Misses that change by a smaller share of themselves have settled. */
const SETTLED_SHARE = 1e-9;
/** Multipliers of a proof up to this share of the largest are rounding of zero, */
const PROOF_SHARE = 1e-9;
/** as are those made of misses that are themselves rounding. */
const MISS_ROUNDING = 1e-11;
/** A proof must miss by more than this share of the sides it adds up. */
const MARGIN_SHARE = 1e-11;

export type FeasibleOutcome =
  { readonly status: 'within' } | Extract<DualResult, { status: 'infeasible' }> | { readonly status: 'unknown' };

/** Moves `point` within the limits, in place. */
export type FeasiblePoint = (point: Float64Array) => FeasibleOutcome;

export function feasiblePointFinder(limits: DenseLimits): FeasiblePoint {
  const size = limits.lower.length;
  const rowCount = limits.rowMin.length;
  const wide = size + rowCount;
  const face = newFace(missCurvature(limits), boxOf(limits), NEARNESS);
  const linear = new Float64Array(wide);
  const misses = new Float64Array(rowCount);
  const projection = newFace(curvatureOf(undefined, size), limits, 1);
  return (point) => {
    startAt(face, limits, point);
    let before = Infinity;
    for (let repeat = 0; repeat < REPEATS_MAX; repeat++) {
      for (let at = 0; at < wide; at++) linear[at] = NEARNESS * face.point[at]!;
      const blocks = pivotBlocks(face, linear);
      const status = blocks === 'settled' ? takeSingleSteps(face, linear) : blocks;
      if (status !== 'solved') return { status: 'unknown' };
      const miss = measureMisses(limits, face.point, misses);
      const isSettled = Math.abs(before - miss) <= SETTLED_SHARE * miss;
      if (miss <= MISS_MAX || (isSettled && miss <= DEPENDENT_MISS_MAX)) {
        point.set(face.point.subarray(0, size));
        return { status: 'within' };
      }
      if (isSettled) return proofFrom(limits, misses);
      if (miss <= NEARLY_MET && projects(projection, face)) {
        point.set(projection.point);
        return { status: 'within' };
      }
      before = miss;
    }
    return { status: 'unknown' };
  };
}

/** 1/2 |A x - s|^2 in factor form: one factor a row. */
function missCurvature({ rows, rowMin, lower }: DenseLimits) {
  const size = lower.length;
  const rowCount = rowMin.length;
  const wide = size + rowCount;
  const loadings = new Float64Array(rowCount * wide);
  const factorCovariance = new Float64Array(rowCount * rowCount);
  for (let row = 0; row < rowCount; row++) {
    loadings.set(rows.subarray(row * size, (row + 1) * size), row * wide);
    loadings[row * wide + size + row] = -1;
    factorCovariance[row * rowCount + row] = 1;
  }
  return factorCurvature({ kind: 'factor', loadings, factorCovariance, specificVariances: new Float64Array(wide) });
}

function boxOf({ lower, upper, rowMin, rowMax }: DenseLimits): DenseLimits {
  const none = new Float64Array(0);
  return {
    lower: Float64Array.of(...lower, ...rowMin),
    upper: Float64Array.of(...upper, ...rowMax),
    rows: none,
    rowMin: none,
    rowMax: none,
  };
}

/** The nearest point that meets the rows, from a point that nearly does; false when it is not easily found. */
function projects(projection: Face, { point, side }: Face): boolean {
  const { size, rowCount, limits, rowSide, rowMultipliers } = projection;
  clearFactor(projection);
  const near = point.slice(0, size);
  projection.point.set(near);
  projection.side.set(side.subarray(0, size));
  rowMultipliers.fill(0);
  for (let row = 0; row < rowCount; row++) {
    rowSide[row] = limits.rowMin[row] === limits.rowMax[row] ? 1 : side[size + row]!;
  }
  const status = pivotBlocks(projection, near);
  return status === 'solved' || status === 'settled';
}

function startAt(face: Face, limits: DenseLimits, start: Float64Array): void {
  const { point, side } = face;
  const size = start.length;
  clearFactor(face);
  point.set(start);
  for (let row = 0; row < limits.rowMin.length; row++) {
    let value = 0;
    for (let at = 0; at < size; at++) value += limits.rows[row * size + at]! * start[at]!;
    point[size + row] = value;
  }
  for (let at = 0; at < face.size; at++) {
    const low = face.limits.lower[at]!;
    const high = face.limits.upper[at]!;
    point[at] = Math.min(Math.max(point[at]!, low), high);
    side[at] = point[at]! <= low ? 1 : point[at]! >= high ? -1 : 0;
  }
  refreshValues(face);
}

function measureMisses({ rows, rowMin, lower }: DenseLimits, point: Float64Array, misses: Float64Array): number {
  const size = lower.length;
  let largest = 0;
  for (let row = 0; row < rowMin.length; row++) {
    let miss = -point[size + row]!;
    for (let at = 0; at < size; at++) miss += rows[row * size + at]! * point[at]!;
    misses[row] = miss;
    largest = Math.max(largest, Math.abs(miss));
  }
  return largest;
}

/** The misses as multipliers: what they leave of the slopes leans on the bounds. */
function proofFrom(limits: DenseLimits, misses: Float64Array): FeasibleOutcome {
  const { lower, rows } = limits;
  const size = lower.length;
  let largest = 0;
  for (const miss of misses) largest = Math.max(largest, Math.abs(miss));
  const rounding = Math.max(PROOF_SHARE, MISS_ROUNDING / largest);
  const rowMultipliers = misses.map((miss) => (Math.abs(miss) <= rounding * largest ? 0 : -miss / largest));
  const boundMultipliers = new Float64Array(size);
  rowMultipliers.forEach((multiplier, row) => {
    if (multiplier === 0) return;
    for (let at = 0; at < size; at++) boundMultipliers[at]! -= multiplier * rows[row * size + at]!;
  });
  for (let at = 0; at < size; at++) if (Math.abs(boundMultipliers[at]!) <= rounding) boundMultipliers[at] = 0;
  const proof = independentProof(limits, { rowMultipliers, boundMultipliers });
  return proof.margin > MARGIN_SHARE ? { status: 'infeasible', ...proof } : { status: 'unknown' };
}
