import { optimize } from '../optimize/optimize';
import { estimateInputs } from './estimate';
import { riskyProblem, wholePortfolio, wholeRefusal } from './risky-problem';
import { decided, ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * Equal risk from every risky instrument, as far as the policy's class and instrument limits allow, then mixed with cash
 * until the whole has the policy's volatility. Never less cash than the policy's and never borrowed money, so calm
 * markets leave it below that volatility. Where cash is added, class floors shrink with the risky part.
 *
 * @see Maillard, Roncalli & Teiletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios",
 *      Journal of Portfolio Management 36(4), 60-70
 */
export const riskParity: Strategy = {
  id: 'risk-parity',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: ({ view, policy }) => {
    const estimate = estimateInputs(view, policy);
    if (estimate.status !== 'estimated') return estimate;
    const { annualVolatilityMax, cashWeight, weightMax, classLimits } = policy;
    const limits = { volatilityMax: Infinity, cashWeight, weightMax, classLimits };
    const objective = { kind: 'risk-budget', measure: 'volatility' } as const;
    const problem = riskyProblem(view.instruments, estimate, { limits }, objective);
    const solution = optimize(problem);
    if (solution.status !== 'solved') return wholeRefusal(view.instruments.length, estimate, solution, cashWeight);
    const scale = solution.volatility > annualVolatilityMax ? annualVolatilityMax / solution.volatility : 1;
    const riskyWeights = solution.weights.map((weight) => weight * scale);
    const cashAfter = 1 - scale * (1 - cashWeight);
    const { weights, facts } = wholePortfolio(view.instruments.length, estimate, riskyWeights, cashAfter);
    const scaled = scale < 1 ? [{ key: 'strategy.cash-added-for-volatility', values: { cashWeight: cashAfter } }] : [];
    return decided({
      weights,
      leftOut: estimate.leftOut,
      facts: [...estimate.facts, ...facts, ...scaled],
      allocation: { problem, solution },
      inputs: estimate.inputs,
    });
  },
};
