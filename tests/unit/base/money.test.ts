import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divideHalfEven,
  formatMicros,
  microsFromNumber,
  microsToNumber,
  parseMicros,
  roundToCents,
  splitMicros,
} from '../../../lib/base/money';

const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

describe('reading and writing', () => {
  test.each([
    ['1250.00', 1_250_000_000n],
    ['-0.5', -500_000n],
    [' 7 ', 7_000_000n],
    ['0.000001', 1n],
    ['-0', 0n],
    ['999999999999999.999999', 999_999_999_999_999_999_999n],
  ])('%j is read', (text, micros) => expect(parseMicros(text)).toBe(micros));

  test.each(['', '.5', '5.', '1,000.00', '1e3', '+5', '--5', '0.0000001', '1234567890123456', 'NaN', '1 2', '٣'])(
    '%j is no amount',
    (text) => expect(parseMicros(text)).toBeUndefined(),
  );

  test.each([
    [1_250_000_000n, '1250.00'],
    [-500_000n, '-0.50'],
    [0n, '0.00'],
    [1n, '0.000001'],
    [1_230_000n, '1.23'],
    [1_234_000n, '1.234'],
  ])('%d micros are written', (micros, text) => expect(formatMicros(micros)).toBe(text));

  test('what is written reads back', () => {
    fc.assert(
      fc.property(amount, (micros) => {
        expect(parseMicros(formatMicros(micros))).toBe(micros);
      }),
      { seed: 14 },
    );
  });
});

describe('rounding half to even', () => {
  // The table of IEEE 754 roundTiesToEven, in halves.
  test.each([
    [1n, 0n],
    [3n, 2n],
    [5n, 2n],
    [7n, 4n],
    [-1n, 0n],
    [-3n, -2n],
    [-5n, -2n],
    [-7n, -4n],
    [4n, 2n],
  ])('%d halves', (halves, rounded) => expect(divideHalfEven(halves, 2n)).toBe(rounded));

  test.each([
    [1_004_999n, 1_000_000n],
    [1_005_000n, 1_000_000n],
    [1_005_001n, 1_010_000n],
    [1_015_000n, 1_020_000n],
    [-1_015_000n, -1_020_000n],
    [-1_005_000n, -1_000_000n],
  ])('%d micros to cents', (micros, rounded) => expect(roundToCents(micros)).toBe(rounded));

  test('is never more than half away, even on a tie, and odd about zero', () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const rounded = divideHalfEven(numerator, denominator);
        const error = rounded * denominator - numerator;
        const twice = 2n * (error < 0n ? -error : error);
        expect(twice <= denominator).toBe(true);
        if (twice === denominator) expect(rounded % 2n).toBe(0n);
        expect(divideHalfEven(-numerator, denominator)).toBe(-rounded);
      }),
      { seed: 15 },
    );
  });

  test('a denominator that is not positive is refused', () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow('denominator');
    expect(() => divideHalfEven(1n, -2n)).toThrow('denominator');
  });
});

describe('doubles', () => {
  test.each([
    [0.1, 100_000n],
    [-1250.25, -1_250_250_000n],
    [0.0000005, 0n],
    [0.0000015, 2n],
    [-0.0000005, 0n],
    [-0.0000015, -2n],
    [-0, 0n],
  ])('%d to the nearest micro, half-even', (value, micros) => expect(microsFromNumber(value)).toBe(micros));

  test('amounts up to 2^53 micros survive the way there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }), (micros) => {
        expect(microsFromNumber(microsToNumber(micros))).toBe(micros);
      }),
      { seed: 16 },
    );
  });

  test.each([Number.NaN, Infinity, 1e10, -1e10])('%d does not fit', (value) => {
    expect(() => microsFromNumber(value)).toThrow('does not fit money');
  });
});

describe('splitting', () => {
  test('largest remainder first, then order', () => {
    expect(splitMicros(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitMicros(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]); // 1.43, 2.86, 5.71
    expect(splitMicros(5n, [0n, 1n, 0n])).toEqual([0n, 5n, 0n]);
  });

  test('parts add up exactly, lie within one of their share, and zero weights get nothing', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, shares) => {
        const sum = shares.reduce((left, right) => left + right, 0n);
        fc.pre(sum > 0n);
        const parts = splitMicros(total, shares);
        expect(parts.reduce((left, right) => left + right, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const gap = part * sum - total * shares[index]!;
          expect(gap < sum && -gap < sum).toBe(true);
        });
      }),
      { seed: 17 },
    );
  });

  test('refusals', () => {
    expect(() => splitMicros(10n, [])).toThrow('positive weight');
    expect(() => splitMicros(10n, [0n])).toThrow('positive weight');
    expect(() => splitMicros(-1n, [1n])).toThrow('at least zero');
    expect(() => splitMicros(10n, [5n, -1n])).toThrow('negative share');
  });
});
