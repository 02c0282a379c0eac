import { diagonalOf, sumOf } from '../../math/matrix';
import type { RiskModel } from '../risk-model';
import { asShare, centredSample, shrunkEstimate } from './shared';

/**
 * Oracle approximating shrinkage: S (divided by T) drawn towards the multiple m I of the identity with the same trace, by
 *
 *   share = (a + m^2) / ((T + 1) (a - m^2 / n)),  a = mean of the squared entries of S,  m = trace(S) / n.
 *
 * Made for normal returns, where it needs fewer observations than Ledoit and Wolf's share. As scikit-learn has it, and
 * with it PyPortfolioOpt and skfolio: the terms in 2 / n of the paper's equation 23 are left out, which is little from
 * twenty instruments on.
 *
 * @see Chen, Wiesel, Eldar & Hero (2010), "Shrinkage Algorithms for MMSE Covariance Estimation", IEEE Transactions on
 *      Signal Processing 58(10), 5016-5029
 */
export const oracleApproximating: RiskModel = {
  id: 'oas',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    const { covariance } = centredSample(sample);
    const { instruments, observations } = sample;
    const variance = sumOf(diagonalOf(covariance)) / instruments;
    const squares = covariance.reduce((sum, entry) => sum + entry * entry, 0) / instruments ** 2;
    const spread = (observations + 1) * (squares - variance ** 2 / instruments);
    const shrinkage = spread > 0 ? asShare((squares + variance ** 2) / spread) : 1;
    const target = covariance.map((_, at) => (at % (instruments + 1) === 0 ? variance : 0));
    return shrunkEstimate(sample, covariance, target, shrinkage);
  },
};
