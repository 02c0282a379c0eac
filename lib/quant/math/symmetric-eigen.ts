import { invariant } from '../../base/invariant';
import { asymmetry, maxAbs } from './matrix';
import { tridiagonalise } from './tridiagonal';

/** Relative to the largest entry: sums in another order differ by a few roundings a term; more is a bug of the caller. */
const ASYMMETRY_MAX = 1e-10;

/** The shifted iteration needs about two steps a value; thirty times that has never been seen. */
const STEPS_PER_VALUE_MAX = 60;

export interface SymmetricEigen {
  /** Length n, from largest to smallest. */
  readonly values: Float64Array;
  /** Row-major n x n; ROW k is the unit eigenvector of values[k], its largest entry positive. */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: A = sum over k of values[k] v_k v_k'.
 * Householder reduction to tridiagonal form, then implicitly shifted steps; backward stable, 3 n^3 operations or so.
 *
 * @param matrix row-major n x n, symmetric, finite; not changed
 * @throws InvariantError on a wrong shape, an asymmetric or a non-finite matrix
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., sections 8.3.1 to 8.3.5
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const { values, vectors } = decompose(matrix, size, true);
  const order = Array.from(values.keys()).sort((left, right) => values[right]! - values[left]!);
  const sortedValues = new Float64Array(size);
  const sortedVectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    sortedValues[to] = values[from]!;
    sortedVectors.set(orient(vectors.subarray(from * size, (from + 1) * size)), to * size);
  });
  return { values: sortedValues, vectors: sortedVectors };
}

/**
 * The eigenvalues alone, from largest to smallest: a third of the work.
 *
 * @param matrix row-major n x n, symmetric, finite; not changed
 * @throws InvariantError on a wrong shape, an asymmetric or a non-finite matrix
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  return decompose(matrix, size, false).values.sort().reverse();
}

function decompose(
  matrix: Float64Array,
  size: number,
  wantsVectors: boolean,
): { values: Float64Array; vectors: Float64Array } {
  invariant(matrix.length === size * size && size >= 1, `${matrix.length} entries for a matrix of size ${size}`);
  invariant(matrix.every(Number.isFinite), `a matrix of size ${size} holds a value that is not finite`);
  const scale = maxAbs(matrix);
  invariant(asymmetry(matrix, size) <= ASYMMETRY_MAX * scale, `a matrix of size ${size} is not symmetric`);
  // Working on entries of at most one keeps squares away from overflow and underflow.
  const scaled = scale > 0 ? matrix.map((entry) => entry / scale) : Float64Array.from(matrix);
  const { diagonal, offDiagonal, vectors } = tridiagonalise(scaled, size, wantsVectors);
  diagonaliseTridiagonal(diagonal, offDiagonal, vectors);
  return { values: diagonal.map((value) => value * scale), vectors };
}

/**
 * Turns a tridiagonal matrix into its eigenvalues, in place.
 *
 * @param diagonal    length n; becomes the eigenvalues, in no order
 * @param offDiagonal length n - 1; becomes zero
 * @param vectors     n x n with one vector a row, turned along; empty when not wanted
 */
function diagonaliseTridiagonal(diagonal: Float64Array, offDiagonal: Float64Array, vectors: Float64Array): void {
  const isNegligible = (index: number): boolean => {
    const neighbours = Math.abs(diagonal[index]!) + Math.abs(diagonal[index + 1]!);
    const size = Math.abs(offDiagonal[index]!);
    // The second test ends blocks around zero, where the first can never be met; entries are at most one here.
    return size <= Number.EPSILON * neighbours || size <= Number.EPSILON ** 2;
  };
  let end = diagonal.length - 1;
  const stepsMax = STEPS_PER_VALUE_MAX * diagonal.length;
  for (let step = 0; end > 0; step++) {
    invariant(step < stepsMax, `no eigenvalues after ${stepsMax} steps`);
    if (isNegligible(end - 1)) {
      offDiagonal[end - 1] = 0;
      end -= 1;
      continue;
    }
    let start = end - 1;
    while (start > 0 && !isNegligible(start - 1)) start -= 1;
    shiftedStep(diagonal, offDiagonal, vectors, start, end);
  }
}

/** One implicit step with Wilkinson's shift on the unreduced block from start to end (Golub & Van Loan, 8.3.2). */
function shiftedStep(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  vectors: Float64Array,
  start: number,
  end: number,
): void {
  const last = offDiagonal[end - 1]!;
  const half = (diagonal[end - 1]! - diagonal[end]!) / 2;
  const reach = half + (half >= 0 ? 1 : -1) * Math.sqrt(half * half + last * last);
  let x = diagonal[start]! - diagonal[end]! + (last * last) / reach;
  let bulge = offDiagonal[start]!;
  for (let k = start; k < end; k++) {
    const length = Math.sqrt(x * x + bulge * bulge);
    const cosine = length === 0 ? 1 : x / length;
    const sine = length === 0 ? 0 : bulge / length;
    if (k > start) offDiagonal[k - 1] = length;
    const upper = diagonal[k]!;
    const lower = diagonal[k + 1]!;
    const beside = offDiagonal[k]!;
    const mixed = 2 * cosine * sine * beside;
    diagonal[k] = cosine * cosine * upper + mixed + sine * sine * lower;
    diagonal[k + 1] = sine * sine * upper - mixed + cosine * cosine * lower;
    offDiagonal[k] = cosine * sine * (lower - upper) + (cosine * cosine - sine * sine) * beside;
    x = offDiagonal[k]!;
    if (k + 1 < end) {
      bulge = sine * offDiagonal[k + 1]!;
      offDiagonal[k + 1] = cosine * offDiagonal[k + 1]!;
    }
    if (vectors.length > 0) rotateRows(vectors, diagonal.length, k, cosine, sine);
  }
}

function rotateRows(vectors: Float64Array, size: number, row: number, cosine: number, sine: number): void {
  for (let upper = row * size, lower = upper + size, stop = lower; upper < stop; upper++, lower++) {
    const above = vectors[upper]!;
    const below = vectors[lower]!;
    vectors[upper] = cosine * above + sine * below;
    vectors[lower] = cosine * below - sine * above;
  }
}

/** Fixes the free sign: the largest entry is positive (the first of equals), so one matrix has one answer. */
function orient(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
  return largest < 0 ? vector.map((entry) => -entry) : vector;
}
