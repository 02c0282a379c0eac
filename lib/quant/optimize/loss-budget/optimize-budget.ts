import { invariant } from '../../../base/invariant';
import { refused, type Refusal } from '../../../base/outcome';
import { dot, sumOf } from '../../math/matrix';
import { CONFIDENCE_DEFAULT, RISK_MEASURES } from '../../risk/measures';
import { isAccepted } from '../certificate';
import { equalShares, normalised, pickEntries, pickScenarios, spreadEntries } from '../constructions/shared';
import { calmestWithin } from '../convex/calmest';
import { risksOf } from '../convex/optimize-measured';
import { namedLimits, type NamedLimits } from '../limits';
import { volatilityOf } from '../outcome';
import type { MeasureBudget, Objective, OptimizeOutcome, OptimizeProblem, OptimizeWarning } from '../types';
import { unmetLimit } from './unmet-limit';
import { budgetGap, risksAlone, searchBudget } from './search-budget';

const MIN_VARIANCE: Objective = { kind: 'min-risk', measure: 'variance' };

type BudgetProblem = OptimizeProblem<MeasureBudget>;

/**
 * Shares of a measure of scenario losses, long only: w_i g_i / rho(w) = b_i for a slope g of the measure at the weights.
 * Exact without further limits; a limit that the answer does not keep by itself is a refusal that names it, as what is best
 * within it would be no risk budget any more.
 *
 * The certificate: the gap is sum b_i ln (b_i / share_i), by which no other amounts can be better (see search-budget.ts);
 * the dual residual is the largest difference between a share and its budget.
 */
export function optimizeBudget(problem: BudgetProblem, warnings: readonly OptimizeWarning[]): OptimizeOutcome {
  const { objective, symbols, scenarios } = problem;
  const classical = { ...problem, objective: MIN_VARIANCE };
  const limits = namedLimits(classical, true);
  const calmest = calmestWithin(classical, limits);
  if (calmest.status !== 'calmest') return calmest;
  const held = symbols.flatMap((_, at) => (limits.upper[at]! > 0 ? [at] : []));
  invariant(scenarios !== undefined, 'a measure without scenarios passed validation');
  const { measure, confidence = CONFIDENCE_DEFAULT } = objective;
  const model = RISK_MEASURES[measure].model(pickScenarios(scenarios, held), confidence);
  const alone = risksAlone(model, held.length);
  const calm = alone.findIndex((risk) => !(risk > 0));
  if (calm >= 0) return gainRefusal(symbols[held[calm]!]!, measure);
  const budgets = budgetsOf(objective, held);
  const search = searchBudget(model, budgets, alone);
  if (search.status === 'not-converged') return search;
  if (search.status === 'riskless') return hedgeRefusal(measure);
  const scale = problem.limits.budget / sumOf(search.amounts);
  const weights = spreadEntries(search.amounts, held, symbols.length).map((amount) => scale * amount);
  const unmet = unmetLimit(problem, limits, weights);
  if (unmet !== undefined) return unmet;
  const leftOut = symbols.filter((_, at) => !held.includes(at));
  return judged(problem, limits, {
    weights,
    slope: spreadEntries(search.slope, held, symbols.length),
    budgets: spreadEntries(budgets, held, symbols.length),
    warnings:
      leftOut.length === 0 ? warnings : [...warnings, { kind: 'left-out-of-risk-budget', symbols: leftOut } as const],
  });
}

interface Found {
  readonly weights: Float64Array;
  readonly slope: Float64Array;
  readonly budgets: Float64Array;
  readonly warnings: readonly OptimizeWarning[];
}

/** From the weights, a slope of the measure and the measure's definition alone. */
function judged(
  problem: BudgetProblem,
  { weightScale }: NamedLimits,
  { weights, slope, budgets, warnings }: Found,
): OptimizeOutcome {
  const risks = risksOf(problem, weights);
  const risk = risks[0]!.value;
  const amounts = weights.map((weight) => weight / risk);
  const shares = amounts.map((amount, at) => amount * slope[at]!);
  const certificate = {
    dualityGap: budgetGap({ amounts, slope, risk: 1 }, budgets),
    primalResidual: Math.abs(sumOf(weights) - problem.limits.budget) / weightScale,
    dualResidual: shares.reduce((worst, share, at) => Math.max(worst, Math.abs(share - budgets[at]!)), 0),
  };
  if (!isAccepted(certificate)) {
    return { status: 'not-converged', iterations: 0, dualityGap: certificate.dualityGap };
  }
  return {
    status: 'solved',
    weights,
    expectedReturn: dot(problem.expectedReturns, weights),
    volatility: volatilityOf({ ...problem, objective: MIN_VARIANCE }, weights),
    certificate,
    shadowPrices: [],
    risks,
    riskShares: shares,
    warnings,
  };
}

/** Of sum 1, of those that may be held. */
function budgetsOf({ budgets }: MeasureBudget, held: readonly number[]): Float64Array {
  return budgets === undefined ? equalShares(held.length) : normalised(pickEntries(budgets, held));
}

const gainRefusal = (symbol: string, measure: string): Refusal =>
  refused(
    'bad-input',
    `${symbol} alone has no ${measure} above zero, so no share of ${measure} can be given to it; set its maximum to zero or leave it out.`,
    'objective.measure',
  );

const hedgeRefusal = (measure: string): Refusal =>
  refused(
    'bad-input',
    `Some mix has (almost) no ${measure}, or less than none, so there is no ${measure} to share.`,
    'objective.measure',
  );
