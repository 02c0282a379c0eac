import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../lib/quant/math/rng';
import { riskContributions } from '../../../../lib/quant/risk/risk-contributions';
import { expectClose, TOLERANCE } from '../../../support/close';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

// By hand: w = (1/2, 1/2), S = diag(0.04, 0.09): S w = (0.02, 0.045), variance 0.0325.
test('two uncorrelated instruments by hand', () => {
  const { volatility, contributions, fractions } = riskContributions(
    Float64Array.of(0.5, 0.5),
    Float64Array.of(0.04, 0, 0, 0.09),
  );
  expectClose(volatility, Math.sqrt(0.0325), TOLERANCE.closedForm);
  expectClose(contributions[0]!, 0.01 / Math.sqrt(0.0325), TOLERANCE.closedForm);
  expectClose(fractions![1]!, 0.0225 / 0.0325, TOLERANCE.closedForm);
});

test('contributions add up to the volatility and fractions to one, shorts included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (size, seed) => {
      const stream = randomStream(seed);
      const factor = Float64Array.from({ length: size * size }, () => 0.1 * stream.nextNormal());
      const covariance = Float64Array.from({ length: size * size }, (_, at) => {
        const row = Math.floor(at / size);
        let entry = 0;
        for (let k = 0; k < size; k++) entry += factor[row * size + k]! * factor[(at % size) * size + k]!;
        return entry;
      });
      const weights = Float64Array.from({ length: size }, () => stream.nextNormal());
      const { volatility, contributions, fractions } = riskContributions(weights, covariance);
      // A mix whose parts cancel loses figures in proportion; contributions up to 1e3 times the whole occur.
      expectClose(sum(contributions), volatility, TOLERANCE.longSum);
      expectClose(sum(fractions!), 1, 1e-9);
    }),
    { seed: 9, numRuns: 300 },
  );
});

test('a mix without risk has no fractions', () => {
  const none = riskContributions(Float64Array.of(0, 1), Float64Array.of(0.04, 0, 0, 0));
  expect([none.volatility, [...none.contributions], none.fractions]).toEqual([0, [0, 0], null]);
  const hedge = riskContributions(Float64Array.of(1, -1), Float64Array.of(0.04, 0.04, 0.04, 0.04));
  expect([hedge.volatility, hedge.fractions]).toEqual([0, null]);
});

describe('refusals', () => {
  test.each([
    ['a wrong shape', Float64Array.of(1), Float64Array.of(1, 2), '1 weights'],
    ['no weights', new Float64Array(0), new Float64Array(0), '0 weights'],
    ['a missing weight', Float64Array.of(Number.NaN), Float64Array.of(1), 'NaN'],
    ['a negative variance', Float64Array.of(1, -1), Float64Array.of(0, 1, 1, 0), '-2'],
  ])('%s', (_, weights, covariance, message) => {
    expect(() => riskContributions(weights, covariance)).toThrow(message);
  });
});
