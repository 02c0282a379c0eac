import { invariant } from '../../base/invariant';
import { diagonalOf } from '../math/matrix';

/** A variance below zero by more than this share of the largest entry is a bug, not rounding. */
const NEGATIVE_VARIANCE_SHARE_MAX = 1e-12;

/**
 * Covariance per period to covariance per year, for returns without memory.
 *
 * @param covariance     row-major n x n, per period
 * @param periodsPerYear 252 for trading days, 12 for months, 1 when already annual
 */
export function annualCovariance(covariance: Float64Array, periodsPerYear: number): Float64Array {
  invariant(periodsPerYear > 0 && Number.isFinite(periodsPerYear), `${periodsPerYear} periods a year`);
  return covariance.map((entry) => entry * periodsPerYear);
}

/**
 * Volatility of each instrument: the square roots of the diagonal, in the period of the covariance.
 *
 * @param covariance row-major n x n
 * @throws InvariantError on a wrong shape or a negative variance
 */
export function volatilities(covariance: Float64Array): Float64Array {
  const variances = diagonalOf(covariance);
  const largest = variances.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return variances.map((entry, index) => {
    invariant(entry >= -NEGATIVE_VARIANCE_SHARE_MAX * largest, `the variance of instrument ${index} is ${entry}`);
    return Math.sqrt(Math.max(entry, 0));
  });
}

/**
 * Correlations of a covariance: ones on the diagonal, entries in [-1, 1]. An instrument that does not move has no
 * correlation; it is given 0 with all others, and its zero volatility says so.
 *
 * @param covariance row-major n x n
 * @throws InvariantError on a wrong shape or a negative variance
 */
export function correlationMatrix(covariance: Float64Array): Float64Array {
  const deviations = volatilities(covariance);
  const size = deviations.length;
  return covariance.map((entry, at) => {
    const row = Math.floor(at / size);
    const column = at - row * size;
    if (row === column) return 1;
    const scale = deviations[row]! * deviations[column]!;
    return scale > 0 ? Math.min(Math.max(entry / scale, -1), 1) : 0;
  });
}

/**
 * Correlations and volatilities to a covariance, exactly symmetric where the correlations are.
 *
 * @param correlation row-major n x n
 * @param deviations  length n
 */
export function covarianceOfCorrelation(correlation: Float64Array, deviations: Float64Array): Float64Array {
  const size = deviations.length;
  invariant(correlation.length === size * size, `${correlation.length} correlations for ${size} volatilities`);
  return correlation.map((entry, at) => entry * (deviations[Math.floor(at / size)]! * deviations[at % size]!));
}
