import { refused } from '../../../base/outcome';
import { ratioTangent, type Reward, searchBestRatio } from '../best-ratio';
import { belowHurdleSentence } from '../hurdle-sentence';
import type { ObjectiveMethod } from '../objective-method';
import type { MaxRatio, OptimizeProblem } from '../types';

function rewardOf({ expectedReturns, objective }: OptimizeProblem<MaxRatio>): Reward {
  const { riskFreeRate = 0 } = objective;
  return { perWeight: expectedReturns, hurdle: riskFreeRate };
}

/**
 * Most expected return above the risk-free rate per volatility, exact. Where a volatility limit is below the volatility
 * of that mix, the best ratio within it stands on the limit. Shadow prices are counted in the ratio.
 *
 * @see Sharpe (1966), "Mutual Fund Performance", Journal of Business 39(1), 119-138
 */
export const maxRatio: ObjectiveMethod<MaxRatio> = {
  kind: 'max-ratio',
  priceUnit: 'ratio',
  isLongOnly: false,
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: (problem, limits) => {
    const outcome = searchBestRatio(problem, limits, rewardOf(problem));
    switch (outcome.status) {
      case 'below-hurdle':
        return refused(
          'conflict',
          belowHurdleSentence(outcome.most, rewardOf(problem).hurdle),
          'objective.riskFreeRate',
        );
      case 'riskless-reward':
        return refused('conflict', RISKLESS, 'objective.riskFreeRate');
      default:
        return outcome;
    }
  },
  tangent: (problem, limits, weights, volatilityMultiplier) =>
    ratioTangent(problem, limits, rewardOf(problem), weights, volatilityMultiplier),
};

const RISKLESS = 'Some mix earns more than the risk-free rate without any risk, so the ratio has no end.';
