import { refused, type Refusal } from '../../../base/outcome';
import { dot } from '../../math/matrix';
import { isAccepted } from '../certificate';
import { belowHurdleSentence } from '../hurdle-sentence';
import { absoluteValue } from '../splitting/absolute';
import { measureConvex } from './certify';
import type { ConvexProgram } from './program';
import { type ConvexFound, type ConvexMissed, searchConvex } from './search-convex';

/**
 * The most (reward - hurdle) / risk: steps of Dinkelbach, each the best reward less the last ratio times the risk. With r the
 * ratio at some weights, r * risk(z) - (reward(z) - hurdle) is convex in z, zero at the weights, and below zero exactly
 * where the ratio is better; so the certificate of that difference is one of the ratio.
 *
 * @see Dinkelbach (1967), "On Nonlinear Fractional Programming", Management Science 13(7), 492-498
 */

const STEPS_MAX = 40;
/** A risk below this share of the first one is rounding of none. */
const RISKLESS_SHARE = 1e-10;
/** A difference of reward and risk above this share of the reward is more than the search's own inexactness. */
const GAIN_SHARE = 1e-7;

/** @param programAt the program that minimises risk - reward, from given weights or from any; its caps are new each time, the risk keeps its rounding */
export function searchRatio(
  programAt: (start?: Float64Array) => ConvexProgram,
  hurdle: number,
): ConvexFound | ConvexMissed | Refusal {
  const calm = programAt();
  const first = valuesAt(calm, calm.start, hurdle);
  let start = calm.start;
  let ratio = first.reward / first.risk;
  if (!(first.reward > 0 && first.risk > 0)) {
    const boldest = searchConvex(withoutRisk(calm));
    if (boldest.status !== 'found') return boldest;
    start = boldest.point.weights;
    const { reward, risk } = valuesAt(calm, start, hurdle);
    if (!(reward > 0))
      return refused('conflict', belowHurdleSentence(reward + hurdle, hurdle), 'objective.riskFreeRate');
    if (!(risk > 0)) return refused('conflict', RISKLESS, 'objective.riskFreeRate');
    ratio = reward / risk;
  }
  let missed: ConvexMissed = {
    status: 'not-converged',
    iterations: STEPS_MAX,
    dualityGap: Infinity,
    pressures: new Float64Array(calm.caps.length),
  };
  for (let step = 0; step < STEPS_MAX; step++) {
    const program = withFactor(programAt(start), ratio);
    const outcome = searchConvex(program);
    if (outcome.status !== 'found') return outcome;
    const { point } = outcome;
    const { reward, risk } = valuesAt(calm, point.weights, hurdle);
    const size = Math.max(Math.abs(reward), Math.abs(hurdle));
    if (risk <= RISKLESS_SHARE * Math.abs(first.risk) && reward - ratio * risk > GAIN_SHARE * size) {
      return refused('conflict', RISKLESS, 'objective.riskFreeRate');
    }
    const next = reward / risk;
    if (next > 0) {
      // The same multipliers, judged at the ratio that these weights really have.
      const measure = measureConvex(withFactor(program, next), point, outcome.measure.planes);
      if (isAccepted(measure)) return { status: 'found', point, measure };
      missed = { ...missed, dualityGap: measure.dualityGap };
    }
    // The first ratio may be that of weights outside the caps; from then on each step finds a better one.
    if (!(next > ratio) && (step > 0 || !(next > 0))) return missed;
    ratio = next;
    start = point.weights;
  }
  return missed;
}

interface Values {
  /** Expected return less costs and the hurdle. */
  readonly reward: number;
  readonly risk: number;
}

function valuesAt({ risk, linear, ridge, tradeCost }: ConvexProgram, weights: Float64Array, hurdle: number): Values {
  const costs = tradeCost === undefined ? 0 : absoluteValue(tradeCost, weights);
  return {
    reward: dot(linear, weights) - costs - (ridge / 2) * dot(weights, weights) - hurdle,
    risk: risk === undefined ? 0 : risk.model.exact(risk.model.imageOf(weights)),
  };
}

const withFactor = (program: ConvexProgram, factor: number): ConvexProgram =>
  program.risk === undefined ? program : { ...program, risk: { ...program.risk, factor } };

const withoutRisk = (program: ConvexProgram): ConvexProgram => ({ ...program, risk: undefined });

const RISKLESS =
  'Some mix earns more than the risk-free rate without any risk by this measure, so the ratio has no end.';
