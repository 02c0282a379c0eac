import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUS, NO_FIGURE } from '../../../../lib/shared/format/number';
import { formatPercent, formatPercentRange, formatPoints, parsePercent } from '../../../../lib/shared/format/percent';

describe('formatPercent', () => {
  test.each([
    [0.1234, {}, '12.3%'],
    [-0.05, {}, `${MINUS}5.0%`],
    [0.05, { sign: 'always' }, '+5.0%'],
    [-0.0004, {}, '0.0%'],
    [12.5, { decimals: 0 }, '1,250%'],
  ] as const)('%d is written %s', (value, style, text) => {
    expect(formatPercent(value, style)).toBe(text);
  });

  test('an absent figure is not zero', () => {
    expect(formatPercent(null)).toBe(NO_FIGURE);
    expect(formatPoints(Number.NaN)).toBe(NO_FIGURE);
  });
});

test('a range reads with "to", also below zero', () => {
  expect(formatPercentRange(-0.121, 0.2)).toBe(`${MINUS}12.1% to 20.0%`);
});

test('a difference of percentages is in points', () => {
  expect(formatPoints(0.012)).toBe('+1.2\u00a0pp');
});

describe('parsePercent', () => {
  test.each([
    ['12', 0.12],
    ['7.1', 0.071],
    ['12.5 %', 0.125],
    [`${MINUS}3`, -0.03],
    ['.5', 0.005],
  ])('%s is %d', (text, value) => {
    expect(parsePercent(text)).toBe(value);
  });

  test.each(['', 'abc', '1e3', '12%%', '1,5', '--2'])('%s is refused', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });

  test('what is printed can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999, max: 999 }), (tenths) => {
        expect(parsePercent(formatPercent(tenths / 1000))).toBeCloseTo(tenths / 1000, 12);
      }),
    );
  });
});
