import { describe, expect, test } from 'vitest';
import {
  expectedReturnInterval,
  meanStandardErrors,
  portfolioStandardError,
} from '../../../../lib/quant/forecast/uncertainty';
import { randomStream } from '../../../../lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../support/close';

const COVARIANCE = Float64Array.of(0.04, 0.01, 0.01, 0.09);

test('standard errors by hand', () => {
  const errors = meanStandardErrors(COVARIANCE, 16);
  expectClose(errors[0]!, 0.05, TOLERANCE.closedForm);
  expectClose(errors[1]!, 0.075, TOLERANCE.closedForm);
  // w' S w = 0.25 * 0.04 + 0.5 * 0.01 + 0.25 * 0.09 = 0.0375.
  expectClose(
    portfolioStandardError(Float64Array.of(0.5, 0.5), COVARIANCE, 16),
    Math.sqrt(0.0375) / 4,
    TOLERANCE.closedForm,
  );
  expect(portfolioStandardError(Float64Array.of(0, 0), COVARIANCE, 16)).toBe(0);
});

// Printed in every table of the normal distribution: 1.645 for 90 %, 1.960 for 95 %.
test('intervals', () => {
  const { low, high } = expectedReturnInterval(0.06, 0.02, 0.9);
  expectClose(low, 0.06 - 1.6448536 * 0.02, 1e-8);
  expectClose(high, 0.06 + 1.6448536 * 0.02, 1e-8);
  expectClose(expectedReturnInterval(0, 1, 0.95).high, 1.959964, 1e-6);
  expect(expectedReturnInterval(0.06, 0, 0.9)).toEqual({ low: 0.06, high: 0.06 });
});

// Oracle: simulation. The mean of T years of a mix misses the truth by more than the 90 % reach one time in ten.
test('the 90 % interval covers the truth nine times in ten', () => {
  const stream = randomStream('coverage');
  const years = 12;
  const volatility = Math.sqrt(0.0375);
  const error = portfolioStandardError(Float64Array.of(0.5, 0.5), COVARIANCE, years);
  const trials = 4000;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    let sum = 0;
    for (let year = 0; year < years; year++) sum += 0.05 + volatility * stream.nextNormal();
    const { low, high } = expectedReturnInterval(sum / years, error, 0.9);
    if (low <= 0.05 && 0.05 <= high) covered += 1;
  }
  // Four standard errors of a share of 0.9 over the trials.
  expect(Math.abs(covered / trials - 0.9)).toBeLessThan(4 * Math.sqrt((0.9 * 0.1) / trials));
});

describe('refusals', () => {
  test('years, coverage, variance', () => {
    expect(() => meanStandardErrors(COVARIANCE, 0)).toThrow('0 years');
    expect(() => portfolioStandardError(Float64Array.of(1), Float64Array.of(-1), 5)).toThrow('-1');
    for (const coverage of [0, 1, Number.NaN]) expect(() => expectedReturnInterval(0, 1, coverage)).toThrow('coverage');
    expect(() => expectedReturnInterval(0, -1, 0.9)).toThrow('standard error -1');
  });
});
