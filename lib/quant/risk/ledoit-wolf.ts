import { conditioningOf } from './conditioning';
import { centredReturns, checkReturnsSample, crossProducts } from './returns-sample';
import type { RiskModel } from './risk-model';

/**
 * Shrinkage of the sample covariance S towards the multiple of the identity with the same total variance.
 * S divides by the number of observations T, as in the paper. In its letters, with <A, B> = sum of a_ij b_ij / n:
 *
 *   m = <S, I>,  d2 = |S - m I|^2,  b2 = min(sum over t of |x_t x_t' - S|^2 / T^2, d2),
 *   answer = (b2 / d2) m I + (1 - b2 / d2) S
 *
 * Better conditioned than S, and invertible with fewer observations than instruments. Two observations say nothing
 * about the error of S: their shrinkage is zero, and the singular answer carries its warning.
 *
 * @see Ledoit & Wolf (2004), "A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices",
 *      Journal of Multivariate Analysis 88(2), 365-411, section 3.2
 */
export const ledoitWolf: RiskModel = {
  id: 'ledoit-wolf',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    checkReturnsSample(sample);
    const { instruments, observations } = sample;
    const centred = centredReturns(sample);
    const covariance = crossProducts(centred, instruments, observations);
    const { shrinkage, targetVariance } = shrinkageOf(covariance, centred, instruments);
    for (let row = 0; row < instruments; row++) {
      for (let column = 0; column < instruments; column++) {
        const at = row * instruments + column;
        covariance[at] = (1 - shrinkage) * covariance[at]! + (row === column ? shrinkage * targetVariance : 0);
      }
    }
    return { covariance, shrinkage, observations, ...conditioningOf(covariance, instruments, observations) };
  },
};

function shrinkageOf(
  covariance: Float64Array,
  centred: Float64Array,
  instruments: number,
): { shrinkage: number; targetVariance: number } {
  const observations = centred.length / instruments;
  let trace = 0;
  for (let row = 0; row < instruments; row++) trace += covariance[row * instruments + row]!;
  const targetVariance = trace / instruments;

  // All squared norms below carry the same factor 1 / n of the paper, which the ratio cancels.
  let squaredNorm = 0;
  let distance = 0;
  for (let row = 0, at = 0; row < instruments; row++) {
    for (let column = 0; column < instruments; column++, at++) {
      const entry = covariance[at]!;
      squaredNorm += entry * entry;
      distance += (entry - (row === column ? targetVariance : 0)) ** 2;
    }
  }

  // sum |x x' - S|^2 = sum |x|^4 - T |S|^2, because the mean of the x x' is S: no matrix a date is needed.
  let fourthPowers = 0;
  for (let start = 0; start < centred.length; start += instruments) {
    let square = 0;
    for (let at = start; at < start + instruments; at++) square += centred[at]! * centred[at]!;
    fourthPowers += square * square;
  }
  const error = Math.max(fourthPowers / observations - squaredNorm, 0) / observations;
  return { shrinkage: distance > 0 ? Math.min(error / distance, 1) : 0, targetVariance };
}
