import { type Face, refreshSlope } from './face';

/** So few variables are cheaper to free all at once than to choose from. */
const ALL_FREE_MAX = 24;
/** Free variables to begin with, in square roots of their number. */
const FREE_ROOTS = 2;
/** The bounds of those chosen must leave room for more than the sum to be reached. */
const ROOM_FACTOR = 1.5;

/**
 * A first guess of the face the answer stands on: long-only weights at their minimum, but for those with the best slope
 * beside an even mix.
 */
export function startingSides(face: Face, linear: Float64Array): void {
  const { size, rowCount, limits, point, side, rowSide, rowMultipliers } = face;
  const { lower, upper } = limits;
  let oneSided = 0;
  rowMultipliers.fill(0);
  for (let row = 0; row < rowCount; row++) rowSide[row] = limits.rowMin[row] === limits.rowMax[row] ? 1 : 0;
  for (let at = 0; at < size; at++) {
    const low = lower[at]!;
    const high = upper[at]!;
    if (low === high || low >= 0) side[at] = 1;
    else if (high <= 0) side[at] = -1;
    else side[at] = 0;
    point[at] = low >= 0 ? low : Math.min(high, 0);
    if (side[at] !== 0 && low !== high) oneSided++;
  }
  if (oneSided <= ALL_FREE_MAX) {
    for (let at = 0; at < size; at++) if (lower[at] !== upper[at]) side[at] = 0;
    return;
  }
  freeBest(face, linear, oneSided);
}

function freeBest(face: Face, linear: Float64Array, oneSided: number): void {
  const { size, limits, point, slope, side, column } = face;
  const { lower, upper } = limits;
  const missing = sumMissing(face);
  for (let at = 0; at < size; at++) {
    column[at] = point[at]!;
    point[at] = Math.min(Math.max(point[at]! + missing / size, lower[at]!), upper[at]!);
  }
  refreshSlope(face, linear);
  for (let at = 0; at < size; at++) point[at] = column[at]!;
  const order = Array.from({ length: size }, (_, at) => at)
    .filter((at) => side[at] !== 0 && lower[at] !== upper[at])
    .sort((left, right) => slope[left]! - slope[right]! || left - right);
  const wanted = Math.ceil(FREE_ROOTS * Math.sqrt(oneSided));
  let room = 0;
  for (let index = 0; index < order.length; index++) {
    if (index >= wanted && room >= ROOM_FACTOR * missing) break;
    const at = order[index]!;
    room += upper[at]! - lower[at]!;
    side[at] = 0;
  }
}

/** What the sum over all weights, where a row asks for it, still lacks. */
function sumMissing({ size, rowCount, limits, point }: Face): number {
  for (let row = 0; row < rowCount; row++) {
    const first = limits.rows[row * size]!;
    if (limits.rowMin[row] !== limits.rowMax[row] || first === 0) continue;
    let isEven = true;
    for (let at = 1; at < size && isEven; at++) isEven = limits.rows[row * size + at] === first;
    if (!isEven) continue;
    let sum = limits.rowMin[row]! / first;
    for (let at = 0; at < size; at++) sum -= point[at]!;
    return sum;
  }
  return 0;
}
