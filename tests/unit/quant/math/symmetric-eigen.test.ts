import fc from 'fast-check';
import { det } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { dot, maxAbs } from '../../../../lib/quant/math/matrix';
import { randomStream } from '../../../../lib/quant/math/rng';
import { symmetricEigen, symmetricEigenvalues } from '../../../../lib/quant/math/symmetric-eigen';
import { expectClose, TOLERANCE } from '../../../support/close';

/** Backward stability: errors are a modest multiple of n times the unit rounding of the largest entry. */
const STABILITY = 1e-13;

function randomSymmetric(size: number, seed: number): Float64Array {
  const stream = randomStream(`eigen ${seed}`);
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      matrix[row * size + column] = matrix[column * size + row] = stream.nextNormal();
    }
  }
  return matrix;
}

function expectDecomposition(matrix: Float64Array, size: number): void {
  const { values, vectors } = symmetricEigen(matrix, size);
  const scale = Math.max(maxAbs(matrix), Number.MIN_VALUE);
  for (let row = 0; row < size; row++) {
    const rowVector = vectors.subarray(row * size, (row + 1) * size);
    if (row > 0) expect(values[row]).toBeLessThanOrEqual(values[row - 1]!);
    expect(Math.max(...rowVector)).toBeGreaterThanOrEqual(maxAbs(rowVector));
    for (let column = 0; column < size; column++) {
      const other = vectors.subarray(column * size, (column + 1) * size);
      expectClose(dot(rowVector, other), row === column ? 1 : 0, STABILITY * size);
      let rebuilt = 0;
      for (let k = 0; k < size; k++) rebuilt += values[k]! * vectors[k * size + row]! * vectors[k * size + column]!;
      expectClose(rebuilt / scale, matrix[row * size + column]! / scale, STABILITY * size);
    }
  }
  symmetricEigenvalues(matrix, size).forEach((value, k) =>
    expectClose(value / scale, values[k]! / scale, STABILITY * size),
  );
}

// Oracle: the characteristic polynomial of a 2 x 2 matrix by hand.
test('a 2 x 2 matrix by hand', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expectClose(values[0]!, 3, TOLERANCE.closedForm);
  expectClose(values[1]!, 1, TOLERANCE.closedForm);
  expectClose(vectors[0]!, Math.SQRT1_2, TOLERANCE.closedForm);
  expectClose(vectors[1]!, Math.SQRT1_2, TOLERANCE.closedForm);
});

// Oracle: the second-difference matrix has eigenvalues 2 - 2 cos(k pi / (n + 1)).
test('the second-difference matrix has its known spectrum', () => {
  const size = 40;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    matrix[i * size + i] = 2;
    if (i > 0) matrix[i * size + i - 1] = matrix[(i - 1) * size + i] = -1;
  }
  const { values } = symmetricEigen(matrix, size);
  values.forEach((value, index) => {
    expectClose(value, 2 - 2 * Math.cos(((size - index) * Math.PI) / (size + 1)), TOLERANCE.closedForm);
  });
  expectDecomposition(matrix, size);
});

describe('A = V D V and V is orthogonal', () => {
  test.each([1, 2, 3, 5, 10, 37])('random matrix of size %d', (size) => {
    for (let seed = 0; seed < 5; seed++) expectDecomposition(randomSymmetric(size, seed), size);
  });

  test('equal, zero and single values', () => {
    expectDecomposition(Float64Array.of(0, 0, 0, 0), 2);
    expectDecomposition(Float64Array.of(0, 1, 1, 0), 2);
    expectDecomposition(
      Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 3 : 0)),
      5,
    );
    expectDecomposition(new Float64Array(36).fill(1e-7), 6);
    expectDecomposition(Float64Array.of(-4), 1);
  });

  test('entries of any size', () => {
    const matrix = randomSymmetric(6, 9);
    for (const factor of [1e-200, 1e-9, 1e9, 1e200])
      expectDecomposition(
        matrix.map((entry) => entry * factor),
        6,
      );
  });

  test('small integers, with many ties and zeros', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 21, maxLength: 21 }), (entries) => {
        const matrix = new Float64Array(36);
        let next = 0;
        for (let row = 0; row < 6; row++) {
          for (let column = 0; column <= row; column++) {
            matrix[row * 6 + column] = matrix[column * 6 + row] = entries[next++]!;
          }
        }
        expectDecomposition(matrix, 6);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

// Oracle: mathjs for the determinant; the trace by adding.
test('values multiply to the determinant and add to the trace', () => {
  const size = 7;
  const matrix = randomSymmetric(size, 21);
  const rows = Array.from({ length: size }, (_, row) => Array.from(matrix.subarray(row * size, (row + 1) * size)));
  const values = symmetricEigenvalues(matrix, size);
  expectClose(values.reduce((product, value) => product * value, 1) / det(rows), 1, TOLERANCE.longSum);
  expectClose(
    values.reduce((sum, value) => sum + value, 0),
    rows.reduce((sum, row, i) => sum + row[i]!, 0),
    TOLERANCE.closedForm * 10,
  );
});

describe('refusals', () => {
  test.each([
    ['a wrong shape', Float64Array.of(1, 2, 3), 2, 'entries'],
    ['an asymmetric matrix', Float64Array.of(1, 2, 3, 1), 2, 'symmetric'],
    ['NaN', Float64Array.of(1, Number.NaN, Number.NaN, 1), 2, 'finite'],
    ['nothing', new Float64Array(0), 0, 'size 0'],
  ])('%s', (_, matrix, size, message) => {
    expect(() => symmetricEigen(matrix, size)).toThrow(message);
  });
});

test('the input is left alone', () => {
  const matrix = randomSymmetric(4, 2);
  const copy = Float64Array.from(matrix);
  symmetricEigen(matrix, 4);
  expect(matrix).toEqual(copy);
});
