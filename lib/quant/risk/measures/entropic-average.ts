import type { RiskModel } from './measure';
import { addSpread, addSquare, type RowReader } from './shared';

/** The temperature is found to this share of itself. */
const TEMPERATURE_TOLERANCE = 1e-14;
const TEMPERATURE_STEPS_MAX = 200;
/** Lowest temperature, as a share of the spread of losses: there only the worst losses count. */
const COLDEST_SHARE = 2e-5;
/** First floor of the temperature, as a share of the spread: above it the measure is round enough for Newton steps. */
const FIRST_FLOOR_SHARE = 0.05;
/** Weights below this share of the whole cannot be seen in a double beside the rest. */
const NEGLIGIBLE_SHARE = 1e-18;

/** Where the temperature is best: the value, and the weights it gives the scenarios. */
interface Entropic {
  readonly value: number;
  readonly temperature: number;
  /** Length T, of sum one: probability * exp(loss / temperature), scaled. */
  readonly shares: Float64Array;
  /** Their mean loss, and the variance of the loss under them. */
  readonly mean: number;
  readonly variance: number;
  /** Is the temperature on its floor? */
  readonly isCold: boolean;
}

/**
 * Least over z >= floor of z * ln(sum p_s exp(loss_s / z) / tail): convex in z, found by Newton steps inside a bracket.
 *
 * @param start a temperature nearby; 0 = unknown
 * @param floor lowest temperature; a very small share of the spread of losses when absent
 * @see Ahmadi-Javid (2012), "Entropic value-at-risk: a new coherent risk measure", Journal of Optimization Theory and
 *      Applications 155(3), 1105-1123
 */
export function entropicAt(
  losses: Float64Array,
  probabilities: Float64Array,
  tail: number,
  { start = 0, floor }: { readonly start?: number; readonly floor?: number } = {},
): Entropic {
  const { worst, best } = endsOf(losses, probabilities);
  const spread = worst - best;
  const coldest = floor ?? (COLDEST_SHARE * spread || Number.MIN_VALUE);
  const shares = new Float64Array(losses.length);
  const at = (temperature: number): { entropic: Entropic; slope: number } => {
    let sum = 0;
    for (let s = 0; s < losses.length; s++) {
      // One that cannot happen may lose more than the worst, and nothing times infinity is no number.
      shares[s] = probabilities[s] === 0 ? 0 : probabilities[s]! * Math.exp((losses[s]! - worst) / temperature);
      sum += shares[s]!;
    }
    let mean = 0;
    for (let s = 0; s < losses.length; s++) mean += (shares[s]! /= sum) * (losses[s]! - worst);
    let variance = 0;
    for (let s = 0; s < losses.length; s++) variance += shares[s]! * (losses[s]! - worst - mean) ** 2;
    const logarithm = Math.log(sum / tail);
    // Towards temperature zero it becomes the worst loss, so it is never more than that.
    const value = worst + temperature * Math.min(logarithm, 0);
    const isCold = temperature <= coldest;
    return {
      entropic: { value, temperature, shares, mean: mean + worst, variance, isCold },
      slope: logarithm - mean / temperature,
    };
  };
  if (spread === 0) return at(1).entropic;
  let low = coldest;
  let high = Infinity;
  let temperature = Math.max(start > 0 ? start : spread / 10, coldest);
  let here = at(temperature);
  for (let step = 0; step < TEMPERATURE_STEPS_MAX; step++) {
    if (here.slope > 0) high = temperature;
    else low = temperature;
    const curvature = here.entropic.variance / temperature ** 3;
    // In the logarithm of the temperature the steps neither overshoot below zero nor creep.
    const rate = temperature * temperature * curvature + Math.max(here.slope, 0) * temperature;
    let next = rate > 0 ? temperature * Math.exp((-here.slope * temperature) / rate) : NaN;
    if (next <= coldest && temperature > coldest && low === coldest) {
      const cold = at(coldest);
      if (cold.slope >= 0) return cold.entropic;
    }
    if (!(next > low && next < high)) next = high < Infinity ? Math.sqrt(low * high) : 4 * temperature;
    if (Math.abs(next - temperature) <= TEMPERATURE_TOLERANCE * temperature) break;
    temperature = next;
    here = at(temperature);
  }
  return here.entropic;
}

function endsOf(losses: Float64Array, probabilities: Float64Array): { readonly worst: number; readonly best: number } {
  let worst = -Infinity;
  let best = Infinity;
  for (let s = 0; s < losses.length; s++) {
    if (probabilities[s] === 0) continue;
    worst = Math.max(worst, losses[s]!);
    best = Math.min(best, losses[s]!);
  }
  return { worst, best };
}

/** Losses as functions of the weights: linear ones, or drawdowns. */
export interface LossSource {
  readonly imageOf: (weights: Float64Array) => Float64Array;
  readonly refine?: (image: Float64Array) => void;
  /** Length T. */
  readonly evaluate: (image: Float64Array) => Float64Array;
  /** The losses themselves, where `evaluate` rounds them. */
  readonly exact: (image: Float64Array) => Float64Array;
  /** Length n: sum of share_t * slope of loss t. */
  readonly slopeOf: (shares: Float64Array) => Float64Array;
  readonly readSlope: RowReader;
  /** Lower triangle of target += factor * sum of share_t * second derivatives of loss t; absent where there are none. */
  readonly addCurvature?: (shares: Float64Array, factor: number, target: Float64Array) => void;
  readonly settle: (sharpening: number) => void;
  /** The largest loss, and the weights it gives each. */
  readonly worst: RiskModel & { readonly shares: () => Float64Array };
  /** Slope of a plane through zero below the mean loss. */
  readonly averageSlope: Float64Array;
}

type SmoothModel = RiskModel & { readonly isCold: () => boolean };

function smoothModel(source: LossSource, probabilities: Float64Array, tail: number): SmoothModel {
  const size = source.averageSlope.length;
  let losses = new Float64Array(probabilities.length);
  let floor: number | undefined;
  let coldest = 0;
  let isColdest = false;
  let here: Entropic = { value: 0, temperature: 0, shares: losses, mean: 0, variance: 0, isCold: false };
  return {
    imageOf: source.imageOf,
    ...(source.refine === undefined ? {} : { refine: source.refine }),
    evaluate: (image) => {
      losses = source.evaluate(image).slice();
      if (floor === undefined) {
        const { worst, best } = endsOf(losses, probabilities);
        const spread = worst - best;
        floor = FIRST_FLOOR_SHARE * spread || Number.MIN_VALUE;
        coldest = COLDEST_SHARE * spread || Number.MIN_VALUE;
      }
      here = entropicAt(losses, probabilities, tail, { start: here.temperature, floor });
      return here.value;
    },
    addSlope: (factor, target) => {
      const slope = source.slopeOf(here.shares);
      for (let at = 0; at < size; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => {
      const { shares, temperature, mean, variance } = here;
      source.addCurvature?.(shares, factor, target);
      const seen: number[] = [];
      for (let s = 0; s < shares.length; s++) if (shares[s]! > NEGLIGIBLE_SHARE) seen.push(s);
      const spread = { factor: factor / temperature, hasMean: true };
      addSpread(seen, source.readSlope, (row) => shares[row]!, spread, target);
      if (!(variance > 0) || here.isCold) return;
      // The temperature moves with the weights.
      const tilt = source.slopeOf(shares.map((share, s) => share * (losses[s]! - mean)));
      addSquare(-factor / (temperature * variance), tilt, target);
    },
    minorant: () => {
      const kept = allowedWeight(here.shares, probabilities, tail);
      const shares = here.shares.map((share, s) => kept * share + (1 - kept) * probabilities[s]!);
      return { slope: source.slopeOf(shares), intercept: 0 };
    },
    exact: (image) => entropicAt(source.exact(image), probabilities, tail, { start: here.temperature }).value,
    settle: (sharpening) => {
      source.settle(sharpening);
      isColdest = here.isCold && floor === coldest;
      if (floor !== undefined) floor = Math.max(floor / sharpening, coldest);
    },
    isCold: () => isColdest,
  };
}

/**
 * The entropic value at risk of losses. The smooth measure, and the worst case once the temperature has gone to zero: there
 * the two are one, with kinks.
 */
export function entropicModel(source: LossSource, probabilities: Float64Array, tail: number): RiskModel {
  const smooth = smoothModel(source, probabilities, tail);
  const { worst, averageSlope } = source;
  let isWorst = false;
  const active = (): RiskModel => (isWorst ? worst : smooth);
  return {
    imageOf: smooth.imageOf,
    refine: (image) => active().refine?.(image),
    evaluate: (image) => active().evaluate(image),
    addSlope: (factor, target) => {
      active().addSlope(factor, target);
    },
    addCurvature: (factor, target) => {
      active().addCurvature(factor, target);
    },
    minorant: () => {
      if (!isWorst) return smooth.minorant();
      const kept = allowedWeight(worst.shares(), probabilities, tail);
      const { slope } = worst.minorant();
      return { slope: slope.map((entry, at) => kept * entry + (1 - kept) * averageSlope[at]!), intercept: 0 };
    },
    exact: smooth.exact,
    settle: (sharpening) => {
      active().settle(sharpening);
      isWorst ||= smooth.isCold();
    },
  };
}

/**
 * The weight of the shares in a mix with the probabilities whose entropy against the probabilities is at most -ln(tail): for
 * any such mix, its mean loss is a lower bound. Entropy is convex, so a mix has at most the mixed one.
 *
 * @param shares length T, at least 0; where their sum is below one, the rest goes to the probabilities as well
 */
function allowedWeight(shares: Float64Array, probabilities: Float64Array, tail: number): number {
  let entropy = 0;
  let total = 0;
  for (let s = 0; s < shares.length; s++) {
    if (shares[s] === 0) continue;
    entropy += shares[s]! * Math.log(shares[s]! / probabilities[s]!);
    total += shares[s]!;
  }
  if (total > 0) entropy -= total * Math.log(total);
  const allowed = -Math.log(tail);
  return entropy <= allowed ? 1 : allowed / entropy;
}
