import { refused } from '../../../base/outcome';
import { diagonalOf } from '../../math/matrix';
import { ratioTangent, type Reward, searchBestRatio } from '../best-ratio';
import type { ObjectiveMethod } from '../objective-method';
import type { MaxDiversification, OptimizeProblem } from '../types';

const rewardOf = ({ covariance }: OptimizeProblem): Reward => ({
  perWeight: diagonalOf(covariance).map((variance) => Math.sqrt(Math.max(variance, 0))),
  hurdle: 0,
});

const RISKLESS = 'Some mix of instruments that carry risk carries none itself, so the ratio has no end.';
const NOTHING = 'No mix within the limits holds anything that carries risk.';

/**
 * Most diversification ratio: the weights' mean volatility over the volatility of the mix, w'sigma / sqrt(w'Sw).
 *
 * @see Choueifaty & Coignard (2008), "Toward Maximum Diversification", Journal of Portfolio Management 35(1), 40-51
 */
export const maxDiversification: ObjectiveMethod<MaxDiversification> = {
  kind: 'max-diversification',
  priceUnit: 'ratio',
  isLongOnly: true,
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: (problem, limits) => {
    const outcome = searchBestRatio(problem, limits, rewardOf(problem));
    switch (outcome.status) {
      case 'below-hurdle':
        return refused('conflict', NOTHING, 'objective');
      case 'riskless-reward':
        return refused('conflict', RISKLESS, 'objective');
      default:
        return outcome;
    }
  },
  tangent: (problem, limits, weights, volatilityMultiplier) =>
    ratioTangent(problem, limits, rewardOf(problem), weights, volatilityMultiplier),
};
