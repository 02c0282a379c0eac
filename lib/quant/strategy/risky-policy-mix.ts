import { matVec, quadraticForm } from '../math/matrix';
import { policyMixWeights } from '../policy/policy-mix';
import { optimised, type RiskyAnswer, type RiskyPart } from './risky-then-cash';

/** The policy mix over the risky instruments: length m, sums to one. */
const riskyPolicyMix = ({ input, estimate }: RiskyPart): Float64Array =>
  policyMixWeights(
    estimate.riskyColumns.map((column) => input.view.instruments[column]!),
    input.policy.mix,
  );

/** The risk aversion of somebody for whom the policy mix is the best one: assumed Sharpe ratio over its volatility. */
export const policyRiskAversion = (part: RiskyPart): number =>
  part.input.policy.mix.sharpeAssumed / Math.sqrt(quadraticForm(part.estimate.covariance, riskyPolicyMix(part)));

/** The allowed weights nearest to the policy mix: w'Sb - 1/2 w'Sw is greatest where the variance of w - b is least. */
export function trackedPolicyMix(part: RiskyPart): RiskyAnswer {
  const { cashWeight } = part.input.policy;
  const benchmark = riskyPolicyMix(part).map((weight) => weight * (1 - cashWeight));
  const expectedReturns = matVec(part.estimate.covariance, benchmark);
  const problem: RiskyPart['problem'] = (objective) => ({ ...part.problem(objective), expectedReturns });
  return optimised({ ...part, problem }, { kind: 'max-utility', measure: 'variance', riskAversion: 1 });
}
