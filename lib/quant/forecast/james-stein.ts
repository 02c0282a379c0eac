import { mean } from '../math/statistics';
import { symmetricEigenvalues } from '../math/symmetric-eigen';
import type { ReturnModel, ReturnModelInput } from './return-model';
import { annualMeans, checkReturnModelInput, yearsOf } from './shared';
import { meanStandardErrors } from './uncertainty';

/**
 * Sample means drawn towards their common average b, by the share
 *
 *   alpha = (1 / T) (sum of eigenvalues of S - 2 largest eigenvalue) / |m - b|^2,  kept within [0, 1].
 *
 * Lowers the expected squared error of all means together, not that of each: the standard errors are those of the
 * plain means, which are safe but wide. With fewer than three instruments of like risk the share is zero.
 *
 * @see James & Stein (1961), "Estimation with Quadratic Loss", Proc. Fourth Berkeley Symposium 1, 361-379
 * @see Meucci (2005), "Risk and Asset Allocation", Springer, section 4.4.1, for this form with a general covariance
 */
export const jamesStein: ReturnModel = {
  id: 'james-stein',
  parameters: [],
  relations: ['scaling', 'permutation'],
  estimate: (input) => {
    checkReturnModelInput(input);
    const means = annualMeans(input);
    const target = mean(means);
    const shrinkage = shrinkageTowards(target, means, input);
    return {
      expectedReturns: means.map((own) => shrinkage * target + (1 - shrinkage) * own + input.cashReturn),
      standardErrors: meanStandardErrors(input.annualCovariance, yearsOf(input)),
      notes: [{ key: 'james-stein-shrinkage', values: { shrinkage, target: target + input.cashReturn } }],
    };
  },
};

function shrinkageTowards(target: number, means: Float64Array, input: ReturnModelInput): number {
  const spread = means.reduce((sum, own) => sum + (own - target) ** 2, 0);
  const eigenvalues = symmetricEigenvalues(input.annualCovariance, means.length);
  const trace = eigenvalues.reduce((sum, value) => sum + value, 0);
  // In annual terms 1 / T reads 1 / years: the covariance grows with the periods a year, the squared spread with their
  // square.
  const noise = (trace - 2 * eigenvalues[0]!) / yearsOf(input);
  if (noise <= 0) return 0;
  return spread > noise ? noise / spread : 1;
}
