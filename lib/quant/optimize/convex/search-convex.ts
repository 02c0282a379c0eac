import { dot, maxAbs } from '../../math/matrix';
import type { RiskModel } from '../../risk/measures/measure';
import { isAccepted, type OptimalityMeasure } from '../certificate';
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

const ROUNDS_MAX = 120;
const NEWTON_STEPS_MAX = 40;
const HALVINGS_MAX = 30;
/** Share of the predicted gain that a step must bring. */
const ARMIJO = 1e-4;
/** Differences of the objective below this share of it are rounding. */
const ROUNDING_SHARE = 1e-15;
/** A predicted gain this small can no longer be told from rounding: so near its end a full Newton step is trusted unseen. */
const BLIND_SHARE = 1e-12;
/** Each of them squares what the one before left, once all kinks are on their sides; the last is free of all but rounding. */
const BLIND_STEPS_MAX = 4;
/** After a step that gains less than this share, another would gain nothing. */
const LAST_GAIN_SHARE = 1e-24;
/** Pull towards the last round's weights, as a share of the largest curvature: flat directions need one. */
const PULL_SHARE = 1e-6;
/** Widths are divided by this in the first rounds, and later when the gap no longer falls as fast by itself. */
const SHARPENING = 4;
const SHARPENING_ROUNDS = 4;
/** A narrower rounding than that is steep enough to magnify the rounding of doubles; beside caps, multipliers move with it. */
const SHARPENINGS_MAX = 10;
const SHARPENINGS_BESIDE_CAPS_MAX = 6;
/** A penalty beyond this many multipliers a cap magnifies the rounding of doubles as well. */
const STIFF_PENALTY = 1e4;
/** An excess below this share of a cap needs no steeper penalty. */
const EXCESS_WANTED = 1e-10;
/** First penalty on a cap's excess, in shares of the cap, beside the size of the objective. */
const FIRST_PENALTY = 10;
/** How good an answer has to be to be handed over, and how many rounds may try to better one that would do. */
interface Wish {
  readonly gap: number;
  readonly roundsMax: number;
}

/** Ten times better than asked. */
const ANSWER: Wish = { gap: 1e-9, roundsMax: 3 };
/** A proof of conflict adds up slopes that must cancel to nearly all their digits. */
export const PROOF: Wish = { gap: 1e-13, roundsMax: 8 };

interface Penalised {
  readonly model: RiskModel;
  readonly max: number;
  multiplier: number;
  penalty: number;
  /** In the last round, as a share of the cap; slack that a multiplier still pays for counts as well. */
  lastExcess: number;
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

export interface ConvexMissed extends NotConverged {
  /** How hard the last round pressed on each cap. */
  readonly pressures: Float64Array;
}

export function searchConvex(program: ConvexProgram, wish = ANSWER): ConvexFound | ConvexMissed {
  const { risk, caps } = program;
  const state: Penalised[] = caps.map((cap) => ({ ...cap, multiplier: 0, penalty: 0, lastExcess: Infinity }));
  const models = [...(risk === undefined ? [] : [risk.model]), ...state.map(({ model }) => model)];
  let place = placeAt(models, program.start);
  setPenalties(program, state, models, place);
  let best: Pick<ConvexFound, 'point' | 'measure'> | undefined;
  let lastGap = Infinity;
  let sharpenings = 0;
  const sharpeningsMax = caps.length === 0 ? SHARPENINGS_MAX : SHARPENINGS_BESIDE_CAPS_MAX;
  let betterings = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const found = newton(program, state, models, place);
    if (found === undefined) break;
    place = found.place;
    const values = evaluateAll(program, state, place).caps;
    state.forEach((cap, index) => {
      cap.multiplier = Math.max(cap.multiplier + cap.penalty * (values[index]! - cap.max), 0);
    });
    const capMultipliers = Float64Array.from(state, ({ multiplier }) => multiplier);
    const point = { weights: place.weights, rowMultipliers: found.rowMultipliers, capMultipliers };
    const measure = measureConvex(program, point);
    if (best === undefined || isBetter(measure, best.measure)) best = { point, measure };
    if (isAccepted(measure) && measure.dualityGap <= wish.gap) break;
    if (isAccepted(best.measure) && ++betterings > wish.roundsMax) break;
    const isDue = round < SHARPENING_ROUNDS || measure.dualityGap > lastGap / SHARPENING;
    const sharpening = isDue && sharpenings < sharpeningsMax ? SHARPENING : 1;
    if (sharpening > 1) sharpenings += 1;
    lastGap = measure.dualityGap;
    for (const model of models) model.settle(sharpening);
    state.forEach((cap, index) => {
      stiffen(cap, values[index]!, round < SHARPENING_ROUNDS);
    });
  }
  if (best !== undefined && isAccepted(best.measure)) return { status: 'found', ...best };
  const pressures = Float64Array.from(state, ({ multiplier }) => multiplier);
  const dualityGap = best?.measure.dualityGap ?? Infinity;
  return { status: 'not-converged', iterations: ROUNDS_MAX, dualityGap, pressures };
}

/** A steeper penalty, while the excess does not fall as fast by itself. */
function stiffen(cap: Penalised, value: number, isEarly: boolean): void {
  const unit = Math.abs(cap.max) || 1;
  const excess = Math.abs(Math.max(value - cap.max, -cap.multiplier / cap.penalty)) / unit;
  const isStiff = cap.multiplier > 0 && cap.penalty * unit > STIFF_PENALTY * cap.multiplier;
  const isDue = excess > cap.lastExcess / SHARPENING && excess > EXCESS_WANTED && !isStiff;
  if (isEarly || isDue) cap.penalty *= SHARPENING;
  cap.lastExcess = excess;
}

const isBetter = (measure: OptimalityMeasure, than: OptimalityMeasure): boolean =>
  isAccepted(measure) === isAccepted(than) ? measure.dualityGap < than.dualityGap : isAccepted(measure);

/** Penalties that weigh a cap's excess, in shares of the cap, like the objective's terms. */
function setPenalties(
  program: ConvexProgram,
  state: readonly Penalised[],
  models: readonly RiskModel[],
  place: Place,
): void {
  models.forEach((model, index) => model.refine?.(place.images[index]!));
  const { size, caps } = evaluateAll(program, state, place);
  state.forEach((cap, index) => {
    const unit = Math.abs(cap.max) || Math.abs(caps[index]!) || 1;
    cap.penalty = (FIRST_PENALTY * (size || 1)) / unit ** 2;
  });
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
): { place: Place; rowMultipliers: Float64Array } | undefined {
  const { limits, tradeCost } = program;
  const center = start.weights;
  const size = center.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let place = start;
  let rowMultipliers: Float64Array | undefined;
  let pull = 0;
  let blindSteps = 0;
  for (let step = 0; step < NEWTON_STEPS_MAX && blindSteps < BLIND_STEPS_MAX; step++) {
    models.forEach((model, index) => model.refine?.(place.images[index]!));
    const here = evaluateAll(program, state, place);
    const steepness = derivatives(program, state, place, here.caps, { gradient, hessian });
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
    const full = placeAt(models, outcome.point);
    const gain = gainOf(gradient, place.weights, full.weights, tradeCost);
    const valueAt = (at: Place): number =>
      evaluateAll(program, state, at).total + (pull / 2) * squaredDistance(at.weights, center);
    const value = here.total + (pull / 2) * squaredDistance(place.weights, center);
    const scale = here.size + Math.abs(value);
    if (gain <= BLIND_SHARE * scale) {
      blindSteps = gain <= LAST_GAIN_SHARE * scale && blindSteps > 0 ? BLIND_STEPS_MAX : blindSteps + 1;
      place = full;
    } else {
      place = descend(place, full, valueAt, { value, gain, rounding: ROUNDING_SHARE * scale });
    }
  }
  return rowMultipliers === undefined ? undefined : { place, rowMultipliers };
}

/** What a move gains by the slope alone. */
function gainOf(
  gradient: Float64Array,
  from: Float64Array,
  to: Float64Array,
  tradeCost: ConvexProgram['tradeCost'],
): number {
  let gain = tradeCost === undefined ? 0 : absoluteValue(tradeCost, from) - absoluteValue(tradeCost, to);
  for (let at = 0; at < from.length; at++) gain -= gradient[at]! * (to[at]! - from[at]!);
  return gain;
}

/** The first of the full step, its half, its quarter, ... that brings enough of what the slope promises. */
function descend(
  from: Place,
  full: Place,
  valueAt: (place: Place) => number,
  { value, gain, rounding }: { readonly value: number; readonly gain: number; readonly rounding: number },
): Place {
  let next = full;
  let share = 1;
  for (let halving = 0; halving < HALVINGS_MAX; halving++) {
    if (value - valueAt(next) >= ARMIJO * share * gain - rounding) break;
    share /= 2;
    next = between(from, full, share);
  }
  return next;
}

function squaredDistance(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at]! - right[at]!) ** 2;
  return sum;
}

const between = (from: Place, to: Place, share: number): Place => ({
  weights: from.weights.map((weight, at) => weight + share * (to.weights[at]! - weight)),
  images: from.images.map((image, index) => {
    const end = to.images[index]!;
    return image.map((entry, at) => entry + share * (end[at]! - entry));
  }),
});

/** Slope and second derivatives of all but the kinks; returns the size of the curvature, as far as weights are free to move. */
function derivatives(
  { risk, linear, ridge, limits }: ConvexProgram,
  state: Penalised[],
  { weights }: Place,
  capValues: readonly number[],
  { gradient, hessian }: { readonly gradient: Float64Array; readonly hessian: Float64Array },
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
    if (limits.lower[row]! < limits.upper[row]!) steepest = Math.max(steepest, hessian[row * size + row]!);
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
