/**
 * The factor that the dual active-set method keeps for the normals N of its active limits:
 *   J with J' H J = I, stored as rows of its transpose, and an upper triangular R with J' N = [R; 0].
 * Adding or removing one normal is a row of plane rotations.
 *
 * @see Goldfarb & Idnani (1983), "A numerically stable dual method for solving strictly convex quadratic programs",
 *      Mathematical Programming 27, 1-33, section 4
 */
export interface ActiveFactor {
  readonly size: number;
  /** Number of active normals. */
  count: number;
  /** Row j is column j of J; size x size. */
  readonly transposedJ: Float64Array;
  /** R, row-major size x size; only the leading count x count upper triangle has meaning. */
  readonly triangle: Float64Array;
}

/** @param inverseLower inverse of the Cholesky factor of H: its rows are the columns of J while nothing is active */
export function newActiveFactor(inverseLower: Float64Array, size: number): ActiveFactor {
  return { size, count: 0, transposedJ: inverseLower.slice(), triangle: new Float64Array(size * size) };
}

/** target = J' v. */
export function applyTransposedJ(factor: ActiveFactor, vector: Float64Array, target: Float64Array): void {
  const { size, transposedJ } = factor;
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0, at = row * size; column < size; column++, at++) sum += transposedJ[at]! * vector[column]!;
    target[row] = sum;
  }
}

/** target = the part of J from column `from` up to `to`, times the same part of `coordinates`. */
export function combineColumnsOfJ(
  factor: ActiveFactor,
  coordinates: Float64Array,
  from: number,
  to: number,
  target: Float64Array,
): void {
  const { size, transposedJ } = factor;
  target.fill(0);
  for (let row = from; row < to; row++) {
    const coordinate = coordinates[row]!;
    if (coordinate === 0) continue;
    for (let column = 0, at = row * size; column < size; column++, at++) {
      target[column]! += coordinate * transposedJ[at]!;
    }
  }
}

/** Solves R r = right over the leading `count` entries; `target` may be `right`. */
export function solveTriangle(factor: ActiveFactor, right: Float64Array, target: Float64Array): void {
  const { size, count, triangle } = factor;
  for (let row = count - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let column = row + 1; column < count; column++) sum -= triangle[row * size + column]! * target[column]!;
    target[row] = sum / triangle[row * size + row]!;
  }
}

/** Solves R' v = right over the leading `count` entries; `target` may be `right`. */
export function solveTransposedTriangle(factor: ActiveFactor, right: Float64Array, target: Float64Array): void {
  const { size, count, triangle } = factor;
  for (let row = 0; row < count; row++) {
    let sum = right[row]!;
    for (let column = 0; column < row; column++) sum -= triangle[column * size + row]! * target[column]!;
    target[row] = sum / triangle[row * size + row]!;
  }
}

/** Adds a normal whose J' n is `image`; `image` is used up. */
export function addNormal(factor: ActiveFactor, image: Float64Array): void {
  const { size, count, transposedJ, triangle } = factor;
  for (let row = size - 1; row > count; row--) {
    const length = Math.hypot(image[row - 1]!, image[row]!);
    if (length === 0) continue;
    const cosine = image[row - 1]! / length;
    const sine = image[row]! / length;
    image[row - 1] = length;
    rotateRows(transposedJ, size, row - 1, cosine, sine, 0);
  }
  for (let row = 0; row <= count; row++) triangle[row * size + count] = image[row]!;
  factor.count = count + 1;
}

/** Removes the active normal at `position`. */
export function dropNormal(factor: ActiveFactor, position: number): void {
  const { size, count, transposedJ, triangle } = factor;
  for (let column = position; column < count - 1; column++) {
    for (let row = 0; row <= column + 1; row++) triangle[row * size + column] = triangle[row * size + column + 1]!;
  }
  factor.count = count - 1;
  for (let row = position; row < count - 1; row++) {
    const upper = triangle[row * size + row]!;
    const lower = triangle[(row + 1) * size + row]!;
    const length = Math.hypot(upper, lower);
    if (length === 0) continue;
    rotateRows(triangle, size, row, upper / length, lower / length, row);
    rotateRows(transposedJ, size, row, upper / length, lower / length, 0);
  }
}

/** Rotates row `row` and the one below it, from column `from` on. */
function rotateRows(matrix: Float64Array, size: number, row: number, cosine: number, sine: number, from: number): void {
  const end = (row + 1) * size;
  for (let at = row * size + from, below = at + size; at < end; at++, below++) {
    const upper = matrix[at]!;
    const lower = matrix[below]!;
    matrix[at] = cosine * upper + sine * lower;
    matrix[below] = cosine * lower - sine * upper;
  }
}
