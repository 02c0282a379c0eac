import { TRACKING_ERROR_LIMIT, type NamedLimits, VOLATILITY_LIMIT } from '../limits';
import type { MaxReturn, MaxUtility, MinRisk, OptimizeLimits, OptimizeProblem, PriceUnit } from '../types';
import type { AbsoluteTerm } from './absolute';
import { type Cap, largestVariance, type Program } from './program';

/** The objectives that trading costs, a ridge, exposure limits and a tracking error go with. */
export type MeanVariance = MinRisk | MaxUtility | MaxReturn;

/** Limits beyond bounds, rows, target return and volatility: those that have kinks, curves or costs. */
export function hasKinksOrCurves(limits: OptimizeLimits): boolean {
  const { turnoverMax, grossMax, shortMax, longMax, trackingErrorMax, ridge = 0, costPerTrade } = limits;
  const maximums = [turnoverMax, grossMax, shortMax, longMax, trackingErrorMax];
  return maximums.some((max) => max !== undefined) || ridge > 0 || costPerTrade?.some((cost) => cost > 0) === true;
}

export function meanVarianceProgram(problem: OptimizeProblem<MeanVariance>, limits: NamedLimits): Program {
  const { covariance, expectedReturns, objective } = problem;
  const size = problem.symbols.length;
  const { ridge = 0 } = problem.limits;
  const shared = {
    covariance,
    limits,
    caps: capsOf(problem.limits),
    tradeCost: tradeCostOf(problem.limits, size),
    varianceMax: largestVariance(covariance, size),
  };
  switch (objective.kind) {
    case 'min-risk':
      // Half of variance + ridge * w'w + costs.
      return { ...shared, quadratic: 1, ridge, linear: new Float64Array(size), costFactor: 1 / 2 };
    case 'max-utility':
      return { ...shared, quadratic: objective.riskAversion, ridge: 2 * ridge, linear: expectedReturns, costFactor: 1 };
    case 'max-return':
      return { ...shared, quadratic: 0, ridge: 2 * ridge, linear: expectedReturns, costFactor: 1 };
  }
}

export const PRICE_UNITS = {
  'min-risk': 'volatility',
  'max-utility': 'utility',
  'max-return': 'expected-return',
} as const satisfies Record<MeanVariance['kind'], PriceUnit>;

export function capsOf({ volatilityMax, trackingErrorMax, benchmarkWeights }: OptimizeLimits): readonly Cap[] {
  const caps: Cap[] = [];
  if (volatilityMax !== undefined) caps.push({ name: VOLATILITY_LIMIT, center: undefined, max: volatilityMax });
  if (trackingErrorMax !== undefined && benchmarkWeights !== undefined) {
    caps.push({ name: TRACKING_ERROR_LIMIT, center: benchmarkWeights, max: trackingErrorMax });
  }
  return caps;
}

function tradeCostOf({ costPerTrade, currentWeights }: OptimizeLimits, size: number): AbsoluteTerm | undefined {
  if (costPerTrade?.some((cost) => cost > 0) !== true) return undefined;
  return { center: currentWeights ?? new Float64Array(size), up: costPerTrade, down: costPerTrade };
}
