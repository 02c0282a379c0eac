import { invariant } from '../../../base/invariant';
import { refused, type Refusal } from '../../../base/outcome';
import { dot, quadraticForm } from '../../math/matrix';
import { BUDGET, type NamedLimits, namedLimits } from '../limits';
import { optimize } from '../optimize';
import type { OptimizeProblem, OptimizeWarning } from '../types';
import { unmetBound, unmetRow } from '../unmet-limit';
import { interiorPointPlan } from './interior-point';
import { judgePlan } from './judge-plan';
import { planProgram } from './plan-program';
import { polishedPlan } from './polish';
import { stackedPlan, stackedProblem } from './stacked-problem';
import type { MultiPeriodOutcome, MultiPeriodProblem, PlanSolved } from './types';

/**
 * The best plan of trades over several periods: maximise, over weights w_1 ... w_H,
 *
 *   sum over h of  years_h (mu_h' w_h - riskAversion / 2 w_h' S_h w_h) - cost' |w_h - w_(h-1)|.
 *
 * The same limits hold in each period, so a plan exists where weights within them do. Weights are taken to stay where
 * they are between trades; prices move them, so only the first trade is made and the rest is planned anew.
 *
 * @returns 'solved' only when the plan as one quadratic program passes certificate.ts
 * @see Boyd et al. (2017), "Multi-Period Trading via Convex Optimization", Foundations and Trends in Optimization 3(1),
 *   1-76, section 5, the form that cvxportfolio solves
 */
export function planTrades(problem: MultiPeriodProblem): MultiPeriodOutcome {
  if (problem.periods.length === 0) return refused('bad-input', 'A plan needs at least one period.', 'periods');
  checkShapes(problem);
  const warnings: OptimizeWarning[] = [];
  for (const [at, { expectedReturns, covariance }] of problem.periods.entries()) {
    const before = problem.periods[at - 1];
    if (before?.covariance === covariance && before.expectedReturns.every(Number.isFinite)) {
      if (expectedReturns.every(Number.isFinite)) continue;
    }
    const verdict = possible(problem, at);
    if (verdict.status !== 'solved') return verdict;
    warnings.push(...verdict.warnings);
  }
  const limits = namedLimits(onePeriod(problem, 0), false);
  const fault = finalFault(problem, limits);
  if (fault !== undefined) return fault;
  const program = planProgram(problem);
  const point = interiorPointPlan(program);
  if (point === undefined) return { status: 'not-converged', iterations: 0, dualityGap: Infinity };
  // The polished plan keeps weights exactly where nothing is traded; the other ends with crumbs of trades.
  const exact = polishedPlan(program, point);
  const stacked = stackedProblem(problem, limits.weightScale);
  let dualityGap = Number.POSITIVE_INFINITY;
  for (const candidate of exact === undefined ? [point] : [exact, point]) {
    const verdict = judgePlan(problem, program, stacked, candidate);
    if (verdict.isAccepted) return solvedPlan(problem, candidate.weights, { ...verdict, warnings });
    dualityGap = Math.min(dualityGap, verdict.certificate.dualityGap);
  }
  if (point.weights.length <= STACKED_MAX) {
    const { outcome, weights } = stackedPlan(stacked, problem.currentWeights);
    if (outcome.status === 'solved') return solvedPlan(problem, weights, { ...outcome, warnings });
  }
  return { status: 'not-converged', iterations: 0, dualityGap };
}

/** A plan of this many weights takes the stacked search a second at most. */
const STACKED_MAX = 80;

function solvedPlan(
  problem: MultiPeriodProblem,
  all: Float64Array,
  { certificate, shadowPrices, warnings }: Pick<PlanSolved, 'certificate' | 'shadowPrices' | 'warnings'>,
): PlanSolved {
  const size = problem.symbols.length;
  const path = problem.periods.map((_, period) => all.slice(period * size, (period + 1) * size));
  const weights = path[0] ?? problem.currentWeights;
  return { status: 'solved', weights, path, ...valueOf(problem, path), certificate, shadowPrices, warnings };
}

function checkShapes({
  symbols,
  currentWeights,
  periods,
  costPerTrade,
  limits,
  finalWeights,
}: MultiPeriodProblem): void {
  const size = symbols.length;
  const lengths = [currentWeights, costPerTrade, limits.weightMin, limits.weightMax, finalWeights ?? currentWeights];
  for (const vector of lengths) invariant(vector.length === size, `${vector.length} entries for ${size} instruments`);
  for (const { expectedReturns, covariance, years } of periods) {
    invariant(expectedReturns.length === size, `${expectedReturns.length} expected returns for ${size} instruments`);
    invariant(covariance.length === size * size, `${covariance.length} covariances for ${size} instruments`);
    invariant(years > 0 && Number.isFinite(years), `a period of ${years} years`);
  }
}

/** Weights of least risk in one period: there are any, or the optimiser says why not, in its own words. */
function possible(problem: MultiPeriodProblem, period: number) {
  const { symbols, costPerTrade, riskAversion } = problem;
  if (!(riskAversion > 0 && Number.isFinite(riskAversion))) {
    return refused('bad-input', `The risk aversion is ${riskAversion}; it must be above zero.`, 'riskAversion');
  }
  const wrong = costPerTrade.findIndex((cost) => !(cost >= 0 && Number.isFinite(cost)));
  if (wrong !== -1) {
    const message = `The cost of trading ${symbols[wrong]!} is ${costPerTrade[wrong]!}; it must be zero or more.`;
    return refused('bad-input', message, 'costPerTrade');
  }
  return optimize(onePeriod(problem, period));
}

/** One period on its own: the weights of least risk within the limits. */
function onePeriod({ symbols, periods, limits, currentWeights }: MultiPeriodProblem, period: number): OptimizeProblem {
  const { expectedReturns, covariance } = periods[period]!;
  const objective = { kind: 'min-risk', measure: 'variance' } as const;
  return { symbols, expectedReturns, covariance, objective, limits: { ...limits, currentWeights } };
}

function finalFault({ finalWeights }: MultiPeriodProblem, limits: NamedLimits): Refusal | undefined {
  if (finalWeights === undefined) return undefined;
  // What is no number adds up to no budget.
  const name = finalWeights.every(Number.isFinite)
    ? (unmetRow(limits, finalWeights) ?? unmetBound(limits, finalWeights))
    : BUDGET;
  return name === undefined
    ? undefined
    : refused('bad-input', `The final weights break the limit ${name}, so no plan can end there.`, 'finalWeights');
}

function valueOf(
  { periods, currentWeights, riskAversion, costPerTrade }: MultiPeriodProblem,
  path: readonly Float64Array[],
) {
  let utility = 0;
  let costs = 0;
  let before = currentWeights;
  for (const [period, weights] of path.entries()) {
    const { expectedReturns, covariance, years } = periods[period]!;
    utility += years * (dot(expectedReturns, weights) - (riskAversion / 2) * quadraticForm(covariance, weights));
    for (let at = 0; at < weights.length; at++) costs += costPerTrade[at]! * Math.abs(weights[at]! - before[at]!);
    before = weights;
  }
  return { utility: utility - costs, costs };
}
