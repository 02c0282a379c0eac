import { matVec } from '../../math/matrix';
import { TRACKING_ERROR_LIMIT, type NamedLimits, VOLATILITY_LIMIT } from '../limits';
import type {
  MaxReturn,
  MaxUtility,
  MinRisk,
  MinTrackingError,
  Objective,
  OptimizeLimits,
  OptimizeProblem,
  PriceUnit,
  RobustBox,
} from '../types';
import type { AbsoluteTerm } from './absolute';
import { pessimisticReturns } from './pessimistic-returns';
import { type Cap, distanceFrom, largestVariance, type Program } from './program';

/** The objectives that trading costs, a ridge, exposure limits and a tracking error go with. */
export type MeanVariance = MinRisk | MaxUtility | MaxReturn | MinTrackingError | RobustBox;

export const isMeanVariance = (objective: Objective): objective is MeanVariance =>
  Object.hasOwn(PRICE_UNITS, objective.kind);

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
    case 'min-tracking-error': {
      const center = benchmarkOf(problem);
      // Half of the squared distance: 1/2 w'Sw - (S center)'w and a constant.
      return { ...shared, quadratic: 1, ridge, center, linear: matVec(covariance, center), costFactor: 1 / 2 };
    }
    case 'robust-box': {
      const { riskAversion } = objective;
      const worst = pessimisticReturns(expectedReturns, objective, limits, shared.tradeCost);
      return { ...shared, quadratic: riskAversion, ridge: 2 * ridge, ...worst, costFactor: 1 };
    }
  }
}

const benchmarkOf = ({ limits, symbols }: OptimizeProblem): Float64Array =>
  limits.benchmarkWeights ?? new Float64Array(symbols.length);

export const PRICE_UNITS = {
  'min-risk': 'volatility',
  'max-utility': 'utility',
  'max-return': 'expected-return',
  'min-tracking-error': 'tracking-error',
  'robust-box': 'utility',
} as const satisfies Record<MeanVariance['kind'], PriceUnit>;

/** Shadow price of a limit for a multiplier of 1: where half a square is minimised, its root's change is that over the root. */
export function priceOfMultiplierAt(problem: OptimizeProblem<MeanVariance>, weights: Float64Array): number {
  const { covariance, objective } = problem;
  if (objective.kind !== 'min-risk' && objective.kind !== 'min-tracking-error') return 1;
  const center = objective.kind === 'min-tracking-error' ? benchmarkOf(problem) : undefined;
  const distance = distanceFrom({ covariance }, { center }, weights);
  return distance > 0 ? 1 / distance : 0;
}

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
