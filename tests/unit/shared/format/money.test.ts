import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney, formatMoneyCompact } from '../../../../lib/shared/format/money';
import { MINUS, NO_FIGURE } from '../../../../lib/shared/format/number';

describe('formatMoney', () => {
  test.each([
    ['1250.00', 'USD', {}, '$1,250.00'],
    ['-3.2', 'USD', {}, `${MINUS}$3.20`],
    ['12', 'CHF', {}, 'CHF\u00a012.00'],
    ['0.005', 'USD', {}, '$0.00'],
    ['0.015', 'USD', {}, '$0.02'],
    ['-0.004', 'USD', { sign: 'always' }, '$0.00'],
    ['1999.5', 'EUR', { decimals: 0 }, '€2,000'],
    ['40', 'USD', { sign: 'always' }, '+$40.00'],
  ] as const)('%s %s is written %s', (amount, currency, style, text) => {
    expect(formatMoney(amount, currency, style)).toBe(text);
  });

  // Fifteen digits and cents do not fit a double; the wire text must survive.
  test('a large amount keeps its cents', () => {
    expect(formatMoney('999999999999999.99', 'USD')).toBe('$999,999,999,999,999.99');
  });

  test('an absent amount is not zero', () => {
    expect(formatMoney(null, 'USD')).toBe(NO_FIGURE);
    expect(formatMoney(Number.NaN, 'USD')).toBe(NO_FIGURE);
  });

  test('whole cents read the same from text and from number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
        expect(formatMoney(cents / 100, 'USD')).toBe(formatMoney((cents / 100).toFixed(2), 'USD'));
      }),
    );
  });

  test('a text that is no amount is a bug', () => {
    expect(() => formatMoney('1,000', 'USD')).toThrow('is not an amount');
  });
});

test('compact money keeps sign before symbol', () => {
  expect(formatMoneyCompact(-12_345, 'USD')).toBe(`${MINUS}$12.3k`);
  expect(formatMoneyCompact(250_000, 'EUR', 'always')).toBe('+€250k');
});
