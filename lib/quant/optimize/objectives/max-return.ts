import { searchBestTradeoff } from '../mean-variance';
import type { ObjectiveMethod } from '../objective-method';
import { tradeoffTangent } from '../tradeoff-tangent';
import type { MaxReturn } from '../types';

/**
 * Most expected return within the limits, the volatility limit among them; of several such weights the least risky.
 * Shadow prices are counted in expected return: the volatility limit's is the return gained per 1.0 of volatility.
 */
export const maxReturn: ObjectiveMethod<MaxReturn> = {
  kind: 'max-return',
  priceUnit: 'expected-return',
  isLongOnly: false,
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: (problem, limits) => searchBestTradeoff(problem, limits, 0),
  tangent: (problem, limits, weights, volatilityMultiplier) =>
    tradeoffTangent(problem, limits, weights, 0, volatilityMultiplier),
};
