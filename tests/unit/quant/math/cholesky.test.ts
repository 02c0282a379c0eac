import fc from 'fast-check';
import { lusolve } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { choleskyFactor, choleskySolve, invertLower, semidefiniteRank } from '@/lib/quant/math/cholesky';
import { matVec } from '@/lib/quant/math/matrix';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** factors' factors + ridge on the diagonal: positive definite for ridge > 0, of rank rows(factors) for ridge = 0. */
function gram(factors: readonly (readonly number[])[], size: number, ridge: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      for (const factor of factors) matrix[row * size + column]! += factor[row]! * factor[column]!;
    }
    matrix[row * size + row]! += ridge;
  }
  return matrix;
}

const SIZE = 6;
const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: SIZE, maxLength: SIZE });

describe('cholesky', () => {
  // Closed form: [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]].
  test('factor and inverse of a two by two by hand', () => {
    const outcome = choleskyFactor(Float64Array.of(4, 2, 2, 5), 2);
    expect(outcome).toEqual({ status: 'factored', lower: Float64Array.of(2, 0, 1, 2), pivotRatioMin: 0.8 });
    expect([...invertLower(Float64Array.of(2, 0, 1, 2), 2)]).toEqual([0.5, 0, -0.25, 0.5]);
  });

  // Oracle: mathjs solves the same system by LU.
  test('solve agrees with mathjs', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 3, maxLength: 8 }), vector, (factors, right) => {
        const matrix = gram(factors, SIZE, 0.5);
        const outcome = choleskyFactor(matrix, SIZE);
        if (outcome.status !== 'factored') throw new Error('a ridge of 0.5 is positive definite');
        const rows = Array.from({ length: SIZE }, (_, row) => [...matrix.subarray(row * SIZE, (row + 1) * SIZE)]);
        const expected = (lusolve(rows, right) as number[][]).flat();
        const solution = choleskySolve(outcome.lower, Float64Array.from(right));
        expected.forEach((value, index) => expectClose(solution[index]!, value, TOLERANCE.longSum));
        const unit = matVec(invertLower(outcome.lower, SIZE), matVec(outcome.lower, Float64Array.from(right)));
        right.forEach((value, index) => expectClose(unit[index]!, value, TOLERANCE.longSum));
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  test('says where a matrix is not positive definite', () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toEqual({ status: 'not-positive-definite', failedAt: 1 });
    expect(choleskyFactor(Float64Array.of(0), 1)).toEqual({ status: 'not-positive-definite', failedAt: 0 });
    expect(choleskyFactor(Float64Array.of(Number.NaN), 1)).toEqual({ status: 'not-positive-definite', failedAt: 0 });
    expect(() => choleskyFactor(Float64Array.of(1, 2), 2)).toThrow('square');
  });
});

describe('semidefinite rank', () => {
  test('counts the factors of a Gram matrix at any scale of its rows', () => {
    const factors = [
      [1, 0.5, 2, -1, 0, 0.3],
      [0, 1, 1, 1, 0, -0.7],
    ];
    expect(semidefiniteRank(gram(factors, SIZE, 0), SIZE, 1e-9)).toEqual({ status: 'semidefinite', rank: 2 });
    const scaled = factors.map((factor) => factor.map((value, index) => value * 10 ** (2 * index - 6)));
    expect(semidefiniteRank(gram(scaled, SIZE, 0), SIZE, 1e-9)).toEqual({ status: 'semidefinite', rank: 2 });
    expect(semidefiniteRank(new Float64Array(4), 2, 1e-9)).toEqual({ status: 'semidefinite', rank: 0 });
    expect(semidefiniteRank(gram(factors, SIZE, 1), SIZE, 1e-9)).toEqual({ status: 'semidefinite', rank: SIZE });
  });

  test('finds a negative eigenvalue hidden among small variances', () => {
    expect(semidefiniteRank(Float64Array.of(1, 0, 0, 0, 1e-8, 2e-8, 0, 2e-8, 1e-8), 3, 1e-9).status).toBe('indefinite');
    expect(semidefiniteRank(Float64Array.of(-1), 1, 1e-9)).toEqual({ status: 'indefinite', row: 0 });
    expect(semidefiniteRank(Float64Array.of(0, 1, 1, 1), 2, 1e-9)).toEqual({ status: 'indefinite', row: 0 });
    // Zero diagonal left over with a large entry beside it: correlations 1, 1, -1 contradict each other.
    expect(semidefiniteRank(Float64Array.of(1, 1, 1, 1, 1, -1, 1, -1, 1), 3, 1e-9).status).toBe('indefinite');
  });
});
