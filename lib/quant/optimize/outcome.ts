import { dot, maxAbs, quadraticForm } from '../math/matrix';
import { isAccepted, measureOptimality, type OptimalityMeasure } from './certificate';
import { nameOfBound, type NamedLimits, rowLimitName, sideOf, unitsOf, VOLATILITY_LIMIT } from './limits';
import type { Candidate, ObjectiveMethod, ProblemTangent } from './objective-method';
import { steepest } from './splitting/absolute';
import type {
  NotConverged,
  Objective,
  OptimizeProblem,
  OptimizeWarning,
  PriceUnit,
  ShadowPrice,
  Solved,
} from './types';

/** A limit binds when the weights are this close to it, in portfolio sizes. */
const BINDING_TOLERANCE = 1e-9;
/** Prices below this share of the largest slope are rounding of zero. */
const PRICE_SHARE_MIN = 1e-9;

type Judge<O extends Objective> = Pick<ObjectiveMethod<O>, 'tangent' | 'priceUnit'>;

/** Portfolio volatility; rounding may push a zero variance slightly below zero. */
export const volatilityOf = ({ covariance }: OptimizeProblem, weights: Float64Array): number =>
  Math.sqrt(Math.max(quadraticForm(covariance, weights), 0));

/** Measures a candidate on the problem as given. */
export function judge<O extends Objective>(
  method: Judge<O>,
  problem: OptimizeProblem<O>,
  limits: NamedLimits,
  candidate: Candidate,
): OptimalityMeasure & { readonly tangent: ProblemTangent } {
  const { weights, rowMultipliers, volatilityMultiplier } = candidate;
  const tangent = method.tangent(problem, limits, weights, volatilityMultiplier);
  const measure = measureOptimality(limits, weights, tangent, rowMultipliers, tangent.volatilityGap);
  const { varianceMax, weightScale } = unitsOf(problem, limits);
  const excess = volatilityOf(problem, weights) - (problem.limits.volatilityMax ?? Infinity);
  const residual = excess > 0 ? excess / (Math.sqrt(varianceMax) * weightScale) : 0;
  return { ...measure, primalResidual: Math.max(measure.primalResidual, residual), tangent };
}

/** The only maker of a solved outcome: a candidate that fails its certificate becomes not-converged. */
export function certified<O extends Objective>(
  method: Judge<O>,
  problem: OptimizeProblem<O>,
  limits: NamedLimits,
  candidate: Candidate,
  warnings: readonly OptimizeWarning[],
): Solved | NotConverged {
  const measure = judge(method, problem, limits, candidate);
  const { dualityGap, primalResidual, dualResidual } = measure;
  if (!isAccepted(measure)) return { status: 'not-converged', iterations: 0, dualityGap };
  return {
    status: 'solved',
    weights: candidate.weights,
    expectedReturn: dot(problem.expectedReturns, candidate.weights),
    volatility: volatilityOf(problem, candidate.weights),
    certificate: { dualityGap, primalResidual, dualResidual },
    shadowPrices: shadowPrices(method, limits, candidate, measure),
    warnings,
  };
}

export function shadowPrices(
  method: { readonly priceUnit: PriceUnit },
  limits: NamedLimits,
  { weights, rowMultipliers }: Pick<Candidate, 'weights' | 'rowMultipliers'>,
  { boundMultipliers, tangent }: OptimalityMeasure & { readonly tangent: ProblemTangent },
): readonly ShadowPrice[] {
  const unit = method.priceUnit;
  const { weightScale } = limits;
  const negligible = PRICE_SHARE_MIN * tangent.gradientSize;
  const prices: ShadowPrice[] = [];
  limits.rows.forEach((row, index) => {
    const multiplier = rowMultipliers[index]!;
    const side = sideOf(multiplier);
    if (Math.abs(multiplier) * maxAbs(row.coefficients) <= negligible) return;
    prices.push({
      limit: rowLimitName(row, side),
      side,
      price: Math.abs(multiplier) * tangent.priceOfMultiplier,
      unit,
    });
  });
  limits.absoluteRows.forEach((row, index) => {
    const multiplier = -rowMultipliers[limits.rows.length + index]!;
    if (multiplier * steepest(row) <= negligible) return;
    prices.push({ limit: row.name, side: 'max', price: multiplier * tangent.priceOfMultiplier, unit });
  });
  boundMultipliers.forEach((multiplier, at) => {
    const side = sideOf(multiplier);
    const room = multiplier > 0 ? weights[at]! - limits.lower[at]! : limits.upper[at]! - weights[at]!;
    if (Math.abs(multiplier) <= negligible || room > BINDING_TOLERANCE * weightScale) return;
    const limit = nameOfBound(limits, at, side);
    prices.push({ limit, side, price: Math.abs(multiplier) * tangent.priceOfMultiplier, unit });
  });
  if (tangent.volatilityPrice > 0) {
    prices.push({ limit: VOLATILITY_LIMIT, side: 'max', price: tangent.volatilityPrice, unit });
  }
  return prices;
}
