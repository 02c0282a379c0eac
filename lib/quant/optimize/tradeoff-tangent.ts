import { matVec } from '../math/matrix';
import { quadraticTangent } from './certificate';
import { type NamedLimits, unitsOf } from './limits';
import type { ProblemTangent } from './objective-method';
import { volatilityOf } from './outcome';
import type { OptimizeProblem } from './types';

/**
 * Slope of riskAversion / 2 * variance - mu'w plus volatilityMultiplier / 2 * (variance - volatilityMax^2), to be
 * minimised. The second part is at most zero within the limit, so the sum bounds the first from below.
 */
export function tradeoffTangent(
  problem: OptimizeProblem,
  limits: NamedLimits,
  weights: Float64Array,
  riskAversion: number,
  volatilityMultiplier: number,
): ProblemTangent {
  const riskSlope = matVec(problem.covariance, weights);
  const units = unitsOf(problem, limits);
  const { expectedReturns } = problem;
  const riskWeight = riskAversion + volatilityMultiplier;
  const { gradient, gradientSize } = quadraticTangent(weights, riskSlope, riskWeight, expectedReturns, units);
  const { objectiveSize } = quadraticTangent(weights, riskSlope, riskAversion, expectedReturns, units);
  const volatilityMax = problem.limits.volatilityMax ?? Infinity;
  const volatility = volatilityOf(problem, weights);
  const slack = Math.max(volatilityMax ** 2 - volatility ** 2, 0);
  return {
    gradient,
    gradientSize,
    objectiveSize,
    volatilityGap: volatilityMultiplier > 0 ? (volatilityMultiplier / 2) * slack : 0,
    priceOfMultiplier: 1,
    volatilityPrice: volatilityMultiplier * volatility,
  };
}
