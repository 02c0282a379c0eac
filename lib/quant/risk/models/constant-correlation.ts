import { crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';
import { asShare, type CentredSample, centredSample, meanProducts, shrunkEstimate, squaredDistance } from './shared';

/**
 * Shrinkage towards the matrix F with the same variances and one correlation r for all pairs, their average. In the
 * letters of the paper, with S divided by T:
 *
 *   pi = sum of pi_ij, the error of s_ij;  rho = that error shared with f_ij;  gamma = |F - S|^2,
 *   share = (pi - rho) / gamma / T, kept within [0, 1].
 *
 * An instrument that does not move has no correlation and takes no part in the average.
 *
 * @see Ledoit & Wolf (2004), "Honey, I Shrunk the Sample Covariance Matrix", Journal of Portfolio Management 30(4),
 *      110-119, appendices A and B
 */
export const constantCorrelation: RiskModel = {
  id: 'ledoit-wolf-constant-correlation',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    const { observations, instruments } = sample;
    const from = centredSample(sample);
    const { covariance } = from;
    const deviations = Float64Array.from({ length: instruments }, (_, i) =>
      Math.sqrt(covariance[i * instruments + i]!),
    );
    const correlation = averageCorrelation(covariance, deviations);
    const target = covariance.map((entry, at) => {
      const row = Math.floor(at / instruments);
      const column = at - row * instruments;
      return row === column ? entry : correlation * (deviations[row]! * deviations[column]!);
    });
    const distance = squaredDistance(covariance, target);
    const error = sharedError(from, deviations, correlation);
    const shrinkage = distance > 0 ? asShare(error / distance / observations) : 0;
    return {
      ...shrunkEstimate(sample, covariance, target, shrinkage),
      findings: [{ name: 'averageCorrelation', value: correlation }],
    };
  },
};

function averageCorrelation(covariance: Float64Array, deviations: Float64Array): number {
  const size = deviations.length;
  let sum = 0;
  let pairs = 0;
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const scale = deviations[row]! * deviations[column]!;
      if (scale === 0) continue;
      sum += covariance[row * size + column]! / scale;
      pairs += 1;
    }
  }
  return pairs > 0 ? sum / pairs : 0;
}

/** pi - rho: the diagonal of both is the same, so only pairs of different instruments are left. */
function sharedError({ centred, covariance }: CentredSample, deviations: Float64Array, correlation: number): number {
  const size = deviations.length;
  const observations = centred.length / size;
  const squares = crossProducts(
    centred.map((value) => value * value),
    size,
    observations,
  );
  const cubes = meanProducts(
    centred.map((value) => value ** 3),
    centred,
    size,
  );
  let sum = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (row === column) continue;
      const at = row * size + column;
      sum += squares[at]! - covariance[at]! ** 2;
      if (deviations[row]! === 0) continue;
      const theta = cubes[at]! - covariance[row * size + row]! * covariance[at]!;
      sum -= (correlation * deviations[column]! * theta) / deviations[row]!;
    }
  }
  return sum;
}
