import { maxAbs } from '../math/matrix';
import { nearestCorrelation } from '../math/nearest-correlation';
import { conditioningOf } from './conditioning';
import { correlationMatrix, covarianceOfCorrelation, volatilities } from './covariance';
import type { CovarianceEstimate, CovarianceRepair } from './risk-model';

/**
 * The covariance with the same variances and the nearest correlations that are positive semidefinite.
 *
 * @param covariance row-major n x n, symmetric, no variance below zero
 * @see nearestCorrelation
 */
export function nearestCovariance(covariance: Float64Array): { covariance: Float64Array; repair: CovarianceRepair } {
  const deviations = volatilities(covariance);
  const own = correlationMatrix(covariance);
  const { correlation, iterations } = nearestCorrelation(own, deviations.length);
  return {
    covariance: covarianceOfCorrelation(correlation, deviations),
    repair: { largestChange: maxAbs(correlation.map((entry, at) => entry - own[at]!)), iterations },
  };
}

/**
 * The estimate with the nearest correlations that can be, if its own cannot; variances stay. What was done is in
 * `repair`. An estimate without negative eigenvalues is given back as it is.
 */
export function repaired(estimate: CovarianceEstimate): CovarianceEstimate {
  if (!estimate.warnings.includes('indefinite')) return estimate;
  const { covariance, repair } = nearestCovariance(estimate.covariance);
  const others = estimate.warnings.filter((warning) => warning !== 'indefinite');
  const { conditionNumber, warnings } = conditioningOf(covariance, Math.sqrt(covariance.length), estimate.observations);
  return { ...estimate, covariance, conditionNumber, warnings: [...new Set([...others, ...warnings])], repair };
}
