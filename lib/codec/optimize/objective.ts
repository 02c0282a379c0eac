import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { AnyObjective, MeasureBudget, MeasureObjective, Objective, RiskBudget } from '@/lib/quant/optimize/types';
import type { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { CONFIDENCE_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';
import type { OptimizeObjective } from '@/lib/shared/contracts/optimize-objective';
import { vectorOf } from './constraints';
import type { DoorEstimate } from './estimate-inputs';
import { boxOf, ellipsoidOf, worstCaseOf } from './robust-objective';

/** Objective of a request -> objective of a problem; what comes by symbol becomes a vector in asset order. */
export function objectiveOf(
  objective: OptimizeObjective,
  request: Pick<OptimizeRequest, 'assets' | 'riskFreeRate' | 'confidence'>,
  estimate: DoorEstimate,
): Outcome<AnyObjective> {
  const { assets, riskFreeRate = 0, confidence = CONFIDENCE_DEFAULT } = request;
  switch (objective.kind) {
    case 'min-risk':
    case 'max-utility':
      return done(measured(objective, confidence));
    case 'max-ratio':
      return done(ratioOf({ riskFreeRate, ...objective }, confidence));
    case 'risk-budget':
      return budgetOf(objective, assets, confidence);
    case 'robust-box':
      return boxOf(objective, estimate);
    case 'robust-ellipsoid':
      return ellipsoidOf(objective, estimate);
    case 'worst-case-utility':
      return worstCaseOf(objective, estimate);
    case 'wasserstein-cvar':
      return done({ confidence, ...objective });
    case 'max-return':
    case 'max-diversification':
    case 'min-tracking-error':
    case 'max-growth':
      return done(objective);
  }
}

type Asked<K extends OptimizeObjective['kind']> = Extract<OptimizeObjective, { kind: K }>;

function ratioOf(objective: Asked<'max-ratio'>, confidence: number): Objective | MeasureObjective {
  const { measure } = objective;
  if (measure === 'volatility') return { ...objective, measure };
  return { ...objective, measure, confidence };
}

function measured(objective: Asked<'min-risk' | 'max-utility'>, confidence: number): Objective | MeasureObjective {
  const { measure } = objective;
  if (measure === 'variance') return { ...objective, measure };
  return { ...objective, measure, confidence };
}

function budgetOf(
  { kind, measure = 'volatility', budgets }: Asked<'risk-budget'>,
  assets: readonly string[],
  confidence: number,
): Outcome<RiskBudget | MeasureBudget> {
  const objective = measure === 'volatility' ? { kind, measure } : { kind, measure, confidence };
  if (budgets === undefined) return done(objective);
  const missing = assets.find((symbol) => !Object.hasOwn(budgets, symbol));
  if (missing !== undefined) return refused('bad-input', `${missing} has no risk budget.`, 'objective.budgets');
  const shares = vectorOf(budgets, assets, 'objective.budgets');
  if (shares.status === 'refused') return shares;
  return done({ ...objective, budgets: shares.value });
}
