import { invariant } from '../../base/invariant';

/**
 * Sum with the rounding errors carried along: as exact as twice the precision, whatever the order.
 *
 * @see Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54
 */
export function compensatedSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * Arithmetic mean; exactly the value itself for a constant series.
 *
 * @param values length >= 1, no NaN
 * @throws InvariantError on an empty series
 */
export function mean(values: Float64Array): number {
  invariant(values.length >= 1, 'the mean of no values');
  const first = compensatedSum(values) / values.length;
  // A second pass takes back the rounding of the division; a constant series then has no spread at all.
  let rest = 0;
  for (let i = 0; i < values.length; i++) rest += values[i]! - first;
  return first + rest / values.length;
}

/**
 * Unbiased sample variance (divides by n - 1), two passes with the correction for a rounded mean.
 *
 * @param values length >= 2, no NaN
 * @throws InvariantError on fewer than two values
 * @see Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance", The American Statistician 37(3)
 */
export function variance(values: Float64Array): number {
  invariant(values.length >= 2, `a variance needs two values, got ${values.length}`);
  const centre = mean(values);
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre;
    squares += deviation * deviation;
    rest += deviation;
  }
  return Math.max(squares - (rest * rest) / values.length, 0) / (values.length - 1);
}

export const standardDeviation = (values: Float64Array): number => Math.sqrt(variance(values));

/**
 * Unbiased sample covariance (divides by n - 1).
 *
 * @param left  length n >= 2, no NaN
 * @param right length n
 * @throws InvariantError on unequal lengths or fewer than two values
 */
export function covariance(left: Float64Array, right: Float64Array): number {
  invariant(left.length === right.length, `covariance of lengths ${left.length} and ${right.length}`);
  invariant(left.length >= 2, `a covariance needs two values, got ${left.length}`);
  const leftMean = mean(left);
  const rightMean = mean(right);
  let products = 0;
  for (let i = 0; i < left.length; i++) products += (left[i]! - leftMean) * (right[i]! - rightMean);
  return products / (left.length - 1);
}

/**
 * Pearson correlation, in [-1, 1]; null where a series does not move, since it is undefined there.
 *
 * @throws InvariantError on unequal lengths or fewer than two values
 */
export function correlation(left: Float64Array, right: Float64Array): number | null {
  const scale = Math.sqrt(variance(left)) * Math.sqrt(variance(right));
  if (scale === 0) return null;
  return Math.min(Math.max(covariance(left, right) / scale, -1), 1);
}

/**
 * Quantile with linear interpolation between order statistics (type 7 of Hyndman & Fan; numpy's and R's default).
 *
 * @param values   length >= 1, any order, no NaN; not changed
 * @param fraction in [0, 1]
 * @throws InvariantError on an empty series or a fraction outside [0, 1]
 * @see Hyndman & Fan (1996), "Sample Quantiles in Statistical Packages", The American Statistician 50(4)
 */
export function quantile(values: Float64Array, fraction: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), fraction);
}

/** As `quantile`, for values already in rising order. */
export function quantileOfSorted(sorted: Float64Array, fraction: number): number {
  invariant(sorted.length >= 1, 'a quantile of no values');
  // Drawn from by the million: the message is made only where it is needed.
  if (!(fraction >= 0 && fraction <= 1)) invariant(false, `a quantile at ${fraction}`);
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.ceil(position)]!;
  return low + (position - below) * (high - low);
}

/**
 * Ranks from 1 to n; equal values share the mean of their ranks, so the sum is always n (n + 1) / 2.
 *
 * @param values no NaN
 */
export function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, index) => index).sort((left, right) => values[left]! - values[right]!);
  const result = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let position = start; position < end; position++) result[order[position]!] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}
