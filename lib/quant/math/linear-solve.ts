import { invariant } from '../../base/invariant';

/**
 * Solves A X = B for a general square A by elimination with row pivoting.
 *
 * @param matrix row-major n x n; not changed
 * @param right  row-major n x m; not changed
 * @returns row-major n x m; undefined where A is singular
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., algorithm 3.4.1
 */
export function linearSolve(matrix: Float64Array, right: Float64Array, size: number): Float64Array | undefined {
  invariant(matrix.length === size * size && right.length % size === 0, `${matrix.length} entries for ${size} rows`);
  const width = right.length / size;
  const upper = Float64Array.from(matrix);
  const solution = Float64Array.from(right);
  for (let step = 0; step < size; step++) {
    let pivot = step;
    for (let row = step + 1; row < size; row++) {
      if (Math.abs(upper[row * size + step]!) > Math.abs(upper[pivot * size + step]!)) pivot = row;
    }
    if (!(Math.abs(upper[pivot * size + step]!) > 0)) return undefined;
    swapRows(upper, size, step, pivot);
    swapRows(solution, width, step, pivot);
    for (let row = step + 1; row < size; row++) {
      const factor = upper[row * size + step]! / upper[step * size + step]!;
      for (let column = step; column < size; column++)
        upper[row * size + column]! -= factor * upper[step * size + column]!;
      for (let column = 0; column < width; column++)
        solution[row * width + column]! -= factor * solution[step * width + column]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = 0; column < width; column++) {
      let sum = solution[row * width + column]!;
      for (let inner = row + 1; inner < size; inner++)
        sum -= upper[row * size + inner]! * solution[inner * width + column]!;
      solution[row * width + column] = sum / upper[row * size + row]!;
    }
  }
  return solution;
}

function swapRows(matrix: Float64Array, width: number, first: number, second: number): void {
  if (first === second) return;
  for (let column = 0; column < width; column++) {
    const entry = matrix[first * width + column]!;
    matrix[first * width + column] = matrix[second * width + column]!;
    matrix[second * width + column] = entry;
  }
}
