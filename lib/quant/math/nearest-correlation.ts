import { invariant } from '../../base/invariant';
import { maxAbs } from './matrix';
import { symmetricEigen } from './symmetric-eigen';
import { matrixOfSpectrum } from './spectrum';

/** Largest change of an entry in a round, below which it is settled: a tenth of what a correlation is ever known to. */
const CHANGE_MAX = 1e-10;

/** Convergence is linear; the paper's examples take 20 to 100 rounds, matrices far from any correlation some hundred. */
const ITERATIONS_MAX = 5_000;

export interface NearestCorrelation {
  /** Row-major n x n, unit diagonal, positive semidefinite. */
  readonly correlation: Float64Array;
  readonly iterations: number;
  readonly isSettled: boolean;
}

/**
 * The correlation matrix nearest to a symmetric matrix, by the sum of squared differences: projections in turn onto the
 * positive semidefinite matrices and onto those with ones on the diagonal, with Dykstra's correction of the first. What
 * is left on the diagonal at the end is scaled away, so the answer is both.
 *
 * @param matrix row-major n x n, symmetric, finite; not changed
 * @see Higham (2002), "Computing the Nearest Correlation Matrix - A Problem from Finance", IMA Journal of Numerical
 *      Analysis 22(3), 329-343, algorithm 3.3
 */
export function nearestCorrelation(matrix: Float64Array, size: number): NearestCorrelation {
  invariant(matrix.length === size * size, `${matrix.length} entries for a matrix of size ${size}`);
  const correction = new Float64Array(size * size);
  let semidefinite: Float64Array = matrix;
  let current: Float64Array = Float64Array.from(matrix);
  let isSettled = false;
  let iterations = 0;
  while (!isSettled && iterations < ITERATIONS_MAX) {
    const corrected = current.map((entry, at) => entry - correction[at]!);
    semidefinite = semidefinitePart(corrected, size);
    for (let at = 0; at < correction.length; at++) correction[at] = semidefinite[at]! - corrected[at]!;
    const next = Float64Array.from(semidefinite);
    for (let row = 0; row < size; row++) next[row * size + row] = 1;
    isSettled = maxAbs(next.map((entry, at) => entry - current[at]!)) <= CHANGE_MAX;
    current = next;
    iterations += 1;
  }
  return { correlation: unitDiagonal(semidefinite, size), iterations, isSettled };
}

/** The nearest positive semidefinite matrix: negative eigenvalues become zero. */
function semidefinitePart(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, size);
  return matrixOfSpectrum(
    values.map((value) => Math.max(value, 0)),
    vectors,
  );
}

function unitDiagonal(matrix: Float64Array, size: number): Float64Array {
  const roots = Float64Array.from({ length: size }, (_, row) => Math.sqrt(matrix[row * size + row]!));
  return matrix.map((entry, at) => {
    const row = Math.floor(at / size);
    const column = at - row * size;
    return row === column ? 1 : entry / (roots[row]! * roots[column]!);
  });
}
