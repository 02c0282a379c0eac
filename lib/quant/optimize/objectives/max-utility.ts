import { searchBestTradeoff } from '../mean-variance';
import type { ObjectiveMethod } from '../objective-method';
import { tradeoffTangent } from '../tradeoff-tangent';
import type { MaxUtility } from '../types';

/**
 * Most of mu'w - riskAversion / 2 * variance within the limits. Shadow prices are counted in that utility.
 *
 * @see Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1), 77-91
 */
export const maxUtility: ObjectiveMethod<MaxUtility> = {
  kind: 'max-utility',
  priceUnit: 'utility',
  isLongOnly: false,
  relations: ['permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: (problem, limits) => searchBestTradeoff(problem, limits, problem.objective.riskAversion),
  tangent: (problem, limits, weights, volatilityMultiplier) =>
    tradeoffTangent(problem, limits, weights, problem.objective.riskAversion, volatilityMultiplier),
};
