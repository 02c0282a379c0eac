import { refused, type Refusal } from '../../../base/outcome';
import { dot, maxAbs } from '../../math/matrix';
import { PRIMAL_TOLERANCE } from '../certificate';
import { capsOf } from '../convex/measured-program';
import { holdingRulesOf } from '../integer/node';
import { nameOfBound, type NamedLimits, rowLimitName, type Side } from '../limits';
import { hasRiskShares } from '../risk-shares/share-limits';
import { absoluteValue, steepest } from '../splitting/absolute';
import type { MeasureBudget, OptimizeProblem } from '../types';

/** The first limit that weights of a risk budget do not keep by themselves, as a refusal that names it. */
export function unmetLimit(
  problem: OptimizeProblem<MeasureBudget>,
  limits: NamedLimits,
  weights: Float64Array,
): Refusal | undefined {
  const { measure } = problem.objective;
  const name =
    refusedKind(problem) ?? unmetRow(limits, weights) ?? unmetBound(limits, weights) ?? unmetCap(problem, weights);
  if (name === undefined) return undefined;
  const message = `Shares of ${measure} cannot be held together with ${name}; loosen it or leave it out.`;
  return refused('bad-input', message, 'limits');
}

/** What would change the objective, or is not known to hold until it is searched for. */
function refusedKind({ limits }: OptimizeProblem<MeasureBudget>): string | undefined {
  if (holdingRulesOf(limits) !== undefined) return 'limits on the number of instruments or their minimum position';
  if (hasRiskShares(limits)) return 'caps on risk contribution, which are shares of the variance';
  const { ridge = 0, costPerTrade } = limits;
  if (ridge > 0) return 'a ridge';
  return costPerTrade?.some((cost) => cost > 0) === true ? 'trading costs' : undefined;
}

function unmetRow({ rows, absoluteRows, weightScale }: NamedLimits, weights: Float64Array): string | undefined {
  const isOver = (excess: number, unit: number): boolean => excess > PRIMAL_TOLERANCE * weightScale * (unit || 1);
  for (const row of rows) {
    const value = dot(row.coefficients, weights);
    const unit = maxAbs(row.coefficients);
    if (isOver(row.min - value, unit)) return rowLimitName(row, 'min');
    if (isOver(value - row.max, unit)) return rowLimitName(row, 'max');
  }
  return absoluteRows.find((row) => isOver(absoluteValue(row, weights) - row.max, steepest(row)))?.name;
}

function unmetBound(limits: NamedLimits, weights: Float64Array): string | undefined {
  const { lower, upper, weightScale } = limits;
  const tolerance = PRIMAL_TOLERANCE * weightScale;
  const nameOf = (side: Side, isUnmet: (weight: number, at: number) => boolean): string | undefined => {
    const at = weights.findIndex(isUnmet);
    return at < 0 ? undefined : nameOfBound(limits, at, side);
  };
  return (
    nameOf('min', (weight, at) => lower[at]! - weight > tolerance) ??
    nameOf('max', (weight, at) => weight - upper[at]! > tolerance)
  );
}

const unmetCap = (problem: OptimizeProblem<MeasureBudget>, weights: Float64Array): string | undefined =>
  capsOf(problem).find(
    ({ model, max }) => model.exact(model.imageOf(weights)) - max > PRIMAL_TOLERANCE * (Math.abs(max) || 1),
  )?.name;
