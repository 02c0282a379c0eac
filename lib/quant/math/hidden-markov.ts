import { invariant } from '../../base/invariant';
import { quantile, variance } from './statistics';

/** A chain of hidden states, each with a normal of its own; matrices are row-major K x K. */
export interface GaussianHiddenMarkov {
  /** Length K, summing to one: the first state. */
  readonly initial: Float64Array;
  /** Row i: from state i to each state, summing to one. */
  readonly transition: Float64Array;
  readonly means: Float64Array;
  /** Above zero. */
  readonly variances: Float64Array;
}

export interface ForwardBackward {
  readonly logLikelihood: number;
  /** Row-major T x K: the chance of each state given all observations. */
  readonly smoothed: Float64Array;
  /** Row-major K x K: expected number of steps from one state to the other, given all observations. */
  readonly steps: Float64Array;
}

/** A density below the smallest double would divide nought by nought; the likelihood it stands for is nought anyway. */
const DENSITY_MIN = 1e-300;

function densities(
  { means, variances }: GaussianHiddenMarkov,
  observation: number,
  out: Float64Array,
  offset: number,
): void {
  for (let state = 0; state < means.length; state++) {
    const gap = observation - means[state]!;
    const spread = variances[state]!;
    const density = Math.exp((-gap * gap) / (2 * spread)) / Math.sqrt(2 * Math.PI * spread);
    out[offset + state] = Math.max(density, DENSITY_MIN);
  }
}

/**
 * Chances of the hidden states given all observations, scaled at each step so that no product of densities vanishes.
 *
 * @param observations length T >= 1
 * @see Rabiner (1989), "A Tutorial on Hidden Markov Models", Proceedings of the IEEE 77(2), with the scaling of section V
 */
export function forwardBackward(model: GaussianHiddenMarkov, observations: Float64Array): ForwardBackward {
  const { initial, transition } = model;
  const [T, K] = [observations.length, initial.length];
  invariant(T >= 1, 'no observations');
  const density = new Float64Array(T * K);
  for (let t = 0; t < T; t++) densities(model, observations[t]!, density, t * K);
  const alpha = new Float64Array(T * K);
  const scales = new Float64Array(T);
  for (let t = 0; t < T; t++) {
    for (let j = 0; j < K; j++) {
      let reached = t === 0 ? initial[j]! : 0;
      if (t > 0) for (let i = 0; i < K; i++) reached += alpha[(t - 1) * K + i]! * transition[i * K + j]!;
      alpha[t * K + j] = reached * density[t * K + j]!;
      scales[t]! += alpha[t * K + j]!;
    }
    for (let j = 0; j < K; j++) alpha[t * K + j]! /= scales[t]!;
  }
  return {
    logLikelihood: scales.reduce((sum, scale) => sum + Math.log(scale), 0),
    ...backward(model, { density, alpha, scales }),
  };
}

function backward(
  { transition, initial }: GaussianHiddenMarkov,
  { density, alpha, scales }: { density: Float64Array; alpha: Float64Array; scales: Float64Array },
): Pick<ForwardBackward, 'smoothed' | 'steps'> {
  const [T, K] = [scales.length, initial.length];
  const smoothed = alpha.slice();
  const steps = new Float64Array(K * K);
  // Two vectors take turns: one for each row would cost more than the sums themselves.
  let [later, beta] = [new Float64Array(K).fill(1), new Float64Array(K)];
  for (let t = T - 2; t >= 0; t--) {
    beta.fill(0);
    const next = (t + 1) * K;
    for (let i = 0; i < K; i++) {
      for (let j = 0; j < K; j++) {
        const ahead = (transition[i * K + j]! * density[next + j]! * later[j]!) / scales[t + 1]!;
        beta[i]! += ahead;
        steps[i * K + j]! += alpha[t * K + i]! * ahead;
      }
      smoothed[t * K + i]! *= beta[i]!;
    }
    [later, beta] = [beta, later];
  }
  return { smoothed, steps };
}

/**
 * The most likely path of states, by dynamic programming on logarithms.
 *
 * @see Viterbi (1967), IEEE Transactions on Information Theory 13(2)
 */
export function viterbi(model: GaussianHiddenMarkov, observations: Float64Array): Uint8Array {
  const { initial, transition } = model;
  const [T, K] = [observations.length, initial.length];
  const from = new Uint8Array(T * K);
  const density = new Float64Array(K);
  let best = new Float64Array(K);
  for (let t = 0; t < T; t++) {
    densities(model, observations[t]!, density, 0);
    const reached = new Float64Array(K).fill(Number.NEGATIVE_INFINITY);
    for (let j = 0; j < K; j++) {
      for (let i = 0; i < (t === 0 ? 1 : K); i++) {
        const score = t === 0 ? Math.log(initial[j]!) : best[i]! + Math.log(transition[i * K + j]!);
        if (score > reached[j]!) {
          reached[j] = score;
          from[t * K + j] = i;
        }
      }
      reached[j]! += Math.log(density[j]!);
    }
    best = reached;
  }
  const path = new Uint8Array(T);
  path[T - 1] = best.indexOf(Math.max(...best));
  for (let t = T - 1; t > 0; t--) path[t - 1] = from[t * K + path[t]!]!;
  return path;
}

export type HiddenMarkovFit =
  | {
      readonly status: 'fitted';
      /** State 0 has the smaller variance. */
      readonly model: GaussianHiddenMarkov;
      readonly logLikelihood: number;
      readonly iterations: number;
    }
  /** Too few observations, or they do not spread or fall into one state: there are no two to tell apart. */
  | { readonly status: 'no-two-states' };

const OBSERVATIONS_MIN = 50;
const ITERATIONS_MAX = 1_000;
/** A gain in log likelihood so small moves no chance that is shown. */
const GAIN_MIN = 1e-8;
/** Fewer expected observations in a state than this, and it is no state of the data. */
const WEIGHT_MIN = 2;
/** A state may not shrink onto single observations, where the likelihood has no bound: a thousandth of the spread. */
const VARIANCE_SHARE_MIN = 1e-3;

/**
 * Two normals and a chain between them, by Baum and Welch's expectation maximisation. It starts from calm and stormy
 * observations, split by their size, and states that last: the same data give the same answer.
 *
 * @see Baum, Petrie, Soules & Weiss (1970), Annals of Mathematical Statistics 41(1)
 */
export function fitTwoStates(observations: Float64Array): HiddenMarkovFit {
  if (observations.length < OBSERVATIONS_MIN) return { status: 'no-two-states' };
  const spread = variance(observations);
  if (!(spread > 0)) return { status: 'no-two-states' };
  const varianceMin = spread * VARIANCE_SHARE_MIN;
  let model = startingModel(observations, spread);
  let before = Number.NEGATIVE_INFINITY;
  for (let iterations = 1; iterations <= ITERATIONS_MAX; iterations++) {
    const chances = forwardBackward(model, observations);
    const next = maximised(chances, observations, varianceMin);
    if (next === undefined) return { status: 'no-two-states' };
    model = next;
    if (chances.logLikelihood - before < GAIN_MIN) {
      const { logLikelihood } = forwardBackward(model, observations);
      return { status: 'fitted', model: calmFirst(model), logLikelihood, iterations };
    }
    before = chances.logLikelihood;
  }
  return { status: 'fitted', model: calmFirst(model), logLikelihood: before, iterations: ITERATIONS_MAX };
}

function startingModel(observations: Float64Array, spread: number): GaussianHiddenMarkov {
  const middle = quantile(observations, 0.5);
  return {
    initial: Float64Array.of(0.5, 0.5),
    transition: Float64Array.of(0.95, 0.05, 0.05, 0.95),
    means: Float64Array.of(middle, middle),
    variances: Float64Array.of(spread / 2, 2 * spread),
  };
}

function maximised(
  { smoothed, steps }: ForwardBackward,
  observations: Float64Array,
  varianceMin: number,
): GaussianHiddenMarkov | undefined {
  const T = observations.length;
  const [means, variances] = [new Float64Array(2), new Float64Array(2)];
  for (let state = 0; state < 2; state++) {
    let [weight, sum, squares] = [0, 0, 0];
    for (let t = 0; t < T; t++) {
      weight += smoothed[t * 2 + state]!;
      sum += smoothed[t * 2 + state]! * observations[t]!;
    }
    if (weight < WEIGHT_MIN) return undefined;
    means[state] = sum / weight;
    for (let t = 0; t < T; t++) squares += smoothed[t * 2 + state]! * (observations[t]! - means[state]!) ** 2;
    variances[state] = Math.max(squares / weight, varianceMin);
  }
  const transition = Float64Array.from(steps, (count, at) => {
    const row = at < 2 ? 0 : 2;
    return count / (steps[row]! + steps[row + 1]!);
  });
  return { initial: smoothed.slice(0, 2), transition, means, variances };
}

function calmFirst({ initial, transition, means, variances }: GaussianHiddenMarkov): GaussianHiddenMarkov {
  if (variances[0]! <= variances[1]!) return { initial, transition, means, variances };
  const swap = (pair: Float64Array): Float64Array => pair.slice().reverse();
  return { initial: swap(initial), transition: swap(transition), means: swap(means), variances: swap(variances) };
}
