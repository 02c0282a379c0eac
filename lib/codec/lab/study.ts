import { efficientFrontier } from '@/lib/quant/optimize/frontier';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Infeasible, Objective, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import type {
  LabFrontier,
  LabInputs,
  LabLimits,
  LabPoint,
  LabShadowPrice,
  LabStudy,
} from '@/lib/shared/contracts/frontier-lab';
import { labStrategies, labYardsticks } from './compare';
import { labMix } from './lab-mix';
import { labProblem, limitRef, turnoverRoom, wholeWeights } from './lab-problem';
import { keyOf, movableOf, readersConflict } from './movable';
import { relaxationsOf } from './relax';

/** Enough for a smooth line and a fine slider; each is a certified answer of its own. */
const POINTS_COUNT = 61;
/** Shadow prices are told for a hundredth of the portfolio; below this gain nobody would notice. */
const ROOM = 0.01;
const GAIN_MIN = 5e-7;

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };
const MAX_RETURN: Objective = { kind: 'max-return' };

/** What the frontier page shows for these limits. Runs in the reader's browser, and in no other place. */
export function labStudy(inputs: LabInputs, limits: LabLimits): LabStudy {
  return { yardsticks: labYardsticks(inputs, limits), frontier: frontierOf(inputs, limits) };
}

function frontierOf(inputs: LabInputs, limits: LabLimits): LabFrontier {
  if (turnoverRoom(inputs, limits) < 0) return tooLittleTurnover(inputs, limits);
  const problem = labProblem(inputs, limits, MIN_RISK);
  const ends = efficientFrontier(problem, 2);
  if (ends.status === 'infeasible') return infeasible(inputs, limits, ends);
  if (ends.status === 'refused') return { status: 'failed', reason: ends.message };
  if (ends.status !== 'solved') return { status: 'failed', reason: 'The optimiser found no answer to these limits.' };
  const [calm, bold] = [ends.points[0], ends.points.at(-1)];
  if (calm === undefined || bold === undefined) return { status: 'failed', reason: 'There is no mix to show.' };
  const points: LabPoint[] = [];
  for (let step = 0; step < POINTS_COUNT; step++) {
    const part = step / (POINTS_COUNT - 1);
    const returnMin = calm.expectedReturn + (bold.expectedReturn - calm.expectedReturn) * part;
    const answer = answerAt(problem, step, returnMin);
    if (answer.status !== 'solved') return { status: 'failed', reason: 'One point of the frontier was not found.' };
    points.push(pointOf(inputs, limits, answer));
    if (ends.points.length === 1) break;
  }
  return {
    status: 'solved',
    points,
    corners: (ends.corners ?? []).map(({ weights }) => labMix(inputs, wholeWeights(inputs, weights))),
    strategies: labStrategies(inputs, limits),
  };
}

/** Least risk for the return asked; the two ends are questions of their own. */
function answerAt(problem: OptimizeProblem, step: number, returnMin: number) {
  if (step === 0) return optimize(problem);
  if (step === POINTS_COUNT - 1) return optimize({ ...problem, objective: MAX_RETURN });
  return optimize({ ...problem, limits: { ...problem.limits, returnMin } });
}

function pointOf(inputs: LabInputs, limits: LabLimits, answer: Solved): LabPoint {
  // The same limit on every instrument is one limit to the reader, and its room is room for them all.
  const prices = new Map<string, LabShadowPrice>();
  for (const { limit, price, unit } of answer.shadowPrices) {
    const ref = limitRef(inputs, limits, limit);
    if (movableOf(ref) === undefined || (unit !== 'expected-return' && unit !== 'volatility')) continue;
    const gain = price * ROOM + (prices.get(keyOf(ref))?.gain ?? 0);
    prices.set(keyOf(ref), { limit: ref, gain, unit });
  }
  return {
    ...labMix(inputs, wholeWeights(inputs, answer.weights)),
    shadowPrices: [...prices.values()]
      .filter(({ gain }) => gain >= GAIN_MIN)
      .sort((left, right) => right.gain - left.gain),
    dualityGap: answer.certificate.dualityGap,
  };
}

function infeasible(inputs: LabInputs, limits: LabLimits, outcome: Infeasible): LabFrontier {
  const refs = outcome.conflictingLimits.map((name) => limitRef(inputs, limits, name));
  const conflict = readersConflict(inputs, limits, refs);
  return {
    status: 'infeasible',
    conflict,
    relaxations: relaxationsOf(inputs, limits, conflict, outcome.nearestFeasible),
  };
}

/** Already the way to the cash that the policy asks for takes more trading than is allowed. */
function tooLittleTurnover(inputs: LabInputs, limits: LabLimits): LabFrontier {
  const conflict = ['budget', 'turnover'].map((name) => limitRef(inputs, limits, name));
  return { status: 'infeasible', conflict, relaxations: relaxationsOf(inputs, limits, conflict, undefined) };
}
