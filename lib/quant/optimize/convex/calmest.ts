import { explainConflict, explainCrossing } from '../conflict';
import type { NamedLimits } from '../limits';
import { nearestFeasible } from '../nearest-feasible';
import { limitSolver } from '../splitting/limit-solver';
import type { OptimizeOutcome, OptimizeProblem, Solved } from '../types';

type Calmest = { readonly status: 'calmest'; readonly weights: Float64Array } | Exclude<OptimizeOutcome, Solved>;

/** Weights of least variance within the limits, caps apart; or, where the limits contradict each other, why there are none. */
export function calmestWithin(problem: OptimizeProblem, limits: NamedLimits): Calmest {
  const crossing = explainCrossing(limits);
  if (crossing !== undefined) {
    return { status: 'infeasible', ...crossing, nearestFeasible: nearestFeasible(problem, limits) };
  }
  const { covariance, symbols } = problem;
  const calmest = limitSolver(covariance, limits).solve(new Float64Array(symbols.length), 0);
  if (calmest.status === 'solved') return { status: 'calmest', weights: calmest.point };
  if (calmest.status !== 'infeasible') return calmest;
  const conflict = explainConflict(problem, limits, { ...calmest, status: 'linear-conflict' });
  if (conflict === undefined) return { status: 'not-converged', iterations: 0, dualityGap: Infinity };
  return { status: 'infeasible', ...conflict, nearestFeasible: nearestFeasible(problem, limits) };
}
