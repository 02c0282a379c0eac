import type { Face } from './face';

/** What the active rows of a face leave of the slopes: what each bound has to hold against. */

/** A limit is met when it is missed by less: rounding of sums of weights of about 1 is far smaller. */
export const MISS_TOLERANCE = 1e-12;
/** Slopes up to this share of their terms are rounding of zero. */
const SLOPE_SHARE = 1e-13;

/** Terms of H x that cancel leave this share of the largest they can be; SLOPE_SHARE of it is their rounding. */
const CANCELLED_SHARE = 5e-3;

/** Size of the terms of the slopes; where risks cancel, they are larger than what is left of them. */
function slopeSize({ size, slope, point, curvature, shift }: Face, linear: Float64Array): number {
  let largest = 0;
  let weights = 0;
  for (let at = 0; at < size; at++) {
    largest = Math.max(largest, Math.abs(linear[at]!), Math.abs(slope[at]! + linear[at]!));
    weights += Math.abs(point[at]!);
  }
  const entry = curvature.scale > 0 ? 1 + shift : shift;
  return Math.max(largest, CANCELLED_SHARE * entry * weights);
}

export const slopeTolerance = (face: Face, linear: Float64Array): number => SLOPE_SHARE * slopeSize(face, linear);

/** Largest slope left on a variable that is free, relative to the terms of the slopes. */
export function stationaryShare(face: Face, linear: Float64Array): number {
  const { size, factor, slope, limits, active, activeCount, rowMultipliers } = face;
  const { order } = factor;
  let worst = 0;
  for (let at = 0; at < factor.count(); at++) {
    const variable = order[at]!;
    let pull = slope[variable]!;
    for (let index = 0; index < activeCount; index++) {
      const row = active[index]!;
      pull -= rowMultipliers[row]! * limits.rows[row * size + variable]!;
    }
    worst = Math.max(worst, Math.abs(pull));
  }
  return worst / (slopeSize(face, linear) || 1);
}

/** Writes into `column` by how much each held bound, once released, would let the objective fall; 0 where it would not. */
export function boundGains(face: Face, tolerance: number): void {
  const { size, slope, side, limits, active, activeCount, rowMultipliers, column } = face;
  column.set(slope);
  for (let index = 0; index < activeCount; index++) {
    const row = active[index]!;
    const multiplier = rowMultipliers[row]!;
    const base = row * size;
    for (let at = 0; at < size; at++) column[at]! -= multiplier * limits.rows[base + at]!;
  }
  for (let at = 0; at < size; at++) {
    const gain = -side[at]! * column[at]!;
    column[at] = gain > tolerance && limits.lower[at] !== limits.upper[at] ? gain : 0;
  }
}

/** The same of a row; equations are never released. */
export function rowGain({ limits, rowSide, rowMultipliers }: Face, row: number, tolerance: number): number {
  const gain = -rowSide[row]! * rowMultipliers[row]!;
  return gain > tolerance && limits.rowMin[row] !== limits.rowMax[row] ? gain : 0;
}

/** Twice the objective at the point. */
export function doubleValue({ size, point, slope }: Face, linear: Float64Array): number {
  let value = 0;
  for (let at = 0; at < size; at++) value += point[at]! * (slope[at]! - linear[at]!);
  return value;
}
