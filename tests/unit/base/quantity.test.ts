import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatPrice,
  formatQuantity,
  notionalMicros,
  parsePrice,
  parseQuantity,
  priceFromNumber,
  quantityToNumber,
} from '../../../lib/base/quantity';

const decimals = fc.integer({ min: 0, max: 9 });
const steps = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('quantities and prices as text', () => {
  test.each([
    ['1.5', 9, 1_500_000_000n],
    ['-0.000000001', 9, -1n],
    ['12', 0, 12n],
    ['12.0', 0, 12n],
    ['1.2300', 2, 123n],
  ])('%s with %d decimals', (text, places, expected) => expect(parseQuantity(text, places)).toBe(expected));

  test.each([
    ['1.5', 0],
    ['1.234', 2],
    ['1e3', 9],
    ['', 9],
    ['1.', 9],
    ['.5', 9],
    ['1234567890123456789', 0],
  ])('%j with %d decimals is none', (text, places) => expect(parseQuantity(text, places)).toBeUndefined());

  test('what is written reads back, without needless zeros', () => {
    fc.assert(
      fc.property(steps, decimals, (value, places) => {
        const text = formatQuantity(value, places);
        expect(parseQuantity(text, places)).toBe(value);
        expect(text).not.toMatch(/\.\d*0$|\.$|^-0$/);
      }),
      { seed: 18 },
    );
    expect(formatPrice(parsePrice('0.0000000001')!)).toBe('0.0000000001');
    expect(formatPrice(4_123_400_000_000n)).toBe('412.34');
    expect(formatQuantity(-5n, 1)).toBe('-0.5');
  });

  test.each([-1, 10, 1.5, Number.NaN])('%d decimals are refused', (places) => {
    expect(() => parseQuantity('1', places)).toThrow('decimals');
    expect(() => formatQuantity(1n, places)).toThrow('decimals');
    expect(() => notionalMicros(1n, places, 1n)).toThrow('decimals');
  });
});

describe('prices from doubles', () => {
  test('the nearest price with ten places', () => {
    expect(priceFromNumber(412.34)).toBe(4_123_400_000_000n);
    expect(priceFromNumber(1e-10)).toBe(1n);
    expect(priceFromNumber(0.1 + 0.2)).toBe(3_000_000_000n);
  });

  test.each([0, -1, 1e9, Number.NaN, Infinity, 1e-12])('%d is no price', (price) => {
    expect(() => priceFromNumber(price)).toThrow('is not a price');
  });
});

describe('notional', () => {
  // By hand: 1.5 shares at 412.345 are 618.5175.
  test('by hand', () => {
    expect(notionalMicros(15n, 1, parsePrice('412.345')!)).toBe(618_517_500n);
    expect(notionalMicros(-3n, 0, parsePrice('10')!)).toBe(-30_000_000n);
  });

  // 5 steps of 10^-9 at 100 are 0.5 micros, 15 are 1.5, 25 are 2.5: ties go to the even micro.
  test.each([
    [5n, 0n],
    [15n, 2n],
    [25n, 2n],
    [-15n, -2n],
  ])('%d billionths at 100 round half to even', (quantity, micros) => {
    expect(notionalMicros(quantity, 9, parsePrice('100')!)).toBe(micros);
  });

  // Oracle: the exact product as a fraction over 10^(decimals + 10).
  test('is the exact product, rounded once', () => {
    fc.assert(
      fc.property(steps, decimals, fc.bigInt({ min: 1n, max: 10n ** 19n }), (quantity, places, price) => {
        const scale = 10n ** BigInt(places + 10);
        const error = notionalMicros(quantity, places, price) * scale - quantity * price * 1_000_000n;
        expect(2n * (error < 0n ? -error : error) <= scale).toBe(true);
      }),
      { seed: 19 },
    );
  });

  test('doubles for plans', () => {
    expect(quantityToNumber(1_500_000_000n, 9)).toBe(1.5);
    expect(quantityToNumber(-7n, 0)).toBe(-7);
  });
});
