import { matVec } from '../../math/matrix';
import { quadraticTangent } from '../certificate';
import { unitsOf } from '../limits';
import { searchLeastRisk } from '../mean-variance';
import type { ObjectiveMethod } from '../objective-method';
import { volatilityOf } from '../outcome';
import { quadraticSolver } from '../quadratic/solve';
import type { MinRisk } from '../types';

/**
 * Least variance: minimises 1/2 w'Sw within the limits. A volatility limit can only be met or not; it never binds.
 * Shadow prices are counted in volatility: a change of half the variance divided by the volatility.
 *
 * @see Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1), 77-91
 */
export const minRisk: ObjectiveMethod<MinRisk> = {
  kind: 'min-risk',
  priceUnit: 'volatility',
  isLongOnly: false,
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: (problem, limits) => searchLeastRisk(problem, limits, quadraticSolver(problem.covariance, limits)),
  tangent: (problem, limits, weights) => {
    const nothing = new Float64Array(weights.length);
    const tangent = quadraticTangent(
      weights,
      matVec(problem.covariance, weights),
      1,
      nothing,
      unitsOf(problem, limits),
    );
    const volatility = volatilityOf(problem, weights);
    return { ...tangent, volatilityGap: 0, priceOfMultiplier: volatility > 0 ? 1 / volatility : 0, volatilityPrice: 0 };
  },
};
