import { type Face, faceStep, refreshSlope, refreshValues } from './face';
import { boundGains, doubleValue, MISS_TOLERANCE, rowGain, slopeTolerance } from './pulls';

/**
 * The primal active-set method: from the best point of a face, the limit that holds the objective back most is released,
 * and the step to the new best point stops at the first limit in its way. The objective never rises.
 *
 * @see Nocedal & Wright (2006), "Numerical Optimization", 2nd ed., section 16.5
 */

export type SingleStatus = 'solved' | 'singular' | 'stuck';

/** Steps in a row without a gain after which any limit that gains may be released instead of the best: against cycles. */
const STILL_STEPS_MAX = 10;
/** Steps without a gain after which another method is quicker. */
const STILL_STEPS_GIVE_UP = 200;
/** Walks through the limits that gain in an order without a pattern: the same each time, but no cycle fits it. */
const SCATTER = 7919;
/** Falls of the objective by a smaller share are rounding. */
const GAIN_SHARE = 1e-15;

/** @param face within the limits */
export function takeSingleSteps(face: Face, linear: Float64Array): SingleStatus {
  refreshValues(face);
  refreshSlope(face, linear);
  const iterationsMax = 20 * (face.size + face.rowCount) + 100;
  let best = Infinity;
  let still = 0;
  for (let iteration = 0; iteration < iterationsMax; iteration++) {
    const status = walk(face, linear);
    if (status !== 'arrived') return status;
    const value = doubleValue(face, linear);
    still = value < best - GAIN_SHARE * Math.abs(best) ? 0 : still + 1;
    best = Math.min(best, value);
    if (still > STILL_STEPS_GIVE_UP) return 'stuck';
    if (!releaseOne(face, linear, still > STILL_STEPS_MAX ? still * SCATTER : 0)) return 'solved';
  }
  return 'stuck';
}

/** Releases the limit with the largest gain, or the `scatter`-th of those with any; false when there is none. */
function releaseOne(face: Face, linear: Float64Array, scatter: number): boolean {
  const { size, rowCount, side, column, rowSide, rowMultipliers } = face;
  const tolerance = slopeTolerance(face, linear);
  boundGains(face, tolerance);
  const gainOf = (id: number): number => (id < size ? column[id]! : rowGain(face, id - size, tolerance));
  let largest = 0;
  let found = -1;
  let count = 0;
  for (let id = 0; id < size + rowCount; id++) {
    const gain = gainOf(id);
    if (gain > 0) count++;
    if (gain <= largest) continue;
    largest = gain;
    found = id;
  }
  if (found < 0) return false;
  if (scatter > 0) {
    let left = scatter % count;
    for (found = -1; left >= 0;) if (gainOf(++found) > 0) left--;
  }
  if (found < size) {
    side[found] = 0;
    return true;
  }
  rowSide[found - size] = 0;
  rowMultipliers[found - size] = 0;
  return true;
}

/** To the best point of the face, or from limit to limit in the way of it. */
function walk(face: Face, linear: Float64Array): 'arrived' | 'singular' | 'stuck' {
  const stepsMax = 2 * (face.size + face.rowCount);
  for (let step = 0; step <= stepsMax; step++) {
    if (!faceStep(face)) return 'singular';
    const hasArrived = advance(face);
    refreshValues(face);
    refreshSlope(face, linear);
    if (hasArrived) return 'arrived';
  }
  return 'stuck';
}

/** Goes along the step up to the first limit in its way, which is then held; true when there is none. */
function advance(face: Face): boolean {
  const { factor, point, side, limits, move, active, activeCount, rowMultipliers, multiplierMove } = face;
  const { order } = factor;
  const count = factor.count();
  let share = 1;
  let blocking = -1;
  for (let at = 0; at < count; at++) {
    const variable = order[at]!;
    const change = move[at]!;
    const room = change < 0 ? point[variable]! - limits.lower[variable]! : limits.upper[variable]! - point[variable]!;
    const length = Math.abs(change);
    if (length <= room + MISS_TOLERANCE || room >= share * length) continue;
    share = room / length;
    blocking = at;
  }
  const row = blockingRow(face, share);
  if (row >= 0) share = roomOf(face, row) / Math.abs(face.valueMove[row]!);
  for (let at = 0; at < count; at++) {
    const variable = order[at]!;
    const target = point[variable]! + share * move[at]!;
    point[variable] = Math.min(Math.max(target, limits.lower[variable]!), limits.upper[variable]!);
  }
  if (row >= 0) face.rowSide[row] = face.valueMove[row]! < 0 ? 1 : -1;
  else if (blocking >= 0) {
    const variable = order[blocking]!;
    side[variable] = move[blocking]! < 0 ? 1 : -1;
    point[variable] = move[blocking]! < 0 ? limits.lower[variable]! : limits.upper[variable]!;
  } else {
    for (let index = 0; index < activeCount; index++) rowMultipliers[active[index]!]! += multiplierMove[index]!;
  }
  return row < 0 && blocking < 0;
}

const roomOf = ({ values, valueMove, limits }: Face, row: number): number =>
  Math.max(valueMove[row]! < 0 ? values[row]! - limits.rowMin[row]! : limits.rowMax[row]! - values[row]!, 0);

/** The row that is not held and stops the step before `share` of it; -1 when none does. */
function blockingRow(face: Face, share: number): number {
  const { size, rowCount, factor, limits, rowSide, move, valueMove } = face;
  const { order } = factor;
  const count = factor.count();
  let nearest = share;
  let blocking = -1;
  for (let row = 0; row < rowCount; row++) {
    if (rowSide[row] !== 0) continue;
    let change = 0;
    for (let at = 0; at < count; at++) change += limits.rows[row * size + order[at]!]! * move[at]!;
    valueMove[row] = change;
    const room = roomOf(face, row);
    const length = Math.abs(change);
    if (length <= room + MISS_TOLERANCE || room >= nearest * length) continue;
    nearest = room / length;
    blocking = row;
  }
  return blocking;
}
