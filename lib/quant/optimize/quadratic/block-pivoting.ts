import { type Face, faceStep, refreshSlope, refreshValues } from './face';
import { boundGains, doubleValue, MISS_TOLERANCE, rowGain, slopeTolerance, stationaryShare } from './pulls';

/**
 * Active-set steps that change many limits at once. Every variable that leaves its bounds is put on them and every broken
 * row is held, until the point is best on its face and within all limits; then many bounds that hold the objective back
 * are released together. That usually ends in a handful of rounds, but may cycle: it is kept up only while the objective
 * falls from one such point to the next.
 *
 * @see Judice & Pires (1994), "A block principal pivoting algorithm for large-scale strictly monotone linear
 *      complementarity problems", Computers & Operations Research 21(5), 587-596
 */

/**
 * 'settled': within all limits and best on its face, but blocks make no headway; single steps can go on from there.
 * 'stuck': not within the limits. 'singular': the free block cannot be factored.
 */
export type BlockStatus = 'solved' | 'settled' | 'singular' | 'stuck';

const ROUNDS_MAX = 60;
/** Slopes of free variables are brought down to this share of their terms, in a few refining steps. */
const STATIONARY_SHARE = 1e-12;
const REFINEMENTS_MAX = 3;
/** Variables released at once: at least so many, or as many as are free already. */
const BLOCK_MIN = 8;

export function pivotBlocks(face: Face, linear: Float64Array): BlockStatus {
  let best = Infinity;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const status = settle(face, linear);
    if (status !== 'settled') return status;
    const value = doubleValue(face, linear);
    if (!releaseMany(face, linear)) return 'solved';
    if (!(value < best)) return 'settled';
    best = value;
  }
  return 'settled';
}

/** Ends within the limits at the best point of a face, or tells why it cannot. */
function settle(face: Face, linear: Float64Array): BlockStatus {
  const roundsMax = face.size + face.rowCount;
  let refinements = 0;
  refreshValues(face);
  refreshSlope(face, linear);
  for (let round = 0; round <= roundsMax; round++) {
    if (!faceStep(face)) return 'singular';
    const dropped = takeStep(face);
    refreshValues(face);
    refreshSlope(face, linear);
    if (dropped + holdBrokenRows(face) > 0) continue;
    if (stationaryShare(face, linear) <= STATIONARY_SHARE || ++refinements > REFINEMENTS_MAX) return 'settled';
  }
  return 'stuck';
}

/** Goes the whole step; what would leave its bounds is put on them and held there. */
function takeStep(face: Face): number {
  const { factor, point, side, limits, move, active, activeCount, rowMultipliers, multiplierMove } = face;
  const { lower, upper } = limits;
  const { order } = factor;
  let dropped = 0;
  for (let at = 0; at < factor.count(); at++) {
    const variable = order[at]!;
    const low = lower[variable]!;
    const high = upper[variable]!;
    const target = point[variable]! + move[at]!;
    point[variable] = Math.min(Math.max(target, low), high);
    if (target >= low - MISS_TOLERANCE && target <= high + MISS_TOLERANCE) continue;
    side[variable] = target < low ? 1 : -1;
    dropped++;
  }
  for (let index = 0; index < activeCount; index++) rowMultipliers[active[index]!]! += multiplierMove[index]!;
  return dropped;
}

function holdBrokenRows({ rowCount, limits, values, rowSide }: Face): number {
  let held = 0;
  for (let row = 0; row < rowCount; row++) {
    if (rowSide[row] !== 0) continue;
    const below = limits.rowMin[row]! - values[row]!;
    const above = values[row]! - limits.rowMax[row]!;
    if (below <= MISS_TOLERANCE && above <= MISS_TOLERANCE) continue;
    rowSide[row] = below > above ? 1 : -1;
    held++;
  }
  return held;
}

/** Releases the rows and the largest block of bounds that hold the objective back; false when none does. */
function releaseMany(face: Face, linear: Float64Array): boolean {
  const { size, rowCount, side, rowSide, rowMultipliers, column, move } = face;
  const tolerance = slopeTolerance(face, linear);
  boundGains(face, tolerance);
  let rows = 0;
  for (let row = 0; row < rowCount; row++) {
    if (rowGain(face, row, tolerance) === 0) continue;
    rowSide[row] = 0;
    rowMultipliers[row] = 0;
    rows++;
  }
  let count = 0;
  for (let at = 0; at < size; at++) if (column[at]! > 0) move[count++] = column[at]!;
  const most = Math.max(BLOCK_MIN, face.factor.count());
  const least = count > most ? move.subarray(0, count).sort()[count - most]! : 0;
  for (let at = 0; at < size; at++) if (column[at]! > 0 && column[at]! >= least) side[at] = 0;
  return rows + count > 0;
}
