import { dot, matVec } from '../../math/matrix';
import type { RiskModel } from './measure';
import { addRows, addSpread, largestAverage, rowsOf } from './shared';

/**
 * Measures that are the largest weighted average of scenario losses, when each scenario's weight is capped:
 *   max { q'y : 0 <= q_s <= cap_s, sum q = 1 },  y = losses of the mix, linear in the weights.
 * CVaR, the worst case and (with no sum asked for) the mean absolute deviation are of this form.
 *
 * The rounded version subtracts width / 2 * sum (q_s - center_s)^2 / p_s. It is differentiable, its slope is that of the q
 * which is best, and with that q as the next center the answers become those of the measure itself after finitely many
 * rounds, without the width going to zero (augmented Lagrangian of a linear program).
 *
 * @see Rockafellar (1976), "Augmented Lagrangians and applications of the proximal point algorithm in convex programming",
 *      Mathematics of Operations Research 1(2), 97-116
 * @see Li, Sun & Toh (2020), "An asymptotically superlinearly convergent semismooth Newton augmented Lagrangian method for
 *      linear programming", SIAM J. Optimization 30(3), 2410-2440
 */
export interface CappedAverage {
  /** Row-major T x n: loss of each scenario per unit of each weight. */
  readonly losses: Float64Array;
  /** Length T, at least 0; those of probability zero have cap zero. */
  readonly caps: Float64Array;
  /** Length T: in what unit a scenario's weight is moved. */
  readonly probabilities: Float64Array;
  /** Do the scenario weights sum to one? If not, only their caps hold. */
  readonly isAverage: boolean;
}

const THRESHOLD_STEPS_MAX = 200;
/** Sum of a few thousand weights of total one. */
const SUM_ROUNDING = 1e-15;
/** First width: a scenario's weight goes from zero to its cap over this share of the spread of losses. */
const FIRST_WIDTH_SHARE = 0.5;

/** @returns the model, with a copy of the scenario weights that are best at the last place */
export function cappedAverageModel(form: CappedAverage): RiskModel & { readonly shares: () => Float64Array } {
  const { losses, caps, probabilities, isAverage } = form;
  const count = caps.length;
  const size = losses.length / count;
  let center = probabilities.map((probability, at) => Math.min(probability, caps[at]!));
  let found: Float64Array = new Float64Array(count);
  let width = 0;
  let threshold = 0;
  const allot = (image: Float64Array): number => {
    const scaled = new Float64Array(count);
    for (let s = 0; s < count; s++) scaled[s] = center[s]! + (probabilities[s]! * image[s]!) / width;
    threshold = isAverage ? findThreshold(scaled, probabilities, caps, threshold / width) * width : 0;
    const shift = threshold / width;
    let value = 0;
    for (let s = 0; s < count; s++) {
      const share = Math.min(Math.max(scaled[s]! - probabilities[s]! * shift, 0), caps[s]!);
      found[s] = share;
      const move = share - center[s]!;
      if (share !== 0) value += share * image[s]!;
      if (move !== 0 && probabilities[s]! > 0) value -= (width / 2) * ((move * move) / probabilities[s]!);
    }
    return value;
  };
  return {
    imageOf: (weights) => matVec(losses, weights),
    evaluate: (image) => {
      if (width === 0) width = firstWidth(image, form);
      return allot(image);
    },
    addSlope: (factor, target) => addRows(losses, found, factor, target),
    addCurvature: (factor, target) => {
      const moving: number[] = [];
      for (let s = 0; s < count; s++) if (found[s]! > 0 && found[s]! < caps[s]!) moving.push(s);
      const shareOf = (row: number): number => probabilities[row]!;
      addSpread(moving, rowsOf(losses, size), shareOf, { factor: factor / width, hasMean: isAverage }, target);
    },
    shares: () => found.slice(),
    minorant: () => {
      const slope = new Float64Array(size);
      let sum = 0;
      for (const share of found) sum += share;
      addRows(losses, found, isAverage ? 1 / sum : 1, slope);
      return { slope, intercept: 0 };
    },
    exact: (image) =>
      isAverage
        ? largestAverage(image, caps, { total: 1, isWhole: true }, threshold)
        : largestAverage(image, caps, { total: Infinity, isWhole: false }, 0),
    settle: (sharpening) => {
      [center, found] = [found.slice(), center];
      found.set(center);
      width /= sharpening;
    },
  };
}

function firstWidth(image: Float64Array, { caps, probabilities }: CappedAverage): number {
  const mean = dot(image, probabilities);
  let square = 0;
  let steepest = 1;
  for (let s = 0; s < image.length; s++) {
    square += probabilities[s]! * (image[s]! - mean) ** 2;
    if (probabilities[s]! > 0) steepest = Math.max(steepest, Math.min(caps[s]! / probabilities[s]!, image.length / 10));
  }
  return ((Math.sqrt(square) || Math.abs(mean) || 1) * FIRST_WIDTH_SHARE) / steepest;
}

/** The shift at which min(max(scaled - probability * shift, 0), cap) sum to one: Newton steps inside a bracket. */
function findThreshold(scaled: Float64Array, probabilities: Float64Array, caps: Float64Array, start: number): number {
  let shift = Number.isFinite(start) ? start : 0;
  let low = -Infinity;
  let high = Infinity;
  let stride = 1;
  for (let step = 0; step < THRESHOLD_STEPS_MAX; step++) {
    let sum = -1;
    let rate = 0;
    for (let s = 0; s < scaled.length; s++) {
      const share = scaled[s]! - probabilities[s]! * shift;
      if (share <= 0) continue;
      if (share >= caps[s]!) sum += caps[s]!;
      else {
        sum += share;
        rate += probabilities[s]!;
      }
    }
    if (Math.abs(sum) <= SUM_ROUNDING) return shift;
    if (sum > 0) low = shift;
    else high = shift;
    let next = rate > 0 ? shift + sum / rate : NaN;
    if (!(next > low && next < high)) {
      const isBracketed = low > -Infinity && high < Infinity;
      next = isBracketed ? low + (high - low) / 2 : shift + Math.sign(sum) * stride;
      stride *= 4;
    }
    if (next === shift || next === low || next === high) return shift;
    shift = next;
  }
  return shift;
}
