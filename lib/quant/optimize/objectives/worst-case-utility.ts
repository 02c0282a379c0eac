import { worstUtilityModel } from '../convex-models/worst-utility';
import type { ConvexMethod } from '../objective-method';
import type { WorstCaseUtility } from '../types';

/**
 * Most utility in the worst of several models: the least over them of mu'w - riskAversion / 2 * variance. Shadow prices are
 * counted in that least utility.
 *
 * @see Rustem, Becker & Marty (2000), "Robust min-max portfolio strategies for rival forecast and risk scenarios",
 *      Journal of Economic Dynamics and Control 24, 1591-1621
 */
export const worstCaseUtility: ConvexMethod<WorstCaseUtility> = {
  kind: 'worst-case-utility',
  priceUnit: 'utility',
  relations: ['permutation', 'duplicate-split', 'zero-weight', 'limits'],
  hasReturn: false,
  lossModel: ({ expectedReturns, covariance, objective }) =>
    worstUtilityModel([{ expectedReturns, covariance }, ...objective.otherModels], objective.riskAversion),
};
