import { done, type Outcome } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { matVec, quadraticForm } from '@/lib/quant/math/matrix';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import { CONSTRUCTIONS } from '@/lib/quant/optimize/constructions/constructions';
import { isMeasureObjective } from '@/lib/quant/optimize/convex/optimize-measured';
import { worstCaseCvar } from '@/lib/quant/optimize/objectives/wasserstein-cvar';
import { optimize } from '@/lib/quant/optimize/optimize';
import type {
  AnyObjective,
  AnyProblem,
  MeasuredRisk,
  OptimizeLimits,
  OptimizeProblem,
  Solved,
} from '@/lib/quant/optimize/types';
import { probabilitiesOf } from '@/lib/quant/risk/measures/scenarios';
import { isRiskMeasure } from '@/lib/quant/risk/measures';
import type { ConstructionChoice } from '@/lib/shared/contracts/construction-choice';
import type { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import type { OptimizeObjective } from '@/lib/shared/contracts/optimize-objective';
import { limitsOf } from './constraints';
import { constructionOf, idleLimit } from './construction';
import { type DoorEstimate, estimateInputs, scenariosOf } from './estimate-inputs';
import { flipPointsPart, NO_OPTIMUM } from './flip-points';
import { objectiveOf } from './objective';
import { doorRefusal, noWeights, sharpeOf, warningSentence, weightMap } from './outcome';
import { strategyAnswer } from './strategy-answer';
import { tradePlanAnswer } from './trade-plan';
import { wholeSharesAnswer } from './whole-shares';

/**
 * The `optimize` door: the best weights, certified, or why there are none.
 *
 * @param panel the prices that the request names, loaded by the caller; absent with returns or moments
 */
export function optimizeAnswer(request: OptimizeRequest, panel?: PricePanel): Outcome<OptimizeAnswer> {
  const { objective: asked } = request;
  const limits = limitsOf(request);
  if (limits.status === 'refused') return limits;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const context = { request, estimate: estimate.value, limits: limits.value };
  const answer = answerTo(asked, context, panel);
  return answer.status === 'done' ? withWholeShares(answer.value, context) : answer;
}

function answerTo(asked: OptimizeRequest['objective'], context: Context, panel?: PricePanel): Outcome<OptimizeAnswer> {
  const { request, estimate, limits } = context;
  const isRule = asked.kind === 'strategy' || asked.kind === 'multi-period' || isConstruction(asked);
  if (isRule && request.flipPoints === true) return NO_OPTIMUM;
  switch (asked.kind) {
    case 'strategy':
      return strategyAnswer(asked, request, estimate, panel);
    case 'multi-period':
      return tradePlanAnswer(asked, request, estimate, limits);
    default:
      return isConstruction(asked) ? constructedAnswer(asked, context) : optimalAnswer(asked, context);
  }
}

function withWholeShares(answer: OptimizeAnswer, { request, estimate }: Context): Outcome<OptimizeAnswer> {
  if (answer.status !== 'solved' || request.wholeShares === undefined) return done(answer);
  const { warnings, estimates, ...before } = answer;
  const shares = wholeSharesAnswer(request.wholeShares, answer.weights, estimate);
  return shares.status === 'refused' ? shares : done({ ...before, wholeShares: shares.value, warnings, estimates });
}

interface Context {
  readonly request: OptimizeRequest;
  readonly estimate: DoorEstimate;
  readonly limits: OptimizeLimits;
}

const isConstruction = (objective: ConstructionChoice | OptimizeObjective): objective is ConstructionChoice =>
  Object.hasOwn(CONSTRUCTIONS, objective.kind);

function optimalAnswer(asked: OptimizeObjective, { request, estimate, limits }: Context): Outcome<OptimizeAnswer> {
  const objective = objectiveOf(asked, request, estimate);
  if (objective.status === 'refused') return objective;
  const { symbols, expectedReturns, covariance } = estimate;
  const scenarios = scenariosOf(estimate);
  const inputs = { symbols, expectedReturns, covariance, ...(scenarios === undefined ? {} : { scenarios }) };
  const problem = { ...inputs, objective: objective.value, limits };
  const outcome = optimize(problem);
  if (outcome.status === 'refused') return doorRefusal(outcome, estimate.info);
  if (outcome.status !== 'solved') return done(noWeights(outcome, request.assets));
  const flips = flipPointsPart(request, problem, outcome.weights);
  if (flips.status === 'refused') return flips;
  const { expectedReturn, volatility, certificate, shadowPrices, risks, warnings } = outcome;
  return done({
    status: 'solved',
    weights: weightMap(outcome.weights, request.assets),
    expectedReturn,
    volatility,
    sharpe: sharpeOf(outcome, riskFreeRateOf(objective.value) ?? request.riskFreeRate),
    risk: riskOf(outcome, problem),
    ...(risks === undefined ? {} : { risks: risks.flatMap(measuredRisk) }),
    basis: 'optimum',
    certificate: { ...certificate },
    shadowPrices: shadowPrices.map((price) => ({ ...price })),
    ...flips.value,
    findings: [
      ...sharesOf(outcome, request.assets),
      ...findingsOf(objective.value, outcome.weights, { ...inputs, limits }),
    ],
    warnings: [...estimate.warnings, ...warnings.map(warningSentence), ...unmovedWarnings(problem, request)],
    estimates: estimate.info,
  });
}

const riskFreeRateOf = (objective: AnyObjective): number | undefined =>
  objective.kind === 'max-ratio' ? objective.riskFreeRate : undefined;

/** Beliefs and views on moments leave past returns, which measures of loss look at, as they were. */
function unmovedWarnings({ objective, limits }: AnyProblem, request: OptimizeRequest): readonly string[] {
  const { belief, views, viewMethod } = request;
  const mover = belief !== undefined ? 'belief' : viewMethod === 'entropy-pooling' ? undefined : views && 'views';
  if (mover === undefined) return [];
  const looksAtScenarios = objective.kind === 'max-growth' || objective.kind === 'wasserstein-cvar';
  const isOfLoss = isMeasureObjective(objective) || looksAtScenarios || (limits.riskMax ?? []).length > 0;
  if (!isOfLoss) return [];
  return [`Measures of loss look at past returns as they were; ${mover} moves expected returns and covariance only.`];
}

function constructedAnswer(asked: ConstructionChoice, { request, estimate, limits }: Context): Outcome<OptimizeAnswer> {
  const idle = idleLimit(asked, request);
  if (idle !== undefined) return idle;
  const choice = constructionOf(asked, request, estimate);
  if (choice.status === 'refused') return choice;
  const { symbols, expectedReturns, covariance } = estimate;
  const scenarios = scenariosOf(estimate);
  const outcome = construct({
    symbols,
    expectedReturns,
    covariance,
    ...(scenarios === undefined ? {} : { scenarios }),
    request: choice.value,
    limits,
  });
  if (outcome.status === 'refused') return doorRefusal(outcome, estimate.info);
  if (outcome.status !== 'constructed') return done(noWeights(outcome, request.assets));
  const { expectedReturn, volatility } = outcome;
  return done({
    status: 'solved',
    weights: weightMap(outcome.weights, request.assets),
    expectedReturn,
    volatility,
    sharpe: sharpeOf(outcome, request.riskFreeRate),
    risk: volatility,
    basis: 'construction',
    certificate: null,
    shadowPrices: [],
    findings: outcome.findings.map((finding) => ({ ...finding })),
    warnings: [...estimate.warnings, ...outcome.warnings.map(({ message }) => message)],
    estimates: estimate.info,
  });
}

/** Of each asset, where a measure of loss was shared out. */
const sharesOf = ({ riskShares }: Solved, assets: readonly string[]) =>
  assets.flatMap((symbol, at) => {
    const value = riskShares?.[at];
    return value === undefined ? [] : [{ name: 'risk-share', of: symbol, value }];
  });

/** What the objective was about, where no field of the answer says it. */
function findingsOf(
  objective: AnyObjective,
  weights: Float64Array,
  { covariance, scenarios, limits }: Omit<OptimizeProblem, 'objective'>,
): readonly { readonly name: string; readonly value: number }[] {
  if (objective.kind === 'min-tracking-error') {
    const apart = weights.map((weight, at) => weight - (limits.benchmarkWeights?.[at] ?? Number.NaN));
    return [{ name: 'tracking-error', value: Math.sqrt(Math.max(quadraticForm(covariance, apart), 0)) }];
  }
  if (scenarios === undefined) return [];
  if (objective.kind === 'wasserstein-cvar') {
    return [{ name: 'worst-case-cvar', value: worstCaseCvar(objective, scenarios, weights) }];
  }
  if (objective.kind !== 'max-growth') return [];
  const probabilities = probabilitiesOf(scenarios);
  const growth = matVec(scenarios.returns, weights).reduce(
    (sum, r, t) => sum + (probabilities[t] ?? Number.NaN) * Math.log1p(r),
    0,
  );
  return [{ name: 'growth-per-period', value: growth }];
}

function measuredRisk({ measure, ...risk }: MeasuredRisk) {
  return isRiskMeasure(measure) ? [{ measure, ...risk }] : [];
}

/** In the unit of the objective's measure. */
function riskOf({ weights, volatility, risks = [] }: Solved, { objective, scenarios }: AnyProblem): number {
  if (objective.kind === 'wasserstein-cvar' && scenarios !== undefined) {
    return worstCaseCvar(objective, scenarios, weights);
  }
  if (!('measure' in objective)) return volatility;
  if (objective.measure === 'variance') return volatility ** 2;
  return risks.find(({ measure }) => measure === objective.measure)?.value ?? volatility;
}
