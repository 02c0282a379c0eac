import { dot, matVec, quadraticForm } from '../../math/matrix';
import type { ConstructionMethod } from './construction-method';
import { built, mixRefusal, normalised, pickEntries, refuse, warn } from './shared';
import type { VolatilityTarget } from './types';

/** Volatility this far above the target is the rounding of a square root. */
const VOLATILITY_ROUNDING = 1e-12;

/**
 * The largest part of the portfolio, up to `leverageMax`, at which the base mix with cash for the rest has no more than
 * the target volatility. Cash counts with its own risk, so the answer is the root of a quadratic.
 *
 * @see Moreira & Muir (2017), "Volatility-Managed Portfolios", Journal of Finance 72(4), 1611-1644
 */
export const volatilityTarget: ConstructionMethod<VolatilityTarget> = {
  kind: 'volatility-target',
  needs: [],
  relations: ['permutation', 'zero-weight', 'limits'],
  pick: (request, columns) => ({
    ...request,
    ...(request.baseWeights === undefined ? {} : { baseWeights: pickEntries(request.baseWeights, columns) }),
  }),
  check: (problem) => {
    const { targetVolatility, leverageMax = 1, baseWeights } = problem.request;
    if (!(targetVolatility > 0 && targetVolatility < Infinity)) {
      return refuse('The target volatility must be above zero.', 'objective.targetVolatility');
    }
    if (!(leverageMax > 0 && leverageMax < Infinity)) {
      return refuse('The largest part of the base mix must be above zero.', 'objective.leverageMax');
    }
    if (!(problem.limits.budget > 0)) return refuse('Volatility targeting needs a budget above zero.', 'limits.budget');
    return baseWeights === undefined ? undefined : mixRefusal(problem, baseWeights, 'objective.baseWeights');
  },
  build: ({ symbols, covariance, limits, request }) => {
    const { cash, leverageMax = 1 } = request;
    const cashAt = symbols.indexOf(cash);
    if (cashAt < 0)
      return refuse(`${cash} is to hold the cash and is not among the instruments that may be held.`, 'objective.cash');
    const mix = Float64Array.from(request.baseWeights ?? new Float64Array(symbols.length).fill(1));
    mix[cashAt] = 0;
    const emptied = mixRefusal({ symbols }, mix, 'objective.baseWeights');
    if (emptied !== undefined) return emptied;
    const base = normalised(mix);
    // Weights are fractions of the budget here, so the target is too.
    const target = request.targetVolatility / limits.budget;
    const part = largestPart(covariance, base, cashAt, target, leverageMax);
    const weights = base.map((weight) => part.size * weight);
    weights[cashAt] = 1 - part.size;
    const warnings = part.isWithin
      ? []
      : [warn('less-than-asked', `No mix with ${cash} is as calm as the target; this is the calmest.`)];
    return built(weights, { warnings, findings: [{ name: 'investedPart', value: part.size }] });
  },
};

/** Variance at part k is a k^2 + 2 b k + c, with c that of cash alone. */
function largestPart(
  covariance: Float64Array,
  base: Float64Array,
  cashAt: number,
  target: number,
  leverageMax: number,
): { size: number; isWithin: boolean } {
  const change = Float64Array.from(base);
  change[cashAt]! -= 1;
  const marginal = matVec(covariance, change);
  const a = dot(change, marginal);
  const b = marginal[cashAt]!;
  const cash = new Float64Array(base.length);
  cash[cashAt] = 1;
  const c = quadraticForm(covariance, cash);
  const isWithin = (k: number): boolean =>
    Math.sqrt(Math.max(a * k * k + 2 * b * k + c, 0)) <= target * (1 + VOLATILITY_ROUNDING);
  if (isWithin(leverageMax)) return { size: leverageMax, isWithin: true };
  const calmest = a > 0 ? Math.min(Math.max(-b / a, 0), leverageMax) : 0;
  const discriminant = b * b - a * (c - target * target);
  if (!(a > 0) || discriminant < 0) return { size: calmest, isWithin: isWithin(calmest) };
  const root = (-b + Math.sqrt(discriminant)) / a;
  return root >= 0 ? { size: Math.min(root, leverageMax), isWithin: true } : { size: calmest, isWithin: false };
}
