import { quadraticForm } from '../math/matrix';
import { construct } from '../optimize/constructions/construct';
import type { ConstructionOutcome, ConstructionRequest } from '../optimize/constructions/types';
import { optimize } from '../optimize/optimize';
import type { Objective, OptimizeOutcome, OptimizeProblem, Solved } from '../optimize/types';
import type { Fact } from '../policy/types';
import { estimateInputs } from './estimate';
import { riskyProblem, wholePortfolio, wholeRefusal } from './risky-problem';
import { decided } from './shared';
import type { Estimate, RiskyAllocation, StrategyInput, StrategyOutcome } from './types';

/** What a rule about the risky part may use; vectors are in the order of the estimate. */
export interface RiskyPart {
  readonly input: StrategyInput;
  readonly estimate: Estimate;
  /** The question with this objective: the policy's class and instrument limits, and a budget of what cash leaves. */
  readonly problem: (objective: Objective) => OptimizeProblem;
}

export type RiskyAnswer =
  | {
      readonly status: 'answered';
      /** Length m, summing to what cash leaves. */
      readonly weights: Float64Array;
      /** What the rule itself takes the volatility to be, decimal per year; counts where it is above the risk model's. */
      readonly volatility?: number;
      readonly allocation?: RiskyAllocation;
      readonly facts: readonly Fact[];
    }
  | Exclude<OptimizeOutcome, Solved>;

/**
 * A rule decides over the risky instruments, as far as the policy's class and instrument limits allow; then the whole is
 * mixed with cash until it has the policy's volatility. Never less cash than the policy's and never borrowed money, so calm
 * markets leave it below that volatility. Where cash is added, class floors shrink with the risky part.
 */
export function riskyThenCash(input: StrategyInput, answer: (part: RiskyPart) => RiskyAnswer): StrategyOutcome {
  const { view, policy } = input;
  const estimate = (input.estimate ?? estimateInputs)(view, policy);
  if (estimate.status !== 'estimated') return estimate;
  const { annualVolatilityMax, cashWeight, weightMax, classLimits } = policy;
  const limits = { volatilityMax: Infinity, cashWeight, weightMax, classLimits };
  const problem = (objective: Objective): OptimizeProblem =>
    riskyProblem(view.instruments, estimate, { limits }, objective);
  const answered = answer({ input, estimate, problem });
  const n = view.instruments.length;
  if (answered.status !== 'answered') return wholeRefusal(n, estimate, answered, cashWeight);
  const modelVolatility = Math.sqrt(Math.max(quadraticForm(estimate.covariance, answered.weights), 0));
  const volatility = Math.max(modelVolatility, answered.volatility ?? modelVolatility);
  const scale = volatility > annualVolatilityMax ? annualVolatilityMax / volatility : 1;
  const riskyWeights = answered.weights.map((weight) => weight * scale);
  const invested = riskyWeights.reduce((sum, weight) => sum + weight, 0);
  const cashAfter = scale < 1 ? 1 - invested : cashWeight;
  const { weights, facts } = wholePortfolio(n, estimate, riskyWeights, cashAfter);
  const scaled = scale < 1 ? [{ key: 'strategy.cash-added-for-volatility', values: { cashWeight: cashAfter } }] : [];
  return decided({
    weights,
    leftOut: estimate.leftOut,
    facts: [...estimate.facts, ...answered.facts, ...facts, ...scaled],
    ...(answered.allocation === undefined ? {} : { allocation: answered.allocation }),
    inputs: estimate.inputs,
  });
}

/** The certified answer to an objective over the risky instruments. */
export function optimised({ problem: problemFor }: RiskyPart, objective: Objective): RiskyAnswer {
  const problem = problemFor(objective);
  const solution = optimize(problem);
  if (solution.status !== 'solved') return solution;
  return { status: 'answered', weights: solution.weights, allocation: { problem, solution }, facts: [] };
}

/** What a construction makes of the risky instruments, moved to the nearest weights that the policy allows. */
export function constructedBy({ problem, estimate }: RiskyPart, request: ConstructionRequest): RiskyAnswer {
  const { symbols, expectedReturns, covariance, limits } = problem({ kind: 'min-risk', measure: 'variance' });
  const { returns, observations } = estimate.sample;
  const scenarios = { returns, observations };
  return answerOf(construct({ symbols, expectedReturns, covariance, scenarios, request, limits }), request);
}

function answerOf(outcome: ConstructionOutcome, { kind }: ConstructionRequest): RiskyAnswer {
  if (outcome.status !== 'constructed') return outcome;
  const { weights, moved } = outcome;
  const facts: Fact[] =
    moved === undefined
      ? []
      : [
          {
            key: 'strategy.moved-to-limits',
            values: { rule: kind, distance: moved.distance, trackingVolatility: moved.trackingVolatility },
          },
        ];
  return { status: 'answered', weights, facts };
}
