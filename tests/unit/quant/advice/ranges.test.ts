import { describe, expect, test } from 'vitest';
import { expectedReturnRange, oneYearOutcomeRange, volatilityRange } from '@/lib/quant/advice/ranges';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** 95th percentile of the standard normal, Abramowitz & Stegun, table 26.5. */
const Z_95 = 1.6448536269514722;

describe('how well the expected return is known', () => {
  // Oracle: the standard error of a mean, sigma / sqrt(years), done by hand for 60/40 of two uncorrelated assets.
  test('the 90 % interval of a mean after so many years', () => {
    const covariance = Float64Array.of(0.04, 0, 0, 0.0025);
    const range = expectedReturnRange(0.06, Float64Array.of(0.6, 0.4), covariance, 3);
    const standardError = Math.sqrt((0.36 * 0.04 + 0.16 * 0.0025) / 3);
    expect(range.mean).toBe(0.06);
    expectClose(range.low, 0.06 - Z_95 * standardError, TOLERANCE.closedForm);
    expectClose(range.high, 0.06 + Z_95 * standardError, TOLERANCE.closedForm);
  });

  test('four times the years halve it', () => {
    const [weights, covariance] = [Float64Array.of(1), Float64Array.of(0.04)];
    const width = (years: number): number => {
      const { low, high } = expectedReturnRange(0.05, weights, covariance, years);
      return high - low;
    };
    expectClose(width(3) / width(12), 2, TOLERANCE.closedForm);
  });
});

describe('what one year may bring', () => {
  // Oracle: a log-normal with this mean and deviation, ln(1 + r) normal; moments of the normal in closed form.
  test('its log-normal has the mean and the volatility that were put in', () => {
    const { low, high } = oneYearOutcomeRange(0.07, 0.15);
    const centre = (Math.log(1 + low) + Math.log(1 + high)) / 2;
    const deviation = (Math.log(1 + high) - Math.log(1 + low)) / (2 * Z_95);
    const mean = Math.exp(centre + deviation ** 2 / 2) - 1;
    const volatility = (1 + mean) * Math.sqrt(Math.exp(deviation ** 2) - 1);
    expectClose(mean, 0.07, TOLERANCE.closedForm);
    expectClose(volatility, 0.15, TOLERANCE.closedForm);
  });

  test('no more than everything can be lost, and without risk there is no range', () => {
    expect(oneYearOutcomeRange(0.1, 3).low).toBeGreaterThan(-1);
    const { low, high } = oneYearOutcomeRange(0.04, 0);
    expectClose(low, 0.04, TOLERANCE.closedForm);
    expectClose(high, 0.04, TOLERANCE.closedForm);
  });

  test('a mean that loses everything is a bug of the caller', () => {
    expect(() => oneYearOutcomeRange(-1, 0.1)).toThrow('mean -1');
  });
});

const normals = (count: number, seed: number, scaleAt: (t: number) => number = () => 0.01): Float64Array => {
  const random = randomStream(seed);
  return Float64Array.from({ length: count }, (_, t) => scaleAt(t) * random.nextNormal());
};

describe('how well volatility is known', () => {
  // Oracle: for independent normal returns sd(ln s) = 1 / sqrt(2 T). Averaged over samples, for one alone is noisy.
  test('independent normal returns give the textbook width', () => {
    const size = 5000;
    const widths = Array.from({ length: 40 }, (_, seed) => {
      const { low, high } = volatilityRange(0.16, normals(size, seed + 1));
      return Math.log(high / low) / (2 * Z_95);
    });
    const average = widths.reduce((sum, width) => sum + width, 0) / widths.length;
    // 63 lags of noise in the long-run variance: some per cent low by the centring, some per cent of sampling.
    expect(Math.abs(average * Math.sqrt(2 * size) - 1)).toBeLessThan(0.1);
  });

  test('calm and stormy quarters widen it, though the average risk is the same', () => {
    const clustered = normals(2000, 7, (t) => (Math.floor(t / 60) % 2 === 0 ? 0.004 : 0.0136));
    const steady = normals(2000, 7, () => 0.01);
    const width = (returns: Float64Array): number => {
      const { low, high } = volatilityRange(0.16, returns);
      return high / low;
    };
    expect(width(clustered)).toBeGreaterThan(width(steady) ** 2);
  });

  test('the estimate lies in the middle, in ratios', () => {
    const { low, high } = volatilityRange(0.12, normals(800, 3));
    expectClose(Math.sqrt(low * high), 0.12, TOLERANCE.closedForm);
  });

  test('a mix that does not move is known exactly; too few days are worth a factor of two', () => {
    expect(volatilityRange(0, new Float64Array(500))).toEqual({ low: 0, high: 0 });
    expect(volatilityRange(0.1, normals(100, 1))).toEqual({ low: 0.05, high: 0.2 });
  });
});
