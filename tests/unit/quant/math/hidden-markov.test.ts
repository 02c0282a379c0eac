import { describe, expect, test } from 'vitest';
import { fitTwoStates, forwardBackward, type GaussianHiddenMarkov, viterbi } from '@/lib/quant/math/hidden-markov';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MODEL: GaussianHiddenMarkov = {
  initial: Float64Array.of(0.7, 0.3),
  transition: Float64Array.of(0.9, 0.1, 0.25, 0.75),
  means: Float64Array.of(0.1, -0.2),
  variances: Float64Array.of(0.5, 2),
};
const SEEN = Float64Array.of(0.2, -0.4, 2.1, -3, 0.1, 0.4, -1.7);

/** Every path of two states. */
const paths = (length: number): number[][] =>
  Array.from({ length: 2 ** length }, (_, bits) => Array.from({ length }, (__, t) => (bits >> t) & 1));

function pathLikelihood(path: readonly number[]): number {
  return path.reduce((product, state, t) => {
    const step = t === 0 ? MODEL.initial[state]! : MODEL.transition[path[t - 1]! * 2 + state]!;
    const spread = MODEL.variances[state]!;
    const gap = SEEN[t]! - MODEL.means[state]!;
    return (product * step * Math.exp((-gap * gap) / (2 * spread))) / Math.sqrt(2 * Math.PI * spread);
  }, 1);
}

// Oracle: all 128 paths, one by one.
describe('against every path enumerated', () => {
  const all = paths(SEEN.length).map((path) => ({ path, likelihood: pathLikelihood(path) }));
  const total = all.reduce((sum, { likelihood }) => sum + likelihood, 0);
  const { logLikelihood, smoothed, steps } = forwardBackward(MODEL, SEEN);

  test('likelihood', () => expectClose(logLikelihood, Math.log(total), TOLERANCE.closedForm));

  test('chances of each state at each time', () => {
    for (let t = 0; t < SEEN.length; t++) {
      for (const state of [0, 1]) {
        const there = all.filter(({ path }) => path[t] === state).reduce((sum, { likelihood }) => sum + likelihood, 0);
        expectClose(smoothed[t * 2 + state]!, there / total, TOLERANCE.closedForm);
      }
    }
  });

  test('expected steps between states', () => {
    for (const from of [0, 1]) {
      for (const to of [0, 1]) {
        const expected = all.reduce((sum, { path, likelihood }) => {
          const count = path.filter((state, t) => t > 0 && path[t - 1] === from && state === to).length;
          return sum + (count * likelihood) / total;
        }, 0);
        expectClose(steps[from * 2 + to]!, expected, TOLERANCE.closedForm);
      }
    }
  });

  test('the most likely path', () => {
    const best = all.reduce((left, right) => (right.likelihood > left.likelihood ? right : left));
    expect([...viterbi(MODEL, SEEN)]).toEqual(best.path);
  });
});

describe('a fit', () => {
  const stream = randomStream('planted states');
  const planted = { stay: [0.98, 0.94], means: [0.0006, -0.001], deviations: [0.006, 0.02] };
  const states: number[] = [];
  const observations = Float64Array.from({ length: 4_000 }, () => {
    const before = states.at(-1) ?? 0;
    const state = stream.nextUniform() < planted.stay[before]! ? before : 1 - before;
    states.push(state);
    return planted.means[state]! + planted.deviations[state]! * stream.nextNormal();
  });

  // Oracle: the planted parameters, within about three standard errors of 4,000 draws.
  test('recovers planted parameters and most of the states', () => {
    const fit = fitTwoStates(observations);
    if (fit.status !== 'fitted') throw new Error(fit.status);
    const { transition, means, variances } = fit.model;
    expect(Math.abs(Math.sqrt(variances[0]!) / 0.006 - 1)).toBeLessThan(0.06);
    expect(Math.abs(Math.sqrt(variances[1]!) / 0.02 - 1)).toBeLessThan(0.09);
    expect(Math.abs(means[0]! - 0.0006)).toBeLessThan(0.0005);
    expect(Math.abs(transition[0]! - 0.98)).toBeLessThan(0.012);
    expect(Math.abs(transition[3]! - 0.94)).toBeLessThan(0.035);
    const path = viterbi(fit.model, observations);
    const right = states.filter((state, t) => path[t] === state).length / states.length;
    expect(right).toBeGreaterThan(0.93);
    // The fit is at least as likely as what made the data.
    const truth: GaussianHiddenMarkov = {
      initial: Float64Array.of(1, 1e-9),
      transition: Float64Array.of(0.98, 0.02, 0.06, 0.94),
      means: Float64Array.from(planted.means),
      variances: Float64Array.from(planted.deviations, (deviation) => deviation ** 2),
    };
    expect(fit.logLikelihood).toBeGreaterThan(forwardBackward(truth, observations).logLikelihood);
  });

  test('the same data give the same answer', () => {
    const few = observations.subarray(0, 300);
    expect(fitTwoStates(few)).toEqual(fitTwoStates(few));
  });

  test.each([
    ['too few', new Float64Array(10)],
    ['nothing moves', new Float64Array(100).fill(0.001)],
  ])('%s: no two states', (_, values) => expect(fitTwoStates(values)).toEqual({ status: 'no-two-states' }));

  test('one wild day is not a state of its own', () => {
    const values = Float64Array.from({ length: 200 }, (_, t) => (t === 100 ? 5 : 0.001 * Math.sin(t)));
    expect(fitTwoStates(values)).toEqual({ status: 'no-two-states' });
  });
});
