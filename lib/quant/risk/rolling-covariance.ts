import { invariant } from '../../base/invariant';
import { checkReturnsSample } from './returns-sample';
import type { ReturnsSample } from './risk-model';

/** Windows moved this often are summed afresh: each move adds a rounding of 1e-16 of the sums, so none of them counts. */
const MOVES_MAX = 64;

const ROWS_AT_ONCE = 4;

/** Once the sums have shrunk to this share of their largest, what was lost to rounding then would count: they start afresh. */
const SHRUNK_SHARE = 1e-3;

/**
 * The unbiased covariance of a window that moves on through a sample: rows that leave are taken from the sums and rows
 * that enter are added, so a move costs as many rows as it goes and not as many as the window has. Sums count from the
 * mean of the window they were begun with, so that little is lost to cancellation.
 *
 * @returns a function of the window's first row and the row behind its last; each call gives a new row-major n x n matrix,
 *          exactly symmetric, per period
 * @throws InvariantError on a wrong shape or a missing value, or on a window of fewer than two rows
 */
export function rollingCovariance(sample: ReturnsSample): (firstRow: number, endRow: number) => Float64Array {
  checkReturnsSample(sample);
  const { returns, instruments, observations } = sample;
  const products = new Float64Array(instruments * instruments);
  const sums = new Float64Array(instruments);
  const centre = new Float64Array(instruments);
  const rows = new Float64Array(ROWS_AT_ONCE * instruments);
  let [start, end] = [0, 0];
  let moves = MOVES_MAX;
  let largest = 0;

  /** Sum of squares about the window's own mean, or about the centre. */
  const trace = (length: number): number => {
    let sum = 0;
    for (let i = 0; i < instruments; i++) sum += products[i * instruments + i]! - sums[i]! ** 2 / length;
    return sum;
  };

  /** Four rows at a time, so that each sum is read and written once for four products. */
  const count = (firstRow: number, endRow: number, sign: 1 | -1): void => {
    for (let at = firstRow; at < endRow; at += ROWS_AT_ONCE) {
      rows.fill(0);
      const last = Math.min(at + ROWS_AT_ONCE, endRow);
      for (let t = at, cell = 0; t < last; t++) {
        for (let i = 0; i < instruments; i++) rows[cell++] = returns[t * instruments + i]! - centre[i]!;
      }
      addProducts(products, sums, rows, sign);
    }
  };

  const restart = (firstRow: number, endRow: number): void => {
    products.fill(0);
    sums.fill(0);
    centre.fill(0);
    for (let at = firstRow; at < endRow; at++) {
      for (let i = 0; i < instruments; i++) centre[i]! += returns[at * instruments + i]! / (endRow - firstRow);
    }
    count(firstRow, endRow, 1);
    [start, end, moves] = [firstRow, endRow, 0];
    largest = trace(Infinity);
  };

  const move = (firstRow: number, endRow: number): void => {
    count(start, firstRow, -1);
    count(firstRow, start, 1);
    count(end, endRow, 1);
    count(endRow, end, -1);
    [start, end, moves] = [firstRow, endRow, moves + 1];
    largest = Math.max(largest, trace(Infinity));
  };

  return (firstRow, endRow) => {
    invariant(firstRow >= 0 && endRow <= observations && endRow - firstRow >= 2, `rows ${firstRow} to ${endRow}`);
    const rowsMoved = Math.abs(firstRow - start) + Math.abs(endRow - end);
    const isFar = rowsMoved >= endRow - firstRow || firstRow >= end || endRow <= start;
    if (moves >= MOVES_MAX || isFar) restart(firstRow, endRow);
    else move(firstRow, endRow);
    const length = endRow - firstRow;
    if (trace(length) < SHRUNK_SHARE * largest) restart(firstRow, endRow);
    const covariance = new Float64Array(instruments * instruments);
    for (let i = 0; i < instruments; i++) {
      for (let j = 0; j <= i; j++) {
        const value = (products[i * instruments + j]! - (sums[i]! * sums[j]!) / length) / (length - 1);
        covariance[i * instruments + j] = value;
        covariance[j * instruments + i] = value;
      }
    }
    return covariance;
  };
}

/** Adds the sum over the four rows of x x' to the lower triangle of `products`, and of x to `sums`. */
function addProducts(products: Float64Array, sums: Float64Array, rows: Float64Array, sign: 1 | -1): void {
  const size = sums.length;
  const second = rows.subarray(size, 2 * size);
  const third = rows.subarray(2 * size, 3 * size);
  const fourth = rows.subarray(3 * size);
  for (let i = 0; i < size; i++) {
    const a = sign * rows[i]!;
    const b = sign * second[i]!;
    const c = sign * third[i]!;
    const d = sign * fourth[i]!;
    sums[i]! += a + b + c + d;
    for (let j = 0, cell = i * size; j <= i; j++, cell++) {
      products[cell]! += a * rows[j]! + b * second[j]! + c * third[j]! + d * fourth[j]!;
    }
  }
}
