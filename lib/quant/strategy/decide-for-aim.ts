import { optimize } from '../optimize/optimize';
import { requestForAim } from '../policy/aims';
import type { Aim } from '../policy/types';
import { estimateInputs } from './estimate';
import { riskyProblem, wholePortfolio, wholeRefusal } from './risky-problem';
import { decided } from './shared';
import type { StrategyInput, StrategyOutcome } from './types';

/**
 * The certified answer to the request an aim stands for: cash as the policy says, the risky part optimised within the
 * policy's volatility, class and instrument limits.
 */
export function decideForAim(input: Pick<StrategyInput, 'view' | 'policy' | 'estimate'>, aim: Aim): StrategyOutcome {
  const { view, policy } = input;
  const estimate = (input.estimate ?? estimateInputs)(view, policy);
  if (estimate.status !== 'estimated') return estimate;
  const { inputs, leftOut } = estimate;
  const read = requestForAim(aim, policy, { cashReturn: inputs.cashReturn });
  if (read.status === 'out-of-reach') return read;
  const { request } = read;
  const problem = riskyProblem(view.instruments, estimate, request, request.objective);
  const solution = optimize(problem);
  const { cashWeight } = request.limits;
  const n = view.instruments.length;
  if (solution.status !== 'solved') return wholeRefusal(n, estimate, solution, cashWeight);
  const { weights, facts } = wholePortfolio(n, estimate, solution.weights, cashWeight);
  return decided({
    weights,
    leftOut,
    facts: [...request.facts, ...estimate.facts, ...facts],
    request,
    allocation: { problem, solution },
    inputs,
  });
}
