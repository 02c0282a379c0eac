import { crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';
import { asShare, centredSample, meanProducts, shrunkEstimate, squaredDistance } from './shared';

/**
 * Shrinkage towards Sharpe's one-factor matrix F = b b' / v with the sample's own variances on the diagonal; the factor is
 * the equally weighted mean of the instruments, v its variance and b its covariances with them. The share is
 * (pi - rho) / gamma / T within [0, 1]: the error of S less what it shares with F, against the distance of the two.
 *
 * @see Ledoit & Wolf (2003), "Improved Estimation of the Covariance Matrix of Stock Returns with an Application to
 *      Portfolio Selection", Journal of Empirical Finance 10(5), 603-621
 */
export const singleFactor: RiskModel = {
  id: 'ledoit-wolf-single-factor',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    const { observations, instruments } = sample;
    const { centred, covariance } = centredSample(sample);
    const factor = Float64Array.from({ length: observations }, (_, row) => {
      let sum = 0;
      for (let at = row * instruments; at < (row + 1) * instruments; at++) sum += centred[at]!;
      return sum / instruments;
    });
    const variance = factor.reduce((sum, value) => sum + value * value, 0) / observations;
    const exposures = Float64Array.from({ length: instruments }, (_, column) =>
      factor.reduce((sum, value, row) => sum + (value * centred[row * instruments + column]!) / observations, 0),
    );
    const target = covariance.map((entry, at) => {
      const row = Math.floor(at / instruments);
      const column = at - row * instruments;
      if (row === column) return entry;
      return variance > 0 ? (exposures[row]! * exposures[column]!) / variance : 0;
    });
    const distance = squaredDistance(covariance, target);
    const error = sharedError({ centred, covariance, factor, exposures, variance });
    return shrunkEstimate(sample, covariance, target, distance > 0 ? asShare(error / distance / observations) : 0);
  },
};

interface FactorSample {
  readonly centred: Float64Array;
  readonly covariance: Float64Array;
  /** Length T, about its mean. */
  readonly factor: Float64Array;
  readonly exposures: Float64Array;
  readonly variance: number;
}

/** pi - rho; the diagonals of both are the same, so only pairs of different instruments are left. */
function sharedError({ centred, covariance, factor, exposures, variance }: FactorSample): number {
  const size = exposures.length;
  const observations = factor.length;
  const squared = centred.map((value) => value * value);
  const withFactor = centred.map((value, at) => value * factor[Math.floor(at / size)]!);
  const squares = crossProducts(squared, size, observations);
  const both = crossProducts(withFactor, size, observations);
  const mixed = meanProducts(squared, withFactor, size);
  let sum = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (row === column) continue;
      const at = row * size + column;
      sum += squares[at]! - covariance[at]! ** 2;
      if (variance === 0) continue;
      const first = mixed[at]! - exposures[row]! * covariance[at]!;
      const second = both[at]! - variance * covariance[at]!;
      sum -= (2 * first * exposures[column]!) / variance;
      sum += (second * exposures[row]! * exposures[column]!) / variance ** 2;
    }
  }
  return sum;
}
