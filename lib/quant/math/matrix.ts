import { invariant } from '../../base/invariant';

/** Matrices are row-major Float64Arrays; a square one of size n has entry (row, column) at `row * n + column`. */

/** Sum of products of two vectors of the same length. */
export function dot(left: Float64Array, right: Float64Array): number {
  invariant(left.length === right.length, `dot of lengths ${left.length} and ${right.length}`);
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

/** Sum of the entries. */
export function sumOf(vector: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index++) sum += vector[index]!;
  return sum;
}

/** Largest absolute entry; 0 for an empty vector. */
export function maxAbs(vector: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < vector.length; index++) largest = Math.max(largest, Math.abs(vector[index]!));
  return largest;
}

/**
 * Matrix times vector, written into `target` (a new vector by default).
 *
 * @param matrix row-major, rows x vector.length
 * @throws InvariantError when the shapes do not fit
 */
export function matVec(
  matrix: Float64Array,
  vector: Float64Array,
  target: Float64Array = new Float64Array(matrix.length / vector.length),
): Float64Array {
  const columns = vector.length;
  invariant(target.length * columns === matrix.length, `${matrix.length} entries times a vector of ${columns}`);
  for (let row = 0; row < target.length; row++) {
    let sum = 0;
    for (let column = 0, at = row * columns; column < columns; column++, at++) sum += matrix[at]! * vector[column]!;
    target[row] = sum;
  }
  return target;
}

/**
 * x' M x for a square row-major matrix.
 *
 * @throws InvariantError when the shapes do not fit
 */
export function quadraticForm(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  invariant(matrix.length === size * size, `${matrix.length} entries for a square matrix of size ${size}`);
  let sum = 0;
  for (let row = 0; row < size; row++) {
    const own = vector[row]!;
    // Portfolios hold few of many.
    if (own === 0) continue;
    let rowSum = 0;
    for (let column = 0, at = row * size; column < size; column++, at++) rowSum += matrix[at]! * vector[column]!;
    sum += own * rowSum;
  }
  return sum;
}

/** Copy of the main diagonal of a square row-major matrix. */
export function diagonalOf(matrix: Float64Array): Float64Array {
  const size = Math.round(Math.sqrt(matrix.length));
  invariant(matrix.length === size * size, `${matrix.length} entries are no square matrix`);
  return Float64Array.from({ length: size }, (_, index) => matrix[index * size + index]!);
}

/** Largest |a_ij - a_ji|: 0 for an exactly symmetric matrix. */
export function asymmetry(matrix: Float64Array, size: number): number {
  invariant(matrix.length === size * size, `${matrix.length} entries for a square matrix of size ${size}`);
  let largest = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      largest = Math.max(largest, Math.abs(matrix[row * size + column]! - matrix[column * size + row]!));
    }
  }
  return largest;
}
