import { diagonalOf } from '../../math/matrix';
import type { ConstructionMethod } from './construction-method';
import { built, normalised } from './shared';
import type { InverseVolatility } from './types';

/**
 * w_i = (1 / s_i) / sum of 1 / s_j: equal risk from each instrument, were all correlations the same.
 * @see Maillard, Roncalli & Teiletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios",
 *      Journal of Portfolio Management 36(4), 60-70, section on constant correlation
 */
export const inverseVolatility: ConstructionMethod<InverseVolatility> = {
  kind: 'inverse-volatility',
  needs: ['risk'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  build: ({ covariance }) => built(normalised(diagonalOf(covariance).map((variance) => 1 / Math.sqrt(variance)))),
};
