import { unreachable } from '../../base/invariant';
import { refused } from '../../base/outcome';
import { type Conflict, explainConflict, explainCrossing } from './conflict';
import { isMeasureObjective, optimizeMeasured } from './convex/optimize-measured';
import { covarianceWarnings } from './covariance-doubts';
import { holdingRulesOf } from './integer/node';
import { optimizeHoldings } from './integer/optimize-holdings';
import { namedLimits, type NamedLimits } from './limits';
import { optimizeBudget } from './loss-budget/optimize-budget';
import { nearestFeasible } from './nearest-feasible';
import type { ObjectiveMethod } from './objective-method';
import { isConvexObjective, OBJECTIVES } from './objectives';
import { certified } from './outcome';
import { optimizeShares } from './risk-shares/optimize-shares';
import { hasRiskShares } from './risk-shares/share-limits';
import { hasKinksOrCurves, isMeanVariance } from './splitting/mean-variance-program';
import { optimizeWithin } from './splitting/optimize-within';
import type { AnyProblem, Objective, OptimizeOutcome, OptimizeProblem, OptimizeWarning } from './types';
import { validateProblem } from './validate';

/**
 * The best weights for an objective within limits, with a certificate; or, in the user's words, why there are none.
 *
 * @returns 'solved' only when certificate.ts accepts the answer on the problem as given; 'infeasible' only with a checked
 *          proof; 'refused' for malformed input; never a best effort in disguise
 */
export function optimize(problem: AnyProblem): OptimizeOutcome {
  const verdict = validateProblem(problem);
  if (verdict.status === 'refused') return verdict;
  const warnings = covarianceWarnings(problem.covariance, problem.symbols, verdict.rank);
  const { objective, limits } = problem;
  if (isMeasureObjective(objective) && objective.kind === 'risk-budget') {
    return optimizeBudget({ ...problem, objective }, warnings);
  }
  if (isMeasureObjective(objective) || isConvexObjective(objective) || (limits.riskMax ?? []).length > 0) {
    return optimizeMeasured(problem, warnings);
  }
  if (hasKinksOrCurves(limits) || hasRiskShares(limits) || holdingRulesOf(limits) !== undefined)
    return optimizeWithKinks({ ...problem, objective }, warnings);
  switch (objective.kind) {
    case 'min-risk':
      return solveWith(OBJECTIVES['min-risk'], { ...problem, objective }, warnings);
    case 'max-utility':
      return solveWith(OBJECTIVES['max-utility'], { ...problem, objective }, warnings);
    case 'max-return':
      return solveWith(OBJECTIVES['max-return'], { ...problem, objective }, warnings);
    case 'max-ratio':
      return solveWith(OBJECTIVES['max-ratio'], { ...problem, objective }, warnings);
    case 'max-diversification':
      return solveWith(OBJECTIVES['max-diversification'], { ...problem, objective }, warnings);
    case 'risk-budget':
      return solveWith(OBJECTIVES['risk-budget'], { ...problem, objective }, warnings);
    case 'min-tracking-error':
      return solveWith(OBJECTIVES['min-tracking-error'], { ...problem, objective }, warnings);
    case 'robust-box':
      return solveWith(OBJECTIVES['robust-box'], { ...problem, objective }, warnings);
    default:
      return unreachable(objective);
  }
}

/** Turnover, exposures, trading costs, a ridge and a tracking error go with the mean-variance objectives. */
function optimizeWithKinks(problem: OptimizeProblem, warnings: readonly OptimizeWarning[]): OptimizeOutcome {
  const { objective } = problem;
  if (!isMeanVariance(objective)) return refused('bad-input', kinksRefusal(objective.kind), 'limits');
  const limits = namedLimits(problem, false);
  const crossing = explainCrossing(limits);
  if (crossing !== undefined) return infeasible(problem, limits, crossing);
  const rules = holdingRulesOf(problem.limits);
  if (hasRiskShares(problem.limits)) {
    if (rules !== undefined) return refused('bad-input', SHARES_AND_HOLDINGS, 'limits.riskContributionMax');
    return optimizeShares({ ...problem, objective }, limits, warnings);
  }
  if (rules !== undefined) return optimizeHoldings({ ...problem, objective }, limits, rules, warnings);
  return optimizeWithin({ ...problem, objective }, limits, warnings);
}

const SHARES_AND_HOLDINGS =
  'Caps on risk contribution do not go with limits on the number of instruments or their minimum position.';

const kinksRefusal = (kind: string): string =>
  `The objective ${kind} does not go with limits on turnover, exposures, trading costs, tracking error, risk contribution or the number of instruments; the mean-variance objectives do.`;

function solveWith<O extends Objective>(
  method: ObjectiveMethod<O>,
  problem: OptimizeProblem<O>,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const limits = namedLimits(problem, method.isLongOnly);
  const crossing = explainCrossing(limits);
  if (crossing !== undefined) return infeasible(problem, limits, crossing);
  const search = method.solve(problem, limits);
  switch (search.status) {
    case 'found':
      return certified(method, problem, limits, search.candidate, [...warnings, ...search.warnings]);
    case 'linear-conflict':
    case 'volatility-conflict':
      return infeasible(problem, limits, explainConflict(problem, limits, search));
    case 'unbounded':
    case 'not-converged':
    case 'refused':
      return search;
  }
}

function infeasible(problem: OptimizeProblem, limits: NamedLimits, conflict: Conflict | undefined): OptimizeOutcome {
  if (conflict === undefined) return { status: 'not-converged', iterations: 0, dualityGap: Infinity };
  return { status: 'infeasible', ...conflict, nearestFeasible: nearestFeasible(problem, limits) };
}
