import { done, type Outcome, refused } from '@/lib/base/outcome';
import { planTrades } from '@/lib/quant/optimize/multi-period/plan-trades';
import type { PlanPeriod } from '@/lib/quant/optimize/multi-period/types';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import type { OptimizeLimits } from '@/lib/quant/optimize/types';
import type { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import type { OptimizeConstraints } from '@/lib/shared/contracts/optimize-constraints';
import type { TradePlanChoice } from '@/lib/shared/contracts/trade-plan-choice';
import { vectorOf } from './constraints';
import type { DoorEstimate } from './estimate-inputs';
import { doorRefusal, noWeights, sharpeOf, warningSentence, weightMap } from './outcome';

/** Limits that a plan over several periods can keep in each of them. */
const KEPT: readonly (keyof OptimizeConstraints)[] = [
  'budget',
  'weightMin',
  'weightMax',
  'groups',
  'linear',
  'currentWeights',
  'costPerTrade',
];

/** Trades planned over several periods: the weights to hold now, and the way on from there. */
export function tradePlanAnswer(
  choice: TradePlanChoice,
  request: OptimizeRequest,
  estimate: DoorEstimate,
  limits: OptimizeLimits,
): Outcome<OptimizeAnswer> {
  const { assets, constraints = {} } = request;
  const other = Object.keys(constraints).find((field) => !KEPT.some((kept) => kept === field));
  if (other !== undefined) {
    const message = `A plan over several periods keeps budget, bounds, groups and linear limits; ${other} it cannot.`;
    return refused('bad-input', message, `constraints.${other}`);
  }
  const periods = periodsOf(choice, estimate);
  if (periods.status === 'refused') return periods;
  const final = finalOf(choice, assets);
  if (final.status === 'refused') return final;
  const { symbols, expectedReturns, covariance } = estimate;
  const none = new Float64Array(assets.length);
  const { budget, weightMin, weightMax, rows, currentWeights = none, costPerTrade = none } = limits;
  const outcome = planTrades({
    symbols,
    currentWeights,
    periods: periods.value,
    riskAversion: choice.riskAversion,
    costPerTrade,
    limits: { budget, weightMin, weightMax, rows },
    ...final.value,
  });
  if (outcome.status === 'refused') return doorRefusal(outcome, estimate.info);
  if (outcome.status !== 'solved') return done(noWeights(outcome, assets));
  const { weights, path, utility, costs, certificate, shadowPrices, warnings } = outcome;
  const now = {
    expectedReturn: dot(expectedReturns, weights),
    volatility: Math.sqrt(Math.max(quadraticForm(covariance, weights), 0)),
  };
  return done({
    status: 'solved',
    weights: weightMap(weights, assets),
    ...now,
    sharpe: sharpeOf(now, request.riskFreeRate),
    risk: now.volatility,
    basis: 'optimum',
    certificate: { ...certificate },
    shadowPrices: shadowPrices.map((price) => ({ ...price })),
    findings: [],
    tradePlan: { path: path.map((step) => weightMap(step, assets)), utility, costs },
    warnings: [...new Set([...estimate.warnings, ...warnings.map(warningSentence)])],
    estimates: estimate.info,
  });
}

function periodsOf({ periods }: TradePlanChoice, estimate: DoorEstimate): Outcome<readonly PlanPeriod[]> {
  const { symbols } = estimate;
  const found: PlanPeriod[] = [];
  for (const [at, { years, expectedReturns = {}, volatilityFactor = 1 }] of periods.entries()) {
    const given = vectorOf(expectedReturns, symbols, `objective.periods.${at}.expectedReturns`);
    if (given.status === 'refused') return given;
    const means = estimate.expectedReturns.map((mean, column) =>
      Object.hasOwn(expectedReturns, symbols[column] ?? '') ? (given.value[column] ?? Number.NaN) : mean,
    );
    const covariance =
      volatilityFactor === 1 ? estimate.covariance : estimate.covariance.map((entry) => entry * volatilityFactor ** 2);
    found.push({ expectedReturns: means, covariance, years });
  }
  return done(found);
}

function finalOf(
  { finalWeights }: TradePlanChoice,
  assets: readonly string[],
): Outcome<{ readonly finalWeights?: Float64Array }> {
  if (finalWeights === undefined) return done({});
  const vector = vectorOf(finalWeights, assets, 'objective.finalWeights');
  return vector.status === 'refused' ? vector : done({ finalWeights: vector.value });
}
