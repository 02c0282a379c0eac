import fc from 'fast-check';
import { multiply } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { asymmetry, diagonalOf, dot, matVec, maxAbs, quadraticForm, sumOf } from '@/lib/quant/math/matrix';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const entry = fc.double({ min: -10, max: 10, noNaN: true });
const squareAndVector = fc
  .integer({ min: 1, max: 8 })
  .chain((size) =>
    fc.tuple(
      fc.array(entry, { minLength: size * size, maxLength: size * size }),
      fc.array(entry, { minLength: size, maxLength: size }),
    ),
  );
const rowsOf = (flat: readonly number[], size: number): number[][] =>
  Array.from({ length: size }, (_, row) => flat.slice(row * size, (row + 1) * size));

describe('row-major helpers', () => {
  // Oracle: mathjs multiplies the same nested arrays.
  test('products agree with mathjs', () => {
    fc.assert(
      fc.property(squareAndVector, ([flat, vector]) => {
        const rows = rowsOf(flat, vector.length);
        const expected = multiply(rows, vector);
        const product = matVec(Float64Array.from(flat), Float64Array.from(vector));
        expected.forEach((value, index) => expectClose(product[index]!, value, TOLERANCE.closedForm));
        const form = quadraticForm(Float64Array.from(flat), Float64Array.from(vector));
        expectClose(form, Number(multiply(vector, expected)), 1e-11);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('small figures by hand', () => {
    expect(dot(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(11);
    expect(sumOf(Float64Array.of(1, -2, 4))).toBe(3);
    expect(maxAbs(Float64Array.of(1, -7, 4))).toBe(7);
    expect(maxAbs(new Float64Array())).toBe(0);
    expect([...diagonalOf(Float64Array.of(1, 2, 3, 4))]).toEqual([1, 4]);
    expect(asymmetry(Float64Array.of(1, 2, 5, 4), 2)).toBe(3);
    expect([...matVec(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 1))]).toEqual([3, 7, 11]);
  });

  test('refuses shapes that do not fit', () => {
    expect(() => dot(Float64Array.of(1), Float64Array.of(1, 2))).toThrow('lengths');
    expect(() => quadraticForm(Float64Array.of(1, 2), Float64Array.of(1, 2))).toThrow('square');
    expect(() => matVec(Float64Array.of(1, 2, 3), Float64Array.of(1, 2), new Float64Array(2))).toThrow('times');
    expect(() => diagonalOf(Float64Array.of(1, 2, 3))).toThrow('square');
    expect(() => asymmetry(Float64Array.of(1, 2, 3), 2)).toThrow('square');
  });
});
