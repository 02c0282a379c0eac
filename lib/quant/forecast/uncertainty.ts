import { invariant } from '../../base/invariant';
import { diagonalOf, maxAbs, quadraticForm } from '../math/matrix';
import { normalQuantile } from '../math/normal-quantile';

/** Rounding may push a zero variance slightly below zero; more than this, against the largest entry, is a bug. */
const NEGATIVE_VARIANCE_SHARE_MAX = 1e-12;

/**
 * Standard error of each expected return after so many years of data: sqrt(variance / years), the same whether it is
 * seen as the error of a mean or as a prior covariance tau * S with tau = 1 / years.
 *
 * @param annualCovariance row-major n x n, per year
 * @param years            positive
 * @returns length n, annual decimals
 * @see Black & Litterman (1992), "Global Portfolio Optimization", Financial Analysts Journal 48(5), 28-43
 */
export function meanStandardErrors(annualCovariance: Float64Array, years: number): Float64Array {
  const largest = maxAbs(annualCovariance);
  return diagonalOf(annualCovariance).map((variance) => errorOfMean(variance, years, largest));
}

/**
 * Standard error of a portfolio's expected return: sqrt(w' S w / years). Errors of instruments partly cancel in a mix,
 * so this is less than the weighted sum of theirs.
 *
 * @param weights          length n, fractions of portfolio value
 * @param annualCovariance row-major n x n, per year
 * @param years            positive
 */
export function portfolioStandardError(weights: Float64Array, annualCovariance: Float64Array, years: number): number {
  return errorOfMean(quadraticForm(annualCovariance, weights), years, maxAbs(annualCovariance));
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval that holds the true expected return with the given probability, if errors are normal.
 *
 * @param coverage strictly between 0 and 1, such as 0.9
 * @throws InvariantError on a negative standard error or a coverage outside (0, 1)
 */
export function expectedReturnInterval(mean: number, standardError: number, coverage: number): Interval {
  invariant(coverage > 0 && coverage < 1, `coverage ${coverage} must be inside (0, 1)`);
  invariant(standardError >= 0 && Number.isFinite(mean), `mean ${mean} with standard error ${standardError}`);
  const reach = normalQuantile((1 + coverage) / 2) * standardError;
  return { low: mean - reach, high: mean + reach };
}

/** @param largestEntry of the covariance, in size: what rounding is measured against */
function errorOfMean(variance: number, years: number, largestEntry: number): number {
  invariant(years > 0 && Number.isFinite(years), `${years} years of data`);
  invariant(variance >= -NEGATIVE_VARIANCE_SHARE_MAX * largestEntry, `the annual variance is ${variance}`);
  return Math.sqrt(Math.max(variance, 0) / years);
}
