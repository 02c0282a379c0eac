import { done, type Outcome } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, Solved } from '@/lib/quant/optimize/types';
import type { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { limitsOf } from './constraints';
import { type DoorEstimate, estimateInputs } from './estimate-inputs';
import { objectiveOf } from './objective';
import { doorRefusal, noWeights, warningSentence, weightMap } from './outcome';

/**
 * The `optimize` door: the best weights, certified, or why there are none.
 *
 * @param panel the prices that the request names, loaded by the caller; absent with returns or moments
 */
export function optimizeAnswer(request: OptimizeRequest, panel?: PricePanel): Outcome<OptimizeAnswer> {
  const { assets, constraints = {} } = request;
  const limits = limitsOf(constraints, assets);
  if (limits.status === 'refused') return limits;
  const objective = objectiveOf(request.objective, assets);
  if (objective.status === 'refused') return objective;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const { symbols, expectedReturns, covariance } = estimate.value;
  const outcome = optimize({
    symbols,
    expectedReturns,
    covariance,
    objective: objective.value,
    limits: limits.value,
  });
  if (outcome.status === 'refused') return doorRefusal(outcome);
  if (outcome.status !== 'solved') return done(noWeights(outcome, assets));
  return done(solvedAnswer(outcome, objective.value, { request, estimate: estimate.value }));
}

interface Context {
  readonly request: OptimizeRequest;
  readonly estimate: DoorEstimate;
}

function solvedAnswer(
  outcome: Solved,
  objective: Objective,
  { request, estimate }: Context,
): Extract<OptimizeAnswer, { status: 'solved' }> {
  const { expectedReturn, volatility, certificate, shadowPrices, warnings } = outcome;
  return {
    status: 'solved',
    weights: weightMap(outcome.weights, request.assets),
    expectedReturn,
    volatility,
    sharpe: sharpeOf(outcome, request.riskFreeRate),
    risk: riskOf(outcome, objective),
    certificate: { ...certificate },
    shadowPrices: shadowPrices.map((price) => ({ ...price })),
    warnings: [...estimate.warnings, ...warnings.map(warningSentence)],
    estimates: estimate.info,
  };
}

/** Null where the mix carries no risk to speak of. */
export function sharpeOf(
  { expectedReturn, volatility }: Pick<Solved, 'expectedReturn' | 'volatility'>,
  riskFreeRate = 0,
): number | null {
  const sharpe = (expectedReturn - riskFreeRate) / volatility;
  return Number.isFinite(sharpe) ? sharpe : null;
}

/** In the unit of the objective's measure. */
function riskOf({ volatility }: Solved, objective: Objective): number {
  const isVariance = 'measure' in objective && objective.measure === 'variance';
  return isVariance ? volatility ** 2 : volatility;
}
