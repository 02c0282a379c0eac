import { invariant } from '../../base/invariant';
import { dot } from './matrix';

/** Lower triangular L with A = L L', row-major, zeros above the diagonal. */
type CholeskyOutcome =
  | {
      readonly status: 'factored';
      readonly lower: Float64Array;
      /** Smallest pivot over its diagonal entry, 0..1: 1 - R2 of the most explained variable. Tiny = nearly singular. */
      readonly pivotRatioMin: number;
    }
  | { readonly status: 'not-positive-definite'; readonly failedAt: number };

/**
 * Cholesky factor of a symmetric positive definite matrix; only the lower triangle is read.
 *
 * @param matrix row-major size x size, symmetric
 * @returns the factor, or the first row whose pivot was not positive
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., algorithm 4.2.1
 */
export function choleskyFactor(matrix: Float64Array, size: number): CholeskyOutcome {
  invariant(matrix.length === size * size, `${matrix.length} entries for a square matrix of size ${size}`);
  const lower = new Float64Array(size * size);
  let pivotRatioMin = 1;
  for (let row = 0; row < size; row++) {
    // Two rows at a time below the diagonal of the first; then each alone where the other is still missing.
    if (row % 2 === 0 && row + 1 < size) factorTwoRows(matrix, lower, size, row);
    const from = row % 2 === 0 && row + 1 === size ? 0 : row - (row % 2);
    for (let column = from; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let inner = 0; inner < column; inner++) sum -= lower[row * size + inner]! * lower[column * size + inner]!;
      if (column < row) {
        lower[row * size + column] = sum / lower[column * size + column]!;
      } else {
        if (!(sum > 0)) return { status: 'not-positive-definite', failedAt: row };
        pivotRatioMin = Math.min(pivotRatioMin, sum / matrix[row * size + row]!);
        lower[row * size + row] = Math.sqrt(sum);
      }
    }
  }
  return { status: 'factored', lower, pivotRatioMin };
}

/**
 * Entries of rows `row` and `row + 1` before column `row`, which is even: two rows by two columns, whose sums run side by
 * side. Each entry is summed in the order of the plain algorithm, so the bits are the same.
 */
function factorTwoRows(matrix: Float64Array, lower: Float64Array, size: number, row: number): void {
  const upperRow = row * size;
  const lowerRow = upperRow + size;
  for (let column = 0; column < row; column += 2) {
    const first = column * size;
    const second = first + size;
    let a = matrix[upperRow + column]!;
    let b = matrix[upperRow + column + 1]!;
    let c = matrix[lowerRow + column]!;
    let d = matrix[lowerRow + column + 1]!;
    for (let inner = 0; inner < column; inner++) {
      const left = lower[upperRow + inner]!;
      const right = lower[lowerRow + inner]!;
      const one = lower[first + inner]!;
      const two = lower[second + inner]!;
      a -= left * one;
      b -= left * two;
      c -= right * one;
      d -= right * two;
    }
    const pivot = lower[first + column]!;
    const below = lower[second + column]!;
    const secondPivot = lower[second + column + 1]!;
    a /= pivot;
    c /= pivot;
    lower[upperRow + column] = a;
    lower[upperRow + column + 1] = (b - a * below) / secondPivot;
    lower[lowerRow + column] = c;
    lower[lowerRow + column + 1] = (d - c * below) / secondPivot;
  }
}

/** Solves L y = right for a lower triangular row-major L; `target` may be `right`. */
function forwardSubstitute(lower: Float64Array, right: Float64Array, target: Float64Array): Float64Array {
  const size = right.length;
  invariant(lower.length === size * size && target.length === size, `triangle of ${lower.length} for ${size} rows`);
  for (let row = 0; row < size; row++) {
    let sum = right[row]!;
    for (let column = 0; column < row; column++) sum -= lower[row * size + column]! * target[column]!;
    target[row] = sum / lower[row * size + row]!;
  }
  return target;
}

/** Solves L' x = right for a lower triangular row-major L; `target` may be `right`. */
function backSubstitute(lower: Float64Array, right: Float64Array, target: Float64Array): Float64Array {
  const size = right.length;
  invariant(lower.length === size * size && target.length === size, `triangle of ${lower.length} for ${size} rows`);
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let column = row + 1; column < size; column++) sum -= lower[column * size + row]! * target[column]!;
    target[row] = sum / lower[row * size + row]!;
  }
  return target;
}

/** Solves A x = right from the factor of A. */
export function choleskySolve(lower: Float64Array, right: Float64Array): Float64Array {
  const middle = forwardSubstitute(lower, right, new Float64Array(right.length));
  return backSubstitute(lower, middle, middle);
}

/** Inverse of a lower triangular row-major matrix, itself lower triangular. */
export function invertLower(lower: Float64Array, size: number): Float64Array {
  invariant(lower.length === size * size, `triangle of ${lower.length} for ${size} rows`);
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / lower[column * size + column]!;
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let inner = column; inner < row; inner++)
        sum += lower[row * size + inner]! * inverse[inner * size + column]!;
      inverse[row * size + column] = -sum / lower[row * size + row]!;
    }
  }
  return inverse;
}

/** Pivots in plain order this many times the tolerance settle the question; nearer to it the order matters. */
const CLEARLY_DEFINITE = 1e3;

type SemidefiniteOutcome =
  { readonly status: 'semidefinite'; readonly rank: number } | { readonly status: 'indefinite'; readonly row: number };

/**
 * Is a symmetric matrix positive semidefinite up to rounding, and of which numerical rank?
 *
 * Cholesky with diagonal pivoting on the matrix scaled to unit diagonal, so that a small variance is judged on its own
 * scale. It stops where no pivot exceeds `tolerance`; what is left must then be as small as its own diagonal allows
 * (a semidefinite matrix has |a_ij| <= sqrt(a_ii a_jj)).
 *
 * @param tolerance relative to the diagonal; entries up to it count as zero
 * @returns the rank, or a row that shows the matrix to be indefinite
 * @see Higham (2002), "Accuracy and Stability of Numerical Algorithms", 2nd ed., section 10.3
 */
export function semidefiniteRank(matrix: Float64Array, size: number, tolerance: number): SemidefiniteOutcome {
  const schur = unitDiagonalCopy(matrix, size);
  if (typeof schur === 'number') return { status: 'indefinite', row: schur };
  const plain = choleskyFactor(schur, size);
  if (plain.status === 'factored' && plain.pivotRatioMin > CLEARLY_DEFINITE * tolerance) {
    return { status: 'semidefinite', rank: size };
  }
  const isDone = new Uint8Array(size);
  for (let rank = 0; rank < size; rank++) {
    const pivot = largestPivot(schur, size, isDone);
    const pivotValue = schur[pivot * size + pivot]!;
    if (pivotValue <= tolerance) {
      const row = firstTooLargeRow(schur, size, isDone, tolerance);
      return row === undefined ? { status: 'semidefinite', rank } : { status: 'indefinite', row };
    }
    isDone[pivot] = 1;
    for (let row = 0; row < size; row++) {
      const factor = schur[row * size + pivot]! / pivotValue;
      if (isDone[row] === 1 || factor === 0) continue;
      for (let column = 0; column < size; column++)
        schur[row * size + column]! -= factor * schur[pivot * size + column]!;
    }
  }
  return { status: 'semidefinite', rank: size };
}

/** D^-1/2 A D^-1/2; a row index where the diagonal is negative, or zero under a non-zero row. */
function unitDiagonalCopy(matrix: Float64Array, size: number): Float64Array | number {
  const scales = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const variance = matrix[row * size + row]!;
    const entries = matrix.subarray(row * size, (row + 1) * size);
    if (variance < 0 || (variance === 0 && dot(entries, entries) > 0)) return row;
    scales[row] = variance === 0 ? 0 : 1 / Math.sqrt(variance);
  }
  const copy = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const scale = scales[row]!;
    for (let column = 0, at = row * size; column < size; column++, at++) {
      copy[at] = matrix[at]! * scale * scales[column]!;
    }
  }
  return copy;
}

function largestPivot(schur: Float64Array, size: number, isDone: Uint8Array): number {
  let pivot = -1;
  for (let row = 0; row < size; row++) {
    if (isDone[row] === 0 && (pivot < 0 || schur[row * size + row]! > schur[pivot * size + pivot]!)) pivot = row;
  }
  return pivot;
}

function firstTooLargeRow(
  schur: Float64Array,
  size: number,
  isDone: Uint8Array,
  tolerance: number,
): number | undefined {
  for (let row = 0; row < size; row++) {
    if (isDone[row] === 1) continue;
    for (let column = 0; column < size; column++) {
      if (isDone[column] === 0 && Math.abs(schur[row * size + column]!) > 2 * tolerance) return row;
    }
  }
  return undefined;
}
