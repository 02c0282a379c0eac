import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCompact, formatNumber, groupDigits, MINUS, NO_FIGURE } from '../../../../lib/shared/format/number';

describe('formatNumber', () => {
  test.each([
    [1234567.891, {}, '1,234,567.89'],
    [-1234.5, {}, `${MINUS}1,234.50`],
    [12, { sign: 'always', decimals: 0 }, '+12'],
    [-0.004, { decimals: 2 }, '0.00'],
    [-0, { sign: 'always' }, '0.00'],
    [999.999, { decimals: 2 }, '1,000.00'],
  ] as const)('%d is written %s', (value, style, text) => {
    expect(formatNumber(value, style)).toBe(text);
  });

  test.each([null, Number.NaN, Number.POSITIVE_INFINITY])('%s is shown as absent, never as zero', (value) => {
    expect(formatNumber(value)).toBe(NO_FIGURE);
  });

  test('a hyphen never stands for a minus', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => !formatNumber(value).includes('-')),
    );
  });

  // Oracle: removing the grouping gives back the plain decimal.
  test('grouping only inserts commas', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const plain = value.toFixed(decimals);
        expect(groupDigits(plain).replaceAll(',', '')).toBe(plain);
        expect(groupDigits(plain).split('.')[0]).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });
});

describe('formatCompact', () => {
  test.each([
    [0, '0'],
    [7.256, '7.26'],
    [950, '950'],
    [1234, '1.23k'],
    [56_789, '56.8k'],
    [999_950, '1m'],
    [1_500_000, '1.5m'],
    [-2_000_000_000, `${MINUS}2bn`],
    [3.4e12, '3.4tn'],
  ])('%d is written %s', (value, text) => {
    expect(formatCompact(value)).toBe(text);
  });
});
