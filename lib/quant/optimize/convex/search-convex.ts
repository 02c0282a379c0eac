import { dot, maxAbs } from '../../math/matrix';
import type { RiskModel } from '../../risk/measures/measure';
import { isAccepted } from '../certificate';
import { absoluteValue } from '../splitting/absolute';
import { limitSolver } from '../splitting/limit-solver';
import type { NotConverged } from '../types';
import { measureConvex } from './certify';
import type { ConvexPoint, ConvexProgram } from './program';

/**
 * Newton steps on rounded measures, each a quadratic program within the limits; rounds of them, after each of which the
 * rounding settles on what was found (augmented Lagrangian), until the certificate accepts. A cap enters with a multiplier
 * and a penalty on its excess, which settle in the same way.
 *
 * @see capped-average.ts for the rounding
 * @see Rockafellar (1973), "A dual approach to solving nonlinear programming problems by unconstrained optimization",
 *      Mathematical Programming 5, 354-373, for the caps
 */

const ROUNDS_MAX = 60;
const NEWTON_STEPS_MAX = 40;
const HALVINGS_MAX = 30;
/** Share of the predicted gain that a step must bring. */
const ARMIJO = 1e-4;
/** A predicted gain below this share of the objective is rounding. */
const GAIN_SHARE_MIN = 1e-15;
/** Pull towards the last round's weights, as a share of the largest curvature: flat directions need one. */
const PULL_SHARE = 1e-6;
/** The width is divided by this after each round. */
const SHARPENING = 4;
/** First penalty on a cap's excess, see above. */
const FIRST_PENALTY = 10;
/** From this gap on the answer is handed over; ten times better than asked. */
const GAP_WANTED = 1e-9;

interface Penalised {
  readonly model: RiskModel;
  readonly max: number;
  multiplier: number;
  penalty: number;
}

/** Where all measures have been evaluated. */
interface Place {
  readonly weights: Float64Array;
  readonly images: readonly Float64Array[];
}

export interface ConvexFound {
  readonly status: 'found';
  readonly point: ConvexPoint;
  readonly measure: ReturnType<typeof measureConvex>;
}

export function searchConvex(program: ConvexProgram): ConvexFound | NotConverged {
  const { risk, caps, start } = program;
  const size = start.length;
  const state: Penalised[] = caps.map((cap) => ({ ...cap, multiplier: 0, penalty: 0 }));
  const models = [...(risk === undefined ? [] : [risk.model]), ...state.map(({ model }) => model)];
  let place = placeAt(models, start);
  models.forEach((model, index) => model.refine?.(place.images[index]!));
  // Penalties that weigh a cap's excess, in shares of the cap, like the objective's terms.
  const { size: objectiveSize, caps: startValues } = evaluateAll(program, state, place);
  state.forEach((cap, index) => {
    const unit = Math.abs(cap.max) || Math.abs(startValues[index]!) || 1;
    cap.penalty = (FIRST_PENALTY * (objectiveSize || 1)) / unit ** 2;
  });
  let best: Pick<ConvexFound, 'point' | 'measure'> | undefined;
  const hessian = new Float64Array(size * size);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const found = newton(program, state, models, place, hessian);
    if (found === undefined) break;
    place = found.place;
    const values = evaluateAll(program, state, place).caps;
    state.forEach((cap, index) => {
      cap.multiplier = Math.max(cap.multiplier + cap.penalty * (values[index]! - cap.max), 0);
    });
    const capMultipliers = Float64Array.from(state, ({ multiplier }) => multiplier);
    const point = { weights: place.weights, rowMultipliers: found.rowMultipliers, capMultipliers };
    const measure = measureConvex(program, point);
    if (best === undefined || measure.dualityGap < best.measure.dualityGap || !isAccepted(best.measure)) {
      best = { point, measure };
    }
    if (isAccepted(measure) && measure.dualityGap <= GAP_WANTED) break;
    for (const model of models) model.settle(SHARPENING);
    for (const cap of state) cap.penalty *= SHARPENING;
  }
  if (best !== undefined && isAccepted(best.measure)) return { status: 'found', ...best };
  return { status: 'not-converged', iterations: ROUNDS_MAX, dualityGap: best?.measure.dualityGap ?? Infinity };
}

const placeAt = (models: readonly RiskModel[], weights: Float64Array): Place => ({
  weights,
  images: models.map((model) => model.imageOf(weights)),
});

/** Values at a place; the models remember it. */
function evaluateAll(program: ConvexProgram, state: readonly Penalised[], place: Place) {
  const { risk, linear, ridge, tradeCost } = program;
  const { weights, images } = place;
  let total = (ridge / 2) * dot(weights, weights) - dot(linear, weights);
  let size = Math.abs(total);
  if (tradeCost !== undefined) total += absoluteValue(tradeCost, weights);
  if (risk !== undefined) {
    const part = risk.factor * risk.model.evaluate(images[0]!);
    total += part;
    size += Math.abs(part);
  }
  const first = risk === undefined ? 0 : 1;
  const caps = state.map((cap, index) => {
    const value = cap.model.evaluate(images[first + index]!);
    if (cap.penalty === 0) return value;
    const pressed = Math.max(cap.multiplier + cap.penalty * (value - cap.max), 0);
    total += (pressed * pressed - cap.multiplier * cap.multiplier) / (2 * cap.penalty);
    return value;
  });
  return { total, size, caps };
}

function newton(
  program: ConvexProgram,
  state: Penalised[],
  models: readonly RiskModel[],
  start: Place,
  hessian: Float64Array,
): { place: Place; rowMultipliers: Float64Array } | undefined {
  const { limits, tradeCost } = program;
  const center = start.weights;
  const size = center.length;
  const gradient = new Float64Array(size);
  let place = start;
  let rowMultipliers: Float64Array | undefined;
  let pull = 0;
  for (let step = 0; step < NEWTON_STEPS_MAX; step++) {
    models.forEach((model, index) => model.refine?.(place.images[index]!));
    const here = evaluateAll(program, state, place);
    const steepness = derivatives(program, state, place, here.caps, gradient, hessian);
    if (step === 0) pull = PULL_SHARE * steepness;
    for (let at = 0; at < size; at++) {
      hessian[at * size + at]! += pull;
      gradient[at]! += pull * (place.weights[at]! - center[at]!);
    }
    const linear = linearPart(hessian, place.weights, gradient);
    const outcome = limitSolver(hessian.slice(), limits, tradeCost).solve(linear, 1, {
      point: place.weights,
      rowMultipliers: rowMultipliers ?? new Float64Array(limits.rows.length),
    });
    if (outcome.status !== 'solved') return undefined;
    rowMultipliers = outcome.rowMultipliers;
    const move = outcome.point.map((weight, at) => weight - place.weights[at]!);
    const costs = (weights: Float64Array): number => (tradeCost === undefined ? 0 : absoluteValue(tradeCost, weights));
    const gain = -dot(gradient, move) - costs(outcome.point) + costs(place.weights);
    const pullAt = (weights: Float64Array): number => {
      let sum = 0;
      for (let at = 0; at < size; at++) sum += (weights[at]! - center[at]!) ** 2;
      return (pull / 2) * sum;
    };
    const value = here.total + pullAt(place.weights);
    const full = placeAt(models, outcome.point);
    let next = full;
    let share = 1;
    let halvings = 0;
    let reached = evaluateAll(program, state, next).total + pullAt(next.weights);
    const rounding = GAIN_SHARE_MIN * (here.size + Math.abs(value));
    while (value - reached < ARMIJO * share * gain - rounding && halvings < HALVINGS_MAX) {
      share /= 2;
      halvings += 1;
      next = between(place, full, share);
      reached = evaluateAll(program, state, next).total + pullAt(next.weights);
    }
    place = next;
    if (gain <= 10 * rounding || maxAbs(move) <= 1e-15 * limits.weightScale) break;
  }
  return rowMultipliers === undefined ? undefined : { place, rowMultipliers };
}

const between = (from: Place, to: Place, share: number): Place => ({
  weights: from.weights.map((weight, at) => weight + share * (to.weights[at]! - weight)),
  images: from.images.map((image, index) => {
    const end = to.images[index]!;
    return image.map((entry, at) => entry + share * (end[at]! - entry));
  }),
});

/** Slope and second derivatives of all but the kinks; returns the size of the curvature. */
function derivatives(
  { risk, linear, ridge }: ConvexProgram,
  state: Penalised[],
  { weights }: Place,
  capValues: readonly number[],
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = weights.length;
  hessian.fill(0);
  for (let at = 0; at < size; at++) gradient[at] = ridge * weights[at]! - linear[at]!;
  for (let at = 0; at < size; at++) hessian[at * size + at] = ridge;
  if (risk !== undefined) {
    risk.model.addSlope(risk.factor, gradient);
    risk.model.addCurvature(risk.factor, hessian);
  }
  const slope = new Float64Array(size);
  state.forEach((cap, index) => {
    const pressed = Math.max(cap.multiplier + cap.penalty * (capValues[index]! - cap.max), 0);
    if (pressed === 0) return;
    slope.fill(0);
    cap.model.addSlope(1, slope);
    cap.model.addCurvature(pressed, hessian);
    for (let row = 0; row < size; row++) {
      gradient[row]! += pressed * slope[row]!;
      for (let column = 0; column <= row; column++) {
        hessian[row * size + column]! += cap.penalty * slope[row]! * slope[column]!;
      }
    }
  });
  let steepest = 0;
  for (let row = 0; row < size; row++) {
    steepest = Math.max(steepest, hessian[row * size + row]!);
    for (let column = 0; column < row; column++) hessian[column * size + row] = hessian[row * size + column]!;
  }
  return steepest || maxAbs(gradient) || 1;
}

function linearPart(hessian: Float64Array, weights: Float64Array, gradient: Float64Array): Float64Array {
  const size = weights.length;
  return gradient.map((slope, row) => {
    let sum = -slope;
    for (let column = 0; column < size; column++) sum += hessian[row * size + column]! * weights[column]!;
    return sum;
  });
}
