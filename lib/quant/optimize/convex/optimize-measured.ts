import { refused } from '../../../base/outcome';
import { dot } from '../../math/matrix';
import { CONFIDENCE_DEFAULT, isRiskMeasure, RISK_MEASURES } from '../../risk/measures';
import { isConvexObjective } from '../objectives';
import { holdingRulesOf } from '../integer/node';
import { namedLimits } from '../limits';
import { shadowPrices, volatilityOf } from '../outcome';
import { hasRiskShares } from '../risk-shares/share-limits';
import { isMeanVariance } from '../splitting/mean-variance-program';
import type {
  AnyObjective,
  AnyProblem,
  MeasuredRisk,
  MeasureObjective,
  Objective,
  OptimizeOutcome,
  OptimizeWarning,
  PriceUnit,
} from '../types';
import { calmestWithin } from './calmest';
import { explainCaps } from './explain-caps';
import { type Measurable, measuredProgram, readObjective } from './measured-program';
import type { ConvexProgram } from './program';
import { type ConvexFound, searchConvex } from './search-convex';
import { searchRatio } from './search-ratio';

export const isMeasureObjective = (objective: AnyObjective): objective is MeasureObjective =>
  'measure' in objective && isRiskMeasure(objective.measure);

/** The best weights by a measure of scenario losses, or under caps on such: certified, or why there are none. */
export function optimizeMeasured(problem: AnyProblem, warnings: readonly OptimizeWarning[]): OptimizeOutcome {
  const { limits: asked, objective } = problem;
  if (!isMeasurable(objective)) {
    const message = `The objective ${objective.kind} does not go with limits on other measures of risk.`;
    return refused('bad-input', message, 'limits.riskMax');
  }
  if (holdingRulesOf(asked) !== undefined || hasRiskShares(asked)) {
    return refused('bad-input', isConvexObjective(objective) ? notWith(objective.kind) : NOT_TOGETHER, 'limits');
  }
  const classical = { ...problem, objective: MIN_VARIANCE };
  const limits = namedLimits(classical, false);
  const calmest = calmestWithin(classical, limits);
  if (calmest.status !== 'calmest') return calmest;
  const reading = readObjective(problem, objective);
  const programAt = (start = calmest.weights): ConvexProgram => measuredProgram(problem, reading, limits, start);
  const program = programAt();
  const { riskFreeRate: hurdle = 0 } = objective.kind === 'max-ratio' ? objective : {};
  const outcome = objective.kind === 'max-ratio' ? searchRatio(programAt, hurdle) : searchConvex(program);
  if (outcome.status === 'refused') return outcome;
  if (outcome.status === 'found') return solved(problem, program, outcome, reading.priceUnit, warnings);
  const { pressures, ...notConverged } = outcome;
  return explainCaps(problem, limits, calmest.weights, pressures) ?? notConverged;
}

const isMeasurable = (objective: AnyProblem['objective']): objective is Measurable =>
  objective.kind !== 'risk-budget' &&
  (isConvexObjective(objective) ||
    isMeasureObjective(objective) ||
    isMeanVariance(objective) ||
    objective.kind === 'max-ratio');

const MIN_VARIANCE: Objective = { kind: 'min-risk', measure: 'variance' };

const NOT_TOGETHER =
  'Measures of scenario losses do not go with limits on risk contribution or on the number of instruments.';

const notWith = (kind: string): string =>
  `The objective ${kind} does not go with limits on risk contribution or on the number of instruments.`;

function solved(
  problem: AnyProblem,
  { limits, caps, risk }: ConvexProgram,
  { point, measure }: ConvexFound,
  priceUnit: PriceUnit,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const { weights, capMultipliers } = point;
  const { dualityGap, primalResidual, dualResidual } = measure;
  const volatility = volatilityOf({ ...problem, objective: MIN_VARIANCE }, weights);
  const value = risk === undefined ? 0 : risk.model.exact(risk.model.imageOf(weights));
  const priceOfMultiplier = priceOf(priceUnit, value);
  const tangent = { ...measure.tangent, volatilityGap: 0, priceOfMultiplier, volatilityPrice: 0 };
  const prices = shadowPrices({ priceUnit }, limits, point, { ...measure, tangent });
  const capPrices = caps.flatMap(({ name }, index) => {
    const price = capMultipliers[index]! * priceOfMultiplier;
    return price > 0 ? [{ limit: name, side: 'max' as const, price, unit: priceUnit }] : [];
  });
  return {
    status: 'solved',
    weights,
    expectedReturn: dot(problem.expectedReturns, weights),
    volatility,
    certificate: { dualityGap, primalResidual, dualResidual },
    shadowPrices: [...prices, ...capPrices],
    risks: risksOf(problem, weights),
    warnings,
  };
}

/** Multipliers count in half a square where that is the objective, and in reward where the ratio is. */
function priceOf(priceUnit: PriceUnit, value: number): number {
  if (priceUnit !== 'volatility' && priceUnit !== 'tracking-error' && priceUnit !== 'ratio') return 1;
  const root = priceUnit === 'ratio' ? value : Math.sqrt(2 * value);
  return root > 0 ? 1 / root : 0;
}

function measuresOf(objective: AnyObjective): readonly Omit<MeasuredRisk, 'value'>[] {
  if (objective.kind === 'wasserstein-cvar') return [{ measure: 'cvar', confidence: objective.confidence }];
  return isMeasureObjective(objective) ? [objective] : [];
}

/** By their definitions, not by what the search saw of them. */
export function risksOf({ objective, limits, scenarios }: AnyProblem, weights: Float64Array): readonly MeasuredRisk[] {
  const asked = [...measuresOf(objective), ...(limits.riskMax ?? [])];
  return asked.flatMap(({ measure, confidence = CONFIDENCE_DEFAULT }) => {
    if (scenarios === undefined || !isRiskMeasure(measure)) return [];
    const { hasConfidence, value } = RISK_MEASURES[measure];
    return [{ measure, ...(hasConfidence ? { confidence } : {}), value: value(scenarios, weights, confidence) }];
  });
}
