import { CONFIDENCE_DEFAULT, isRiskMeasure, RISK_MEASURES } from '../../risk/measures';
import { halfVarianceModel, volatilityModel } from '../../risk/measures/covariance-models';
import type { RiskModel } from '../../risk/measures/measure';
import { TRACKING_ERROR_LIMIT, type NamedLimits, VOLATILITY_LIMIT } from '../limits';
import { isConvexObjective, lossOfConvex } from '../objectives';
import type { MeanVariance } from '../splitting/mean-variance-program';
import { pessimisticReturns } from '../splitting/pessimistic-returns';
import type {
  AnyProblem,
  ConvexObjective,
  MaxRatio,
  MeasureBudget,
  MeasureObjective,
  PriceUnit,
  RiskCap,
} from '../types';
import type { ConvexProgram, ModelCap } from './program';

export type Measurable = MeanVariance | MaxRatio | Exclude<MeasureObjective, MeasureBudget> | ConvexObjective;

/** How an objective reads as one to be minimised. */
interface Reading {
  readonly risk: ConvexProgram['risk'];
  /** Is expected return part of it? */
  readonly hasReturn: boolean;
  /** What a ridge and trading costs are multiplied by: least variance is solved as half the variance. */
  readonly share: number;
  readonly priceUnit: PriceUnit;
}

export function readObjective(problem: AnyProblem, objective: Measurable): Reading {
  const { covariance } = problem;
  if (isConvexObjective(objective)) {
    const { model, hasReturn, priceUnit } = lossOfConvex({ ...problem, objective });
    return { risk: { model, factor: 1 }, hasReturn, share: 1, priceUnit };
  }
  switch (objective.kind) {
    case 'max-return':
      return { risk: undefined, hasReturn: true, share: 1, priceUnit: 'expected-return' };
    case 'min-risk':
      return objective.measure === 'variance'
        ? {
            risk: { model: halfVarianceModel(covariance), factor: 1 },
            hasReturn: false,
            share: 1 / 2,
            priceUnit: 'volatility',
          }
        : { risk: { model: modelOf(problem, objective), factor: 1 }, hasReturn: false, share: 1, priceUnit: 'risk' };
    case 'max-utility': {
      const model = objective.measure === 'variance' ? halfVarianceModel(covariance) : modelOf(problem, objective);
      return { risk: { model, factor: objective.riskAversion }, hasReturn: true, share: 1, priceUnit: 'utility' };
    }
    case 'min-tracking-error': {
      const model = halfVarianceModel(covariance, problem.limits.benchmarkWeights);
      return { risk: { model, factor: 1 }, hasReturn: false, share: 1 / 2, priceUnit: 'tracking-error' };
    }
    case 'robust-box': {
      const risk = { model: halfVarianceModel(covariance), factor: objective.riskAversion };
      return { risk, hasReturn: true, share: 1, priceUnit: 'utility' };
    }
    case 'max-ratio':
      return { risk: { model: modelOf(problem, objective), factor: 1 }, hasReturn: true, share: 1, priceUnit: 'ratio' };
  }
}

/** @param start weights within the limits, caps apart */
export function measuredProgram(
  problem: AnyProblem,
  { risk, hasReturn, share }: Reading,
  limits: NamedLimits,
  start: Float64Array,
): ConvexProgram {
  const { expectedReturns, symbols } = problem;
  const { ridge = 0, costPerTrade, currentWeights } = problem.limits;
  const nothing = new Float64Array(symbols.length);
  const hasCosts = costPerTrade?.some((cost) => cost > 0) === true;
  const costs = hasCosts ? costPerTrade.map((cost) => share * cost) : nothing;
  const tradeCost = hasCosts ? { center: currentWeights ?? nothing, up: costs, down: costs } : undefined;
  const { objective } = problem;
  const expected =
    objective.kind === 'robust-box'
      ? pessimisticReturns(expectedReturns, objective, limits, tradeCost)
      : { linear: hasReturn ? expectedReturns : nothing, tradeCost };
  return { limits, ...expected, risk, caps: capsOf(problem), ridge: 2 * share * ridge, start };
}

export function capsOf(problem: AnyProblem): readonly ModelCap[] {
  const { covariance } = problem;
  const { volatilityMax, trackingErrorMax, benchmarkWeights, riskMax = [] } = problem.limits;
  const caps: ModelCap[] = riskMax.map((cap) => ({ name: capName(cap), model: modelOf(problem, cap), max: cap.value }));
  if (volatilityMax !== undefined) {
    caps.push({ name: VOLATILITY_LIMIT, model: volatilityModel(covariance), max: volatilityMax });
  }
  if (trackingErrorMax !== undefined) {
    const model = volatilityModel(covariance, benchmarkWeights);
    caps.push({ name: TRACKING_ERROR_LIMIT, model, max: trackingErrorMax });
  }
  return caps;
}

/** 'cvar limit', or with a confidence of its own 'cvar 99 % limit'. */
const capName = ({ measure, confidence }: RiskCap): string =>
  confidence === undefined ? `${measure} limit` : `${measure} ${Number((confidence * 100).toPrecision(12))} % limit`;

function modelOf({ covariance, scenarios }: AnyProblem, asked: Omit<RiskCap, 'value'>): RiskModel {
  const { measure, confidence = CONFIDENCE_DEFAULT } = asked;
  if (scenarios === undefined || !isRiskMeasure(measure)) return volatilityModel(covariance);
  return RISK_MEASURES[measure].model(scenarios, confidence);
}
