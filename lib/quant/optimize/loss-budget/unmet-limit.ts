import { refused, type Refusal } from '../../../base/outcome';
import { PRIMAL_TOLERANCE } from '../certificate';
import { capsOf } from '../convex/measured-program';
import { holdingRulesOf } from '../integer/node';
import type { NamedLimits } from '../limits';
import { hasRiskShares } from '../risk-shares/share-limits';
import type { MeasureBudget, OptimizeProblem } from '../types';
import { unmetBound, unmetRow } from '../unmet-limit';

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

const unmetCap = (problem: OptimizeProblem<MeasureBudget>, weights: Float64Array): string | undefined =>
  capsOf(problem).find(
    ({ model, max }) => model.exact(model.imageOf(weights)) - max > PRIMAL_TOLERANCE * (Math.abs(max) || 1),
  )?.name;
