import { maxAbs } from '../math/matrix';
import { nearestCorrelation } from '../math/nearest-correlation';
import { conditioningOf } from './conditioning';
import { correlationMatrix, covarianceOfCorrelation, volatilities } from './covariance';
import type { CovarianceEstimate } from './risk-model';

/**
 * The estimate with the nearest correlations that can be, if its own cannot; variances stay. What was done is in
 * `repair`. An estimate without negative eigenvalues is given back as it is.
 *
 * @see nearestCorrelation
 */
export function repaired(estimate: CovarianceEstimate): CovarianceEstimate {
  if (!estimate.warnings.includes('indefinite')) return estimate;
  const { observations } = estimate;
  const deviations = volatilities(estimate.covariance);
  const size = deviations.length;
  const own = correlationMatrix(estimate.covariance);
  const { correlation, iterations } = nearestCorrelation(own, size);
  const covariance = covarianceOfCorrelation(correlation, deviations);
  const others = estimate.warnings.filter((warning) => warning !== 'indefinite');
  const { conditionNumber, warnings } = conditioningOf(covariance, size, observations);
  return {
    ...estimate,
    covariance,
    conditionNumber,
    warnings: [...new Set([...others, ...warnings])],
    repair: { largestChange: maxAbs(correlation.map((entry, at) => entry - own[at]!)), iterations },
  };
}
