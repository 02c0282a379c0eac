import { symmetricEigenvalues } from '../math/symmetric-eigen';
import type { CovarianceWarning } from './risk-model';

/** Above this an optimiser starts to trade on the rounding of the estimate: half of a double's figures are gone. */
const CONDITION_NUMBER_MAX = 1e8;

/** An eigenvalue below this share of the largest, per instrument, is rounding. */
const ZERO_EIGENVALUE_SHARE = 4 * Number.EPSILON;

export interface Conditioning {
  readonly conditionNumber: number | null;
  readonly warnings: readonly CovarianceWarning[];
}

/**
 * How far a covariance can be trusted under inversion.
 *
 * @param covariance   row-major n x n, symmetric
 * @param observations periods behind it
 */
export function conditioningOf(covariance: Float64Array, instruments: number, observations: number): Conditioning {
  const values = symmetricEigenvalues(covariance, instruments);
  const largest = values[0]!;
  const smallest = values[instruments - 1]!;
  const rounding = ZERO_EIGENVALUE_SHARE * instruments * largest;
  const isSingular = smallest <= rounding;
  const conditionNumber = isSingular ? null : largest / smallest;
  const warnings: CovarianceWarning[] = [];
  if (smallest < -rounding) warnings.push('indefinite');
  else if (conditionNumber === null) warnings.push('singular');
  else if (conditionNumber > CONDITION_NUMBER_MAX) warnings.push('ill-conditioned');
  if (observations < instruments) warnings.push('fewer-observations-than-instruments');
  return { conditionNumber, warnings };
}
