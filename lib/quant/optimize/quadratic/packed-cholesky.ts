/**
 * Cholesky factor of a growing and shrinking matrix, packed by rows: row r holds r + 1 numbers from r (r + 1) / 2 on, so
 * a new row goes at the end and nothing is moved.
 *
 * @see Golub & Van Loan (2013), "Matrix Computations", 4th ed., sections 4.2 and 6.5
 */

export const packedLength = (count: number): number => (count * (count + 1)) / 2;

/**
 * Turns the last row, which holds the new row of the matrix before its diagonal, into the factor's row: L y = row.
 * Four columns at a time, so that their sums run side by side.
 *
 * @returns the sum of squares of the new row: its pivot is the diagonal entry less this
 */
export function extendRow(lower: Float64Array, count: number): number {
  const base = packedLength(count);
  let squares = 0;
  let column = 0;
  for (; column + 3 < count; column += 4) {
    const first = packedLength(column);
    const second = first + column + 1;
    const third = second + column + 2;
    const fourth = third + column + 3;
    let a = lower[base + column]!;
    let b = lower[base + column + 1]!;
    let c = lower[base + column + 2]!;
    let d = lower[base + column + 3]!;
    for (let inner = 0; inner < column; inner++) {
      const value = lower[base + inner]!;
      a -= value * lower[first + inner]!;
      b -= value * lower[second + inner]!;
      c -= value * lower[third + inner]!;
      d -= value * lower[fourth + inner]!;
    }
    a /= lower[first + column]!;
    b = (b - a * lower[second + column]!) / lower[second + column + 1]!;
    c = (c - a * lower[third + column]! - b * lower[third + column + 1]!) / lower[third + column + 2]!;
    d -= a * lower[fourth + column]! + b * lower[fourth + column + 1]! + c * lower[fourth + column + 2]!;
    d /= lower[fourth + column + 3]!;
    lower[base + column] = a;
    lower[base + column + 1] = b;
    lower[base + column + 2] = c;
    lower[base + column + 3] = d;
    squares += a * a + b * b + (c * c + d * d);
  }
  for (; column < count; column++) {
    const first = packedLength(column);
    let sum = lower[base + column]!;
    for (let inner = 0; inner < column; inner++) sum -= lower[base + inner]! * lower[first + inner]!;
    sum /= lower[first + column]!;
    lower[base + column] = sum;
    squares += sum * sum;
  }
  return squares;
}

/** Solves L L' x = vector in place, over the leading `count` rows. */
export function solvePacked(lower: Float64Array, count: number, vector: Float64Array): void {
  solveLowerPacked(lower, count, vector);
  for (let row = count - 1; row >= 0; row--) {
    const base = packedLength(row);
    const value = vector[row]! / lower[base + row]!;
    vector[row] = value;
    for (let column = 0; column < row; column++) vector[column]! -= value * lower[base + column]!;
  }
}

function solveLowerPacked(lower: Float64Array, count: number, vector: Float64Array): void {
  for (let row = 0, base = 0; row < count; row++, base += row) {
    let even = vector[row]!;
    let odd = 0;
    let column = 0;
    for (; column + 1 < row; column += 2) {
      even -= lower[base + column]! * vector[column]!;
      odd -= lower[base + column + 1]! * vector[column + 1]!;
    }
    if (column < row) even -= lower[base + column]! * vector[column]!;
    vector[row] = (even + odd) / lower[base + row]!;
  }
}

/**
 * Takes row and column `position` out of the factor by plane rotations, one row after the other.
 *
 * @param rotations workspace of at least 2 * count
 */
export function removeRow(lower: Float64Array, count: number, position: number, rotations: Float64Array): void {
  for (let row = position + 1; row < count; row++) {
    const from = packedLength(row);
    const to = packedLength(row - 1);
    for (let column = 0; column < position; column++) lower[to + column] = lower[from + column]!;
    let carried = lower[from + position]!;
    for (let column = position; column < row - 1; column++) {
      const next = lower[from + column + 1]!;
      const cosine = rotations[2 * column]!;
      const sine = rotations[2 * column + 1]!;
      lower[to + column] = cosine * carried + sine * next;
      carried = cosine * next - sine * carried;
    }
    const last = lower[from + row]!;
    const length = Math.sqrt(carried * carried + last * last);
    rotations[2 * (row - 1)] = carried / length;
    rotations[2 * (row - 1) + 1] = last / length;
    lower[to + row - 1] = length;
  }
}
