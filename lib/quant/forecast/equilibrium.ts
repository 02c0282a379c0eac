import { invariant } from '../../base/invariant';
import { dot, matVec } from '../math/matrix';
import type { ReturnModel } from './return-model';
import { checkReturnModelInput, yearsOf } from './shared';
import { meanStandardErrors } from './uncertainty';

/**
 * The expected returns under which the policy mix w is the best one (reverse optimisation): pi = delta S w above cash.
 * The risk aversion delta is set so that the mix earns the assumed Sharpe ratio, delta = Sharpe / sqrt(w' S w), so each
 * premium is that ratio times the risk the instrument adds to the mix. Needs no forecast and no past mean.
 *
 * The standard errors are those of a prior with covariance tau S and tau = 1 / years: nobody knows premia better than
 * the length of the data allows.
 *
 * @throws InvariantError when the policy mix has no risk
 * @see Sharpe (1974), "Imputing Expected Security Returns from Portfolio Composition", JFQA 9(3), 463-472
 * @see Black & Litterman (1992), "Global Portfolio Optimization", Financial Analysts Journal 48(5), 28-43
 */
export const equilibrium: ReturnModel = {
  id: 'equilibrium',
  parameters: [],
  relations: ['scaling', 'permutation', 'longer'],
  estimate: (input) => {
    checkReturnModelInput(input);
    const { annualCovariance, policyWeights, policySharpe, cashReturn } = input;
    const marginal = matVec(annualCovariance, policyWeights);
    const variance = dot(policyWeights, marginal);
    invariant(variance > 0, `the policy mix has a variance of ${variance}: it says nothing about premia`);
    const riskAversion = policySharpe / Math.sqrt(variance);
    return {
      expectedReturns: marginal.map((entry) => riskAversion * entry + cashReturn),
      standardErrors: meanStandardErrors(annualCovariance, yearsOf(input)),
      notes: [
        {
          key: 'equilibrium-policy-mix',
          values: { sharpe: policySharpe, volatility: Math.sqrt(variance), riskAversion, years: yearsOf(input) },
        },
      ],
    };
  },
};
