import { matVec } from '../../math/matrix';
import { cappedAverageModel } from './capped-average';
import type { RiskMeasure, RiskModel } from './measure';
import { probabilitiesOf } from './scenarios';
import { addRows, addSpread, addSquare, lossesOf } from './shared';

/** The temperature is found to this share of itself. */
const TEMPERATURE_TOLERANCE = 1e-14;
const TEMPERATURE_STEPS_MAX = 200;
/** Lowest temperature, as a share of the spread of losses: there only the worst losses count. */
const COLDEST_SHARE = 1e-4;
/** A temperature this near the lowest has nothing warmer to offer. */
const COLD_FACTOR = 2;
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
  /** Is the temperature (almost) zero, and the value (almost) the worst loss? */
  readonly isCold: boolean;
}

/**
 * Least over z > 0 of z * ln(sum p_s exp(loss_s / z) / tail): convex in z, found by Newton steps inside a bracket.
 *
 * @see Ahmadi-Javid (2012), "Entropic value-at-risk: a new coherent risk measure", Journal of Optimization Theory and
 *      Applications 155(3), 1105-1123
 */
function entropicAt(losses: Float64Array, probabilities: Float64Array, tail: number, start: number): Entropic {
  let worst = -Infinity;
  let best = Infinity;
  for (let s = 0; s < losses.length; s++) {
    if (probabilities[s] === 0) continue;
    worst = Math.max(worst, losses[s]!);
    best = Math.min(best, losses[s]!);
  }
  const spread = worst - best;
  const coldest = COLDEST_SHARE * spread || Number.MIN_VALUE;
  const shares = new Float64Array(losses.length);
  const at = (temperature: number): { entropic: Entropic; slope: number } => {
    let sum = 0;
    for (let s = 0; s < losses.length; s++) {
      shares[s] = probabilities[s]! * Math.exp((losses[s]! - worst) / temperature);
      sum += shares[s]!;
    }
    let mean = 0;
    for (let s = 0; s < losses.length; s++) mean += (shares[s]! /= sum) * (losses[s]! - worst);
    let variance = 0;
    for (let s = 0; s < losses.length; s++) variance += shares[s]! * (losses[s]! - worst - mean) ** 2;
    const logarithm = Math.log(sum / tail);
    // Towards temperature zero it becomes the worst loss, so it is never more than that.
    const value = worst + temperature * Math.min(logarithm, 0);
    const isCold = temperature <= COLD_FACTOR * coldest;
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
    if (!(next > low && next < high)) next = high < Infinity ? Math.sqrt(low * high) : 4 * temperature;
    if (Math.abs(next - temperature) <= TEMPERATURE_TOLERANCE * temperature) break;
    temperature = next;
    here = at(temperature);
  }
  return here.entropic;
}

function entropicModel(
  losses: Float64Array,
  probabilities: Float64Array,
  tail: number,
): RiskModel & { readonly isCold: () => boolean } {
  const count = probabilities.length;
  const size = losses.length / count;
  let here: Entropic = {
    value: 0,
    temperature: 0,
    shares: new Float64Array(count),
    mean: 0,
    variance: 0,
    isCold: false,
  };
  let image = new Float64Array(count);
  const read = (row: number, target: Float64Array): void => {
    for (let column = 0, at = row * size; column < size; column++, at++) target[column] = losses[at]!;
  };
  return {
    imageOf: (weights) => matVec(losses, weights),
    evaluate: (at) => {
      image = at.slice();
      here = entropicAt(image, probabilities, tail, here.temperature);
      return here.value;
    },
    addSlope: (factor, target) => addRows(losses, here.shares, factor, target),
    addCurvature: (factor, target) => {
      const { shares, temperature, mean, variance } = here;
      const seen: number[] = [];
      for (let s = 0; s < count; s++) if (shares[s]! > NEGLIGIBLE_SHARE) seen.push(s);
      addSpread(seen, read, (row) => shares[row]!, { factor: factor / temperature, hasMean: true }, target);
      if (!(variance > 0)) return;
      // The temperature moves with the weights.
      const tilt = new Float64Array(size);
      const tilted = shares.map((share, s) => share * (image[s]! - mean));
      addRows(losses, tilted, 1, tilt);
      addSquare(-factor / (temperature * variance), tilt, target);
    },
    minorant: () => {
      const slope = new Float64Array(size);
      addRows(losses, allowedShares(here.shares, probabilities, tail), 1, slope);
      return { slope, intercept: 0 };
    },
    exact: (at) => entropicAt(at, probabilities, tail, here.temperature).value,
    settle: () => undefined,
    isCold: () => here.isCold,
  };
}

/** Shares whose entropy against the probabilities is at most -ln(tail): for any such, their mean loss is a lower bound. */
function allowedShares(shares: Float64Array, probabilities: Float64Array, tail: number): Float64Array {
  let entropy = 0;
  for (let s = 0; s < shares.length; s++) {
    if (shares[s]! > 0) entropy += shares[s]! * Math.log(shares[s]! / probabilities[s]!);
  }
  const allowed = -Math.log(tail);
  if (entropy <= allowed) return shares;
  // Entropy is convex, so a mix with the probabilities has at most the mixed one.
  const kept = allowed / entropy;
  return shares.map((share, s) => kept * share + (1 - kept) * probabilities[s]!);
}

/** The smooth measure, and the worst case once the temperature has gone to zero: there the two are one, with kinks. */
function switchedModel(losses: Float64Array, probabilities: Float64Array, tail: number): RiskModel {
  const size = losses.length / probabilities.length;
  const smooth = entropicModel(losses, probabilities, tail);
  const caps = probabilities.map((probability) => (probability > 0 ? 1 : 0));
  const worst = cappedAverageModel({ losses, caps, probabilities, isAverage: true });
  let isWorst = false;
  const active = (): RiskModel => (isWorst ? worst : smooth);
  return {
    imageOf: smooth.imageOf,
    evaluate: (image) => active().evaluate(image),
    addSlope: (factor, target) => {
      active().addSlope(factor, target);
    },
    addCurvature: (factor, target) => {
      active().addCurvature(factor, target);
    },
    minorant: () => {
      if (!isWorst) return smooth.minorant();
      const slope = new Float64Array(size);
      addRows(losses, allowedShares(worst.shares(), probabilities, tail), 1, slope);
      return { slope, intercept: 0 };
    },
    exact: smooth.exact,
    settle: (sharpening) => {
      if (isWorst) worst.settle(sharpening);
      isWorst ||= smooth.isCold();
    },
  };
}

/** Entropic value at risk: the tightest bound on CVaR from exponential moments. */
export const entropic: RiskMeasure = {
  id: 'evar',
  name: 'entropic value at risk',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: true,
  value: (scenarios, weights, confidence) =>
    entropicAt(lossesOf(scenarios, weights), probabilitiesOf(scenarios), 1 - confidence, 0).value,
  model: (scenarios, confidence) =>
    switchedModel(
      scenarios.returns.map((entry) => -entry),
      probabilitiesOf(scenarios),
      1 - confidence,
    ),
};
