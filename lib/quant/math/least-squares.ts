import { invariant } from '../../base/invariant';

export type LeastSquaresOutcome =
  | {
      readonly status: 'fitted';
      /** One a column. */
      readonly coefficients: Float64Array;
      /** Classical: sqrt(s^2 (X'X)^-1) with s^2 = residual sum of squares / (rows - columns). */
      readonly standardErrors: Float64Array;
      /** Length rows. */
      readonly residuals: Float64Array;
      readonly residualSumOfSquares: number;
    }
  /** This column is a mix of the ones before it. */
  | { readonly status: 'collinear'; readonly column: number };

/** What is left of a column after the others, relative to its length; less is rounding. */
const COLLINEAR_SHARE = 1e-10;

/**
 * Ordinary least squares by Householder reflections, which keep the digits that normal equations lose.
 *
 * @param columns   each of length `rows`, no NaN; a constant is a column of ones
 * @param responses length rows, more than there are columns
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 5.3.2
 */
export function leastSquares(columns: readonly Float64Array[], responses: Float64Array): LeastSquaresOutcome {
  const rows = responses.length;
  const count = columns.length;
  invariant(rows > count && count >= 1, `${rows} rows for ${count} columns`);
  const work = columns.map((column) => Float64Array.from(column));
  const right = Float64Array.from(responses);
  const diagonal = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    const pivot = work[step]!;
    invariant(pivot.length === rows, `column ${step} has ${pivot.length} entries for ${rows} rows`);
    const length = Math.sqrt(squaresFrom(columns[step]!, 0));
    const rest = Math.sqrt(squaresFrom(pivot, step));
    if (!(rest > COLLINEAR_SHARE * length)) return { status: 'collinear', column: step };
    diagonal[step] = pivot[step]! > 0 ? -rest : rest;
    pivot[step]! -= diagonal[step]!;
    const scale = squaresFrom(pivot, step);
    for (let other = step + 1; other < count; other++) reflect(pivot, scale, step, work[other]!);
    reflect(pivot, scale, step, right);
  }
  const upper = (row: number, column: number): number => (row === column ? diagonal[row]! : work[column]![row]!);
  const coefficients = backSubstituted(upper, count, right);
  const residuals = Float64Array.from(responses, (response, row) =>
    columns.reduce((rest, column, at) => rest - coefficients[at]! * column[row]!, response),
  );
  const residualSumOfSquares = squaresFrom(residuals, 0);
  const standardErrors = inverseRowLengths(upper, count).map(
    (length) => length * Math.sqrt(residualSumOfSquares / (rows - count)),
  );
  return { status: 'fitted', coefficients, standardErrors, residuals, residualSumOfSquares };
}

function squaresFrom(vector: Float64Array, start: number): number {
  let sum = 0;
  for (let at = start; at < vector.length; at++) sum += vector[at]! * vector[at]!;
  return sum;
}

/** target - 2 v (v'target) / (v'v), from `start` on. */
function reflect(normal: Float64Array, squares: number, start: number, target: Float64Array): void {
  let product = 0;
  for (let at = start; at < target.length; at++) product += normal[at]! * target[at]!;
  const factor = (2 * product) / squares;
  for (let at = start; at < target.length; at++) target[at]! -= factor * normal[at]!;
}

type Triangle = (row: number, column: number) => number;

function backSubstituted(upper: Triangle, size: number, right: Float64Array): Float64Array {
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let column = row + 1; column < size; column++) sum -= upper(row, column) * solution[column]!;
    solution[row] = sum / upper(row, row);
  }
  return solution;
}

/** Lengths of the rows of R^-1: the square roots of the diagonal of (R'R)^-1. */
function inverseRowLengths(upper: Triangle, size: number): Float64Array {
  const squares = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    backSubstituted(upper, size, unit).forEach((entry, row) => (squares[row]! += entry * entry));
  }
  return squares.map(Math.sqrt);
}
