import { invariant } from '../../../base/invariant';
import { growthModel } from '../convex-models/growth';
import type { ConvexMethod } from '../objective-method';
import type { MaxGrowth } from '../types';

/**
 * Most expected logarithmic growth over the scenarios: the Kelly criterion. Expected returns and covariance have no part in
 * it. Shadow prices are counted in growth a period of the scenarios.
 *
 * @see Kelly (1956), "A New Interpretation of Information Rate", Bell System Technical Journal 35(4), 917-926
 * @see Cover (1984), "An Algorithm for Maximizing Expected Log Investment Return", IEEE Trans. Information Theory 30(2), 369-373
 */
export const maxGrowth: ConvexMethod<MaxGrowth> = {
  kind: 'max-growth',
  priceUnit: 'utility',
  relations: ['permutation', 'duplicate-split', 'zero-weight', 'limits'],
  hasReturn: false,
  lossModel: ({ scenarios }) => {
    invariant(scenarios !== undefined, 'growth over scenarios that were asked for at the door');
    return growthModel(scenarios);
  },
};
