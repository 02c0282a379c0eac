import { describe, expect, test } from 'vitest';
import { poolMoments, poolProbabilities, type PoolingChoice } from '@/lib/quant/forecast/views/opinion-pooling';
import { expectClose, TOLERANCE } from '../../../../support/close';

const PRIOR = Float64Array.of(0.25, 0.25, 0.25, 0.25);
const ONE = Float64Array.of(0.4, 0.3, 0.2, 0.1);
const TWO = Float64Array.of(0.1, 0.1, 0.4, 0.4);

function pooled(weights: number[], choice: PoolingChoice, opinions = [ONE, TWO]) {
  const outcome = poolProbabilities(PRIOR, opinions, Float64Array.from(weights), choice);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}
function messageOf(weights: number[], choice: PoolingChoice, opinions = [ONE, TWO]): string {
  const outcome = poolProbabilities(PRIOR, opinions, Float64Array.from(weights), choice);
  return outcome.status === 'refused' ? outcome.message : 'accepted';
}

describe('pooling of probabilities', () => {
  // Oracle: by hand.
  test('linear: the weighted mean, what is left going to the prior', () => {
    const { probabilities, weights } = pooled([0.5, 0.2], { kind: 'linear' });
    expectClose(weights[2]!, 0.3, TOLERANCE.closedForm);
    expectClose(probabilities[0]!, 0.5 * 0.4 + 0.2 * 0.1 + 0.3 * 0.25, TOLERANCE.closedForm);
  });

  test('logarithmic: the weighted geometric mean, scaled to one', () => {
    const { probabilities } = pooled([0.5, 0.5], { kind: 'logarithmic' });
    const raw = [0.04, 0.03, 0.08, 0.04].map(Math.sqrt);
    const sum = raw.reduce((total, own) => total + own, 0);
    probabilities.forEach((own, at) => {
      expectClose(own, raw[at]! / sum, TOLERANCE.closedForm);
    });
  });

  test('one opinion of full weight is the answer, of none the prior', () => {
    for (const kind of ['linear', 'logarithmic'] as const) {
      pooled([1, 0], { kind }).probabilities.forEach((own, at) => {
        expectClose(own, ONE[at]!, TOLERANCE.closedForm);
      });
      pooled([0, 0], { kind }).probabilities.forEach((own, at) => {
        expectClose(own, PRIOR[at]!, TOLERANCE.closedForm);
      });
    }
  });

  test('a penalty moves weight from who stands apart to the others', () => {
    const alike = [ONE, ONE.map((own) => own), TWO];
    const third = 1 / 3;
    const { weights } = pooled([third, third, third], { kind: 'linear', divergencePenalty: 5 }, alike);
    expect(weights[2]!).toBeLessThan(weights[0]!);
    expectClose(weights[0]!, weights[1]!, TOLERANCE.closedForm);
  });

  test('refusals are one sentence', () => {
    expect(messageOf([0.8, 0.4], { kind: 'linear' })).toContain('sum to at most 1');
    expect(messageOf([-0.1, 0.4], { kind: 'linear' })).toContain('zero or more');
    const apart = [Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 1, 0, 0)];
    expect(messageOf([0.5, 0.5], { kind: 'logarithmic' }, apart)).toContain('pool them linearly');
  });
});

describe('pooling of moments', () => {
  const tight = { expectedReturns: Float64Array.of(0.02, 0.05), covariance: Float64Array.of(0.01, 0.002, 0.002, 0.04) };
  const wide = { expectedReturns: Float64Array.of(0.06, 0.01), covariance: Float64Array.of(0.04, 0, 0, 0.09) };
  const half = Float64Array.of(0.5, 0.5);
  const poolOf = (kind: 'linear' | 'logarithmic', opinions = [tight, wide], weights = half) => {
    const outcome = poolMoments(opinions, weights, kind);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    return outcome.value;
  };

  // Oracle: moments of a mixture, by hand: mean of covariances plus covariance of means.
  test('linear: a mixture, wider by how far the means are apart', () => {
    const pool = poolOf('linear');
    expectClose(pool.expectedReturns[0]!, 0.04, TOLERANCE.closedForm);
    expectClose(pool.covariance[0]!, 0.025 + 0.02 ** 2, TOLERANCE.closedForm);
    expectClose(pool.covariance[1]!, 0.001 - 0.02 * 0.02, TOLERANCE.closedForm);
  });

  // Oracle: for one instrument the pooled variance is the harmonic mean and the mean is weighted by precision.
  test('logarithmic: precisions add up', () => {
    const one = { expectedReturns: Float64Array.of(0.02), covariance: Float64Array.of(0.01) };
    const two = { expectedReturns: Float64Array.of(0.06), covariance: Float64Array.of(0.04) };
    const pool = poolOf('logarithmic', [one, two]);
    expectClose(pool.covariance[0]!, 1 / (0.5 / 0.01 + 0.5 / 0.04), TOLERANCE.closedForm);
    expectClose(pool.expectedReturns[0]!, (0.02 / 0.01 + 0.06 / 0.04) / (1 / 0.01 + 1 / 0.04), TOLERANCE.closedForm);
  });

  test('equal opinions stay as they are either way', () => {
    for (const kind of ['linear', 'logarithmic'] as const) {
      poolOf(kind, [tight, tight]).covariance.forEach((own, at) => {
        expectClose(own, tight.covariance[at]!, TOLERANCE.closedForm);
      });
    }
  });

  test('refusals are one sentence', () => {
    const singular = { ...tight, covariance: Float64Array.of(0.01, 0.01, 0.01, 0.01) };
    expect(poolMoments([tight, singular], half, 'logarithmic')).toMatchObject({ status: 'refused' });
    expect(poolMoments([tight, wide], Float64Array.of(0.5, 0.4), 'linear')).toMatchObject({ status: 'refused' });
  });
});
