import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { rollingCovariance } from '@/lib/quant/risk/rolling-covariance';
import { sampleCovariance } from '@/lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../../support/close';

const INSTRUMENTS = 6;
const OBSERVATIONS = 1200;

/** Calm and stormy stretches a thousandfold apart, on a drift: what leaves the sums is far larger than what stays. */
function sample() {
  const random = randomStream('rolling');
  const returns = Float64Array.from({ length: OBSERVATIONS * INSTRUMENTS }, (_, cell) => {
    const storm = Math.floor(cell / INSTRUMENTS / 100) % 3 === 0 ? 1 : 0.001;
    return 0.01 + 0.02 * storm * random.nextNormal();
  });
  return { returns, observations: OBSERVATIONS, instruments: INSTRUMENTS };
}

/** Oracle: the same window summed afresh. */
function expectAsAfresh(firstRow: number, endRow: number, actual: Float64Array): void {
  const { returns } = sample();
  const window = returns.slice(firstRow * INSTRUMENTS, endRow * INSTRUMENTS);
  const rows = { returns: window, observations: endRow - firstRow, instruments: INSTRUMENTS };
  const { covariance } = sampleCovariance.estimate(rows);
  const largest = Math.max(...covariance.map(Math.abs));
  covariance.forEach((entry, at) => expectClose(actual[at]! / largest, entry / largest, TOLERANCE.longSum));
}

describe('a moving window', () => {
  test.each([1, 7, 60, 99])('forward by %i rows, as if summed afresh', (step) => {
    const covarianceOf = rollingCovariance(sample());
    for (let end = 100; end <= OBSERVATIONS; end += step) {
      const covariance = covarianceOf(end - 100, end);
      if (end % 5 === 0) expectAsAfresh(end - 100, end, covariance);
    }
  });

  test('backward, wider, narrower and by leaps', () => {
    const covarianceOf = rollingCovariance(sample());
    for (const [first, end] of [
      [500, 600],
      [480, 590],
      [480, 700],
      [600, 650],
      [0, 1200],
      [1100, 1200],
      [3, 5],
    ] as const) {
      expectAsAfresh(first, end, covarianceOf(first, end));
    }
  });

  test('is exactly symmetric, and refuses windows outside of the sample', () => {
    const covarianceOf = rollingCovariance(sample());
    const covariance = covarianceOf(10, 200);
    for (let i = 0; i < INSTRUMENTS; i++) {
      for (let j = 0; j < i; j++) expect(covariance[i * INSTRUMENTS + j]).toBe(covariance[j * INSTRUMENTS + i]);
    }
    expect(() => covarianceOf(1199, 1200)).toThrow('rows 1199 to 1200');
    expect(() => covarianceOf(-1, 20)).toThrow('rows -1 to 20');
  });
});
