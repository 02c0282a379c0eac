import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { MeasureObjective, Objective } from '@/lib/quant/optimize/types';
import type { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { CONFIDENCE_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';
import type { OptimizeObjective } from '@/lib/shared/contracts/optimize-objective';
import { vectorOf } from './constraints';

/** Objective of a request -> objective of a problem; what comes by symbol becomes a vector in asset order. */
export function objectiveOf(
  objective: OptimizeObjective,
  request: Pick<OptimizeRequest, 'assets' | 'riskFreeRate' | 'confidence'>,
): Outcome<Objective | MeasureObjective> {
  const { assets, riskFreeRate = 0, confidence = CONFIDENCE_DEFAULT } = request;
  if (objective.kind === 'max-ratio') return done(ratioOf({ riskFreeRate, ...objective }, confidence));
  if (objective.kind === 'min-risk' || objective.kind === 'max-utility') return done(measured(objective, confidence));
  if (objective.kind !== 'risk-budget') return done(objective);
  const { budgets } = objective;
  if (budgets === undefined) return done({ kind: 'risk-budget', measure: 'volatility' });
  const missing = assets.find((symbol) => !Object.hasOwn(budgets, symbol));
  if (missing !== undefined) return refused('bad-input', `${missing} has no risk budget.`, 'objective.budgets');
  const shares = vectorOf(budgets, assets, 'objective.budgets');
  if (shares.status === 'refused') return shares;
  return done({ kind: 'risk-budget', measure: 'volatility', budgets: shares.value });
}

type Ratio = Extract<OptimizeObjective, { kind: 'max-ratio' }>;

function ratioOf(objective: Ratio, confidence: number): Objective | MeasureObjective {
  const { measure } = objective;
  if (measure === 'volatility') return { ...objective, measure };
  return { ...objective, measure, confidence };
}

type Measured = Extract<OptimizeObjective, { kind: 'min-risk' | 'max-utility' }>;

function measured(objective: Measured, confidence: number): Objective | MeasureObjective {
  const { measure } = objective;
  if (measure === 'variance') return { ...objective, measure };
  return { ...objective, measure, confidence };
}
