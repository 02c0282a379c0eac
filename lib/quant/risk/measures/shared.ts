import type { Scenarios } from './scenarios';

/** Writes the loss of one row per unit of each weight. */
export type RowReader = (row: number, target: Float64Array) => void;

/** One vector after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let begin = 0;
  for (const part of parts) {
    whole.set(part, begin);
    begin += part.length;
  }
  return whole;
}

/** Reads rows of a row-major matrix as they are. */
export const rowsOf =
  (matrix: Float64Array, size: number): RowReader =>
  (row, target) => {
    for (let column = 0, at = row * size; column < size; column++, at++) target[column] = matrix[at]!;
  };

/** Mean return of each instrument, length n. */
export function meanReturns({ returns, observations }: Scenarios, probabilities: Float64Array): Float64Array {
  const mean = new Float64Array(returns.length / observations);
  for (let t = 0, at = 0; t < observations; t++) {
    for (let column = 0; column < mean.length; column++, at++) mean[column]! += probabilities[t]! * returns[at]!;
  }
  return mean;
}

/** Row-major T x n: how far each return is below the mean. */
export function lossesBelowMean(scenarios: Scenarios, probabilities: Float64Array): Float64Array {
  const mean = meanReturns(scenarios, probabilities);
  return scenarios.returns.map((entry, at) => mean[at % mean.length]! - entry);
}

/** Loss of each scenario for a mix, below its own mean where there is one. */
export function lossesOf({ returns, observations }: Scenarios, weights: Float64Array, mean = 0): Float64Array {
  const size = weights.length;
  return Float64Array.from({ length: observations }, (_, t) => {
    let sum = mean;
    for (let column = 0, at = t * size; column < size; column++, at++) sum -= returns[at]! * weights[column]!;
    return sum;
  });
}

/**
 * Lower triangle of target += factor * sum over rows of share_r (row_r - mean)(row_r - mean)', mean by the same shares;
 * without a mean where the rows are not tied to each other.
 */
export function addSpread(
  rows: readonly number[],
  read: RowReader,
  shareOf: (row: number) => number,
  { factor, hasMean }: { readonly factor: number; readonly hasMean: boolean },
  target: Float64Array,
): void {
  const size = Math.round(Math.sqrt(target.length));
  const mean = new Float64Array(size);
  const row = new Float64Array(size);
  if (hasMean) {
    let total = 0;
    for (const r of rows) {
      const share = shareOf(r);
      total += share;
      read(r, row);
      for (let column = 0; column < size; column++) mean[column]! += share * row[column]!;
    }
    for (let column = 0; column < size; column++) mean[column]! /= total;
  }
  for (const r of rows) {
    read(r, row);
    for (let column = 0; column < size; column++) row[column]! -= mean[column]!;
    addSquare(factor * shareOf(r), row, target);
  }
}

/** Lower triangle of target += factor * vector vector'. */
export function addSquare(factor: number, vector: Float64Array, target: Float64Array): void {
  const size = vector.length;
  for (let i = 0, at = 0; i < size; i++, at = i * size) {
    const entry = factor * vector[i]!;
    if (entry === 0) continue;
    for (let j = 0; j <= i; j++, at++) target[at]! += entry * vector[j]!;
  }
}

/** target += factor * sum of share_s * row_s; most shares are zero. */
export function addRows(rows: Float64Array, shares: Float64Array, factor: number, target: Float64Array): void {
  const size = target.length;
  for (let s = 0; s < shares.length; s++) {
    const share = factor * shares[s]!;
    if (share === 0) continue;
    for (let column = 0, at = s * size; column < size; column++, at++) target[column]! += share * rows[at]!;
  }
}

/**
 * max { q'y : 0 <= q <= cap, sum q <= total }: the worst losses first, each to its cap; gains take no part unless the whole
 * total must be given out.
 *
 * @param hint a loss that is thought to be below the tail; it saves sorting the rest
 */
export function largestAverage(
  losses: Float64Array,
  caps: Float64Array,
  { total, isWhole }: { readonly total: number; readonly isWhole: boolean },
  hint = -Infinity,
): number {
  let tail: number[] = [];
  let room = 0;
  for (let s = 0; s < losses.length; s++) {
    if (losses[s]! < hint) continue;
    tail.push(s);
    room += caps[s]!;
  }
  if (room < total) tail = Array.from(losses.keys());
  tail.sort((left, right) => losses[right]! - losses[left]!);
  let left = total;
  let value = 0;
  for (const s of tail) {
    if (!isWhole && losses[s]! <= 0) break;
    const share = Math.min(caps[s]!, left);
    value += share * losses[s]!;
    left -= share;
    if (left <= 0) break;
  }
  return value;
}
