import { invariant } from '../../base/invariant';
import { diagonalOf, dot, matVec } from '../math/matrix';
import type { ReturnModel } from './return-model';
import { annualMeans, checkReturnModelInput, yearsOf } from './shared';

/**
 * The capital asset pricing model on the sample: beta_i times the premium that the policy mix w earned, with
 * beta = S w / (w' S w). Differs from `equilibrium` in the premium, which is what was earned and not what is assumed.
 *
 * The standard error joins that of the premium, sqrt(w' S w / years) times beta, and that of beta, the root of its
 * residual variance over w' S w and the observations, times the premium.
 *
 * @throws InvariantError when the policy mix has no risk
 * @see Sharpe (1964), "Capital Asset Prices: A Theory of Market Equilibrium under Conditions of Risk", Journal of Finance
 *      19(3), 425-442
 */
export const capm: ReturnModel = {
  id: 'capm',
  parameters: [],
  relations: ['scaling', 'permutation', 'longer'],
  estimate: (input) => {
    checkReturnModelInput(input);
    const { annualCovariance, policyWeights, cashReturn, sample } = input;
    const marginal = matVec(annualCovariance, policyWeights);
    const variance = dot(policyWeights, marginal);
    invariant(variance > 0, `the policy mix has a variance of ${variance}: nothing has a beta to it`);
    const premium = dot(policyWeights, annualMeans(input));
    const premiumError = Math.sqrt(variance / yearsOf(input));
    const betas = marginal.map((entry) => entry / variance);
    const standardErrors = diagonalOf(annualCovariance).map((own, at) => {
      const beta = betas[at]!;
      const residual = Math.max(own - beta * beta * variance, 0);
      const betaError = Math.sqrt(residual / variance / sample.observations);
      return Math.hypot(beta * premiumError, premium * betaError);
    });
    return {
      expectedReturns: betas.map((beta) => beta * premium + cashReturn),
      standardErrors,
      notes: [{ key: 'forecast.capm', values: { premium, premiumError, years: yearsOf(input) } }],
    };
  },
};
