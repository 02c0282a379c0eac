import { type Face, faceStep, refreshSlope, refreshValues } from './face';
import { boundGains, MISS_TOLERANCE, rowGain, slopeTolerance } from './pulls';

/**
 * The primal active-set method: from the best point of a face, the limit that holds the objective back most is released,
 * and the step to the new best point stops at the first limit in its way. The objective never rises.
 *
 * @see Nocedal & Wright (2006), "Numerical Optimization", 2nd ed., section 16.5
 */

export type SingleStatus = 'solved' | 'singular' | 'stuck';

/** Steps of no length in a row after which the first limit that gains is released instead of the best: against cycles. */
const STILL_STEPS_MAX = 30;

/** @param face within the limits */
export function takeSingleSteps(face: Face, linear: Float64Array): SingleStatus {
  refreshValues(face);
  refreshSlope(face, linear);
  const iterationsMax = 20 * (face.size + face.rowCount) + 100;
  let still = 0;
  let status = walk(face, linear);
  for (let iteration = 0; iteration < iterationsMax; iteration++) {
    if (status === 'singular' || status === 'stuck') return status;
    still = status === 'still' ? still + 1 : 0;
    if (!releaseOne(face, linear, still > STILL_STEPS_MAX)) return 'solved';
    status = walk(face, linear);
  }
  return 'stuck';
}

/** Releases the limit with the largest gain, or the first with any; false when there is none. */
function releaseOne(face: Face, linear: Float64Array, isFirst: boolean): boolean {
  const { size, rowCount, side, column, rowSide, rowMultipliers } = face;
  const tolerance = slopeTolerance(face, linear);
  let largest = 0;
  let found = -1;
  boundGains(face, tolerance);
  for (let at = 0; at < size && !(isFirst && found >= 0); at++) {
    if (column[at]! <= largest) continue;
    largest = column[at]!;
    found = at;
  }
  for (let row = 0; row < rowCount && !(isFirst && found >= 0); row++) {
    const gain = rowGain(face, row, tolerance);
    if (gain <= largest) continue;
    largest = gain;
    found = size + row;
  }
  if (found < 0) return false;
  if (found < size) {
    side[found] = 0;
    return true;
  }
  rowSide[found - size] = 0;
  rowMultipliers[found - size] = 0;
  return true;
}

/** To the best point of the face, or from limit to limit in the way of it. */
function walk(face: Face, linear: Float64Array): 'moved' | 'still' | 'singular' | 'stuck' {
  const stepsMax = face.size + face.rowCount;
  let isMoved = false;
  for (let step = 0; step <= stepsMax; step++) {
    if (!faceStep(face)) return 'singular';
    const share = advance(face);
    refreshValues(face);
    refreshSlope(face, linear);
    isMoved ||= share > 0;
    if (share === 1) return isMoved ? 'moved' : 'still';
  }
  return 'stuck';
}

/** Goes along the step up to the first limit, which is then held; returns the share of the step that was possible. */
function advance(face: Face): number {
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
  return row >= 0 || blocking >= 0 ? Math.min(share, 1 - Number.EPSILON) : 1;
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
