import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { maxAbs } from '../../math/matrix';

/**
 * A symmetric matrix of H x H blocks of size n: dense blocks on the diagonal, and between neighbours minus a diagonal
 * matrix, as the second differences of H vectors give it.
 */
export interface BlockTridiagonal {
  /** H blocks, each row-major n x n. */
  readonly blocks: readonly Float64Array[];
  /** H vectors of length n; entry h couples block h to block h - 1, the first is not used. */
  readonly couplings: readonly Float64Array[];
}

/** Solves M x = b for vectors b of length H n. */
export type BlockSolve = (right: Float64Array) => Float64Array;

/** Added to each pivot, against the largest entry of the block: singular covariances leave directions without slope. */
const RIDGE = 1e-14;

/**
 * Block elimination from the first period to the last: about H n^3 operations for the factor, 2 H n^2 for each solve.
 *
 * @returns undefined where the matrix is not positive definite
 */
export function factorBlocks({ blocks, couplings }: BlockTridiagonal, size: number): BlockSolve | undefined {
  const factors: Float64Array[] = [];
  for (const [period, block] of blocks.entries()) {
    const reduced = Float64Array.from(block);
    const before = factors[period - 1];
    if (before !== undefined) subtractReduced(reduced, before, couplings[period]!, size);
    const largest = maxAbs(reduced);
    for (let at = 0; at < size; at++) reduced[at * size + at]! += RIDGE * largest;
    const factor = choleskyFactor(reduced, size);
    if (factor.status === 'not-positive-definite') return undefined;
    factors.push(factor.lower);
  }
  return (right) => solveBlocks(factors, couplings, right, size);
}

/** reduced -= T C^-1 T for the diagonal T of the coupling and the factored C of the block before. */
function subtractReduced(reduced: Float64Array, lower: Float64Array, coupling: Float64Array, size: number): void {
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    if (coupling[column] === 0) continue;
    unit.fill(0);
    unit[column] = coupling[column]!;
    const solved = choleskySolve(lower, unit);
    for (let row = 0; row < size; row++) reduced[row * size + column]! -= coupling[row]! * solved[row]!;
  }
}

function solveBlocks(
  factors: readonly Float64Array[],
  couplings: readonly Float64Array[],
  right: Float64Array,
  size: number,
): Float64Array {
  const part = (vector: Float64Array, period: number): Float64Array =>
    vector.subarray(period * size, (period + 1) * size);
  const eliminated = Float64Array.from(right);
  for (let period = 1; period < factors.length; period++) {
    const carried = choleskySolve(factors[period - 1]!, part(eliminated, period - 1));
    for (let at = 0; at < size; at++) eliminated[period * size + at]! += couplings[period]![at]! * carried[at]!;
  }
  const solution = new Float64Array(right.length);
  for (let period = factors.length - 1; period >= 0; period--) {
    const own = part(eliminated, period).slice();
    const next = couplings[period + 1];
    if (next !== undefined) {
      for (let at = 0; at < size; at++) own[at]! += next[at]! * solution[(period + 1) * size + at]!;
    }
    solution.set(choleskySolve(factors[period]!, own), period * size);
  }
  return solution;
}
