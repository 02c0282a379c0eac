import { done, type Outcome } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { efficientFrontier } from '@/lib/quant/optimize/frontier';
import type { FrontierAnswer, FrontierRequest } from '@/lib/shared/contracts/frontier';
import { limitsOf } from './optimize/constraints';
import { estimateInputs, scenariosOf } from './optimize/estimate-inputs';
import { doorRefusal, noWeights, warningSentence, weightMap } from './optimize/outcome';

/** Enough for a smooth line where the corners themselves cannot be had. */
const POINTS_COUNT = 40;

/** The `frontier` door. @param panel the prices that the request names, loaded by the caller */
export function frontierAnswer(request: FrontierRequest, panel?: PricePanel): Outcome<FrontierAnswer> {
  const { assets } = request;
  const limits = limitsOf(request);
  if (limits.status === 'refused') return limits;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const { symbols, expectedReturns, covariance, warnings, info } = estimate.value;
  const scenarios = scenariosOf(estimate.value);
  const inputs = { symbols, expectedReturns, covariance, ...(scenarios === undefined ? {} : { scenarios }) };
  const outcome = efficientFrontier({ ...inputs, limits: limits.value }, POINTS_COUNT);
  if (outcome.status === 'refused') return doorRefusal(outcome, estimate.value.info);
  if (outcome.status !== 'solved') return done(noWeights(outcome, assets));
  const { points, corners = points } = outcome;
  const said = new Set(points.flatMap((point) => point.warnings.map(warningSentence)));
  return done({
    status: 'solved',
    isExact: outcome.corners !== undefined,
    corners: corners.map(({ expectedReturn, volatility, weights }) => ({
      expectedReturn,
      volatility,
      weights: weightMap(weights, assets),
    })),
    warnings: [...warnings, ...said],
    estimates: info,
  });
}
