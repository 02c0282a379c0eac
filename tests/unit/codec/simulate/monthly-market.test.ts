import { describe, expect, test } from 'vitest';
import { monthlyMarket } from '@/lib/codec/simulate/monthly-market';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose } from '@/tests/support/close';

const ANNUAL = { expectedReturns: Float64Array.of(0.06), covariance: Float64Array.of(0.0256) };

const varianceOf = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

/** With a standard error of the variance of sqrt(2 / months): a twentieth is three of them and more. */
const SAMPLING = 0.05;

describe('rows of any spacing by the month', () => {
  // Oracle: independent rows of variance v have 12 months of variance v * periodsPerYear / 12 a year, whole or not.
  test.each([12, 17, 17.9, 21, 52, 252])('%d rows a year keep the risk of a year', (periodsPerYear) => {
    const rng = randomStream(`rows ${periodsPerYear}`);
    const rowVariance = 0.0256 / periodsPerYear;
    const observations = 10_000 * Math.round(periodsPerYear / 12);
    const returns = Float64Array.from({ length: observations }, () => Math.sqrt(rowVariance) * rng.nextNormal());
    const { rows } = monthlyMarket(ANNUAL, { returns, observations, instruments: 1 }, periodsPerYear);
    expect(rows).toHaveLength(10_000);
    expectClose((varianceOf(rows ?? new Float64Array(1)) * 12) / 0.0256, 1, SAMPLING);
  });

  test('rows too sparse for a month are left out', () => {
    const sample = { returns: new Float64Array(40), observations: 40, instruments: 1 };
    expect(monthlyMarket(ANNUAL, sample, 4).rows).toBeUndefined();
  });
});
