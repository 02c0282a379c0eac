import { describe, expect, test } from 'vitest';
import {
  dividendMicros,
  fillLimitSteps,
  splitPosition,
  splitRatioOf,
} from '../../../../lib/quant/trading/corporate-actions';

const WHOLE = { quantityDecimals: 0, isFractionable: false };
const FINE = { quantityDecimals: 6, isFractionable: true };

// Oracle: by hand. The factors are those of known splits: Apple 2014 and 2020, Alphabet 2022, a 3-for-2, General Electric 2021.
test.each([
  [7, 7, 1],
  [4, 4, 1],
  [20, 20, 1],
  [1.5, 3, 2],
  [0.125, 1, 8],
  [0.333333, 1, 3],
  [1.0512, 657, 625],
  [1, 1, 1],
])('a factor of %d is %d for %d', (factor, numerator, denominator) => {
  expect(splitRatioOf(factor)).toEqual({ numerator, denominator });
});

test.each([0, -2, Number.NaN, 12_345.5])('a factor of %d is refused', (factor) => {
  expect(() => splitRatioOf(factor)).toThrow('split factor');
});

describe('splits of a position', () => {
  test('105 shares 3 for 2 are 157, and half a share at 40 is paid as 20.00', () => {
    expect(splitPosition(105, { numerator: 3, denominator: 2 }, WHOLE, 40)).toEqual({
      steps: 157,
      inLieuMicros: 20_000_000,
    });
  });

  test('1 for 8 of 30 shares leaves 3, and three quarters of a share at 100 are paid as 75.00', () => {
    expect(splitPosition(30, { numerator: 1, denominator: 8 }, WHOLE, 100)).toEqual({
      steps: 3,
      inLieuMicros: 75_000_000,
    });
  });

  test('fractions of a millionth of a share are exact beyond 2^53', () => {
    expect(splitPosition(4_503_599_627_370_495, { numerator: 2, denominator: 1 }, FINE, 1).steps).toBe(
      9_007_199_254_740_990,
    );
    expect(() => splitPosition(4_503_599_627_370_497, { numerator: 2, denominator: 1 }, FINE, 1)).toThrow('counted');
  });
});

test('a dividend of 0.2275 on 33.333333 shares is 7.583333', () => {
  expect(dividendMicros(33_333_333, FINE, 0.2275)).toBe(7_583_333);
});

describe('how much a volume lets through', () => {
  test('a tenth of 1,005 shares is 100 whole shares or 100.5', () => {
    expect(fillLimitSteps(1_005, 0.1, WHOLE)).toBe(100);
    expect(fillLimitSteps(1_005, 0.1, FINE)).toBe(100_500_000);
  });

  test('a day without volume lets nothing through, a day of unknown volume everything', () => {
    expect(fillLimitSteps(0, 0.1, FINE)).toBe(0);
    expect(fillLimitSteps(Number.NaN, 0.1, FINE)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
