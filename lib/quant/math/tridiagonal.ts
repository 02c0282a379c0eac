import { dot } from './matrix';

export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Length n - 1. */
  readonly offDiagonal: Float64Array;
  /** The transpose of Q in A = Q T Q', row-major, so that its rows turn into eigenvectors; empty when not wanted. */
  readonly vectors: Float64Array;
}

/**
 * Reduces a symmetric matrix to tridiagonal form by Householder reflections.
 *
 * @param work row-major n x n, symmetric; used up
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., algorithm 8.3.1
 */
export function tridiagonalise(work: Float64Array, size: number, wantsVectors: boolean): Tridiagonal {
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(Math.max(size - 1, 0));
  const reflectors: Reflector[] = [];
  for (let column = 0; column + 1 < size; column++) {
    diagonal[column] = work[column * size + column]!;
    const below = Float64Array.from(work.subarray(column * size + column + 1, (column + 1) * size));
    const { reflector, length } = reflectorFor(below);
    offDiagonal[column] = length;
    reflectors.push(reflector);
    if (reflector.scale !== 0) reflectBothSides(work, size, column + 1, reflector);
  }
  diagonal[size - 1] = work[size * size - 1]!;
  return { diagonal, offDiagonal, vectors: wantsVectors ? accumulate(reflectors, size) : new Float64Array(0) };
}

/** I - scale * v v', which acts on the last v.length coordinates; scale 0 leaves them as they are. */
interface Reflector {
  readonly vector: Float64Array;
  readonly scale: number;
}

/** The reflection that turns x into (length, 0, ..., 0); it takes over x as its vector. */
function reflectorFor(x: Float64Array): { reflector: Reflector; length: number } {
  const first = x[0]!;
  const rest = x.subarray(1);
  if (dot(rest, rest) === 0) return { reflector: { vector: x, scale: 0 }, length: first };
  const norm = Math.sqrt(dot(x, x));
  // The sign that adds instead of cancels.
  const length = first > 0 ? -norm : norm;
  x[0] = first - length;
  return { reflector: { vector: x, scale: 2 / dot(x, x) }, length };
}

/** A <- H A H on the trailing block, as the symmetric rank-two change A - v w' - w v'. */
function reflectBothSides(work: Float64Array, size: number, from: number, { vector, scale }: Reflector): void {
  const count = vector.length;
  const image = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const start = (from + row) * size + from;
    image[row] = scale * dot(work.subarray(start, start + count), vector);
  }
  const overlap = (scale / 2) * dot(image, vector);
  for (let row = 0; row < count; row++) image[row] = image[row]! - overlap * vector[row]!;
  for (let row = 0; row < count; row++) {
    const left = vector[row]!;
    const right = image[row]!;
    for (let column = 0, at = (from + row) * size + from; column < count; column++, at++) {
      work[at] = work[at]! - left * image[column]! - right * vector[column]!;
    }
  }
}

/** Q' = H_last ... H_first, built from the last reflection so that each touches only the block it can change. */
function accumulate(reflectors: readonly Reflector[], size: number): Float64Array {
  const transposed = new Float64Array(size * size);
  for (let index = 0; index < size; index++) transposed[index * size + index] = 1;
  for (let index = reflectors.length - 1; index >= 0; index--) {
    const { vector, scale } = reflectors[index]!;
    if (scale === 0) continue;
    const from = index + 1;
    for (let row = from; row < size; row++) {
      const tail = transposed.subarray(row * size + from, (row + 1) * size);
      const along = scale * dot(tail, vector);
      for (let column = 0; column < tail.length; column++) tail[column] = tail[column]! - along * vector[column]!;
    }
  }
  return transposed;
}
