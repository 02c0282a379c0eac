import { conditioningOf } from '../conditioning';
import { ledoitWolf } from '../ledoit-wolf';
import { centredReturns, checkReturnsSample, crossProducts } from '../returns-sample';
import type { CovarianceEstimate, ReturnsSample } from '../risk-model';

export interface CentredSample {
  /** Row-major observations x instruments, each column less its mean. */
  readonly centred: Float64Array;
  /** Row-major n x n, divided by the number of observations. */
  readonly covariance: Float64Array;
}

/** The sample as the shrinkage papers take it: about its means, and divided by the number of observations. */
export function centredSample(sample: ReturnsSample): CentredSample {
  checkReturnsSample(sample);
  const centred = centredReturns(sample);
  return { centred, covariance: crossProducts(centred, sample.instruments, sample.observations) };
}

/** shrinkage * target + (1 - shrinkage) * covariance. */
export function shrunkEstimate(
  { instruments, observations }: ReturnsSample,
  covariance: Float64Array,
  target: Float64Array,
  shrinkage: number,
): CovarianceEstimate {
  const mixed = covariance.map((entry, at) => shrinkage * target[at]! + (1 - shrinkage) * entry);
  return { covariance: mixed, shrinkage, observations, ...conditioningOf(mixed, instruments, observations) };
}

export const squaredDistance = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, entry, at) => sum + (entry - right[at]!) ** 2, 0);

/** A share is asked for: what rounding or a short sample puts outside [0, 1] is brought back. */
export const asShare = (value: number): number => Math.min(Math.max(value, 0), 1);

/** What answers where a sample does not allow the model asked for; it needs no more than two observations. */
export function fallbackEstimate(sample: ReturnsSample): CovarianceEstimate {
  const { warnings, ...estimate } = ledoitWolf.estimate(sample);
  return { ...estimate, warnings: [...warnings, 'simpler-model-used'], fallback: ledoitWolf.id };
}

/** Mean over the dates of left_row right_column, row-major n x n; four dates at a time, for the memory's sake. */
export function meanProducts(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const products = new Float64Array(size * size);
  const rows = new Float64Array(4 * size);
  const columns = new Float64Array(4 * size);
  for (let start = 0; start < left.length; start += rows.length) {
    rows.fill(0).set(left.subarray(start, start + rows.length));
    columns.fill(0).set(right.subarray(start, start + rows.length));
    for (let row = 0, at = 0; row < size; row++) {
      const a = rows[row]!;
      const b = rows[size + row]!;
      const c = rows[2 * size + row]!;
      const d = rows[3 * size + row]!;
      for (let column = 0; column < size; column++, at++) {
        const firstTwo = a * columns[column]! + b * columns[size + column]!;
        products[at]! += firstTwo + c * columns[2 * size + column]! + d * columns[3 * size + column]!;
      }
    }
  }
  const observations = left.length / size;
  return products.map((sum) => sum / observations);
}
