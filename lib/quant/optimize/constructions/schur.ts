import { choleskyFactor } from '../../math/cholesky';
import { linearSolve } from '../../math/linear-solve';
import { diagonalOf, quadraticForm } from '../../math/matrix';
import type { ConstructionMethod } from './construction-method';
import { built, normalised, pickBlock, refuse, warn } from './shared';
import { instrumentOrder } from './tree';
import type { SchurComplementary } from './types';

const GAMMA_DEFAULT = 0.5;

/** A gamma that does not work is lowered in this many equal steps; the last is zero, which always works. */
const GAMMA_STEPS = 20;

/**
 * Schur complementary portfolios: hierarchical risk parity in which each half knows of the other, through the Schur
 * complement of its covariance in proportion to gamma. Zero is hierarchical risk parity; one comes close to least
 * variance. Where a half's covariance would no longer be positive definite, or the answer would be riskier than without
 * any gamma, gamma is lowered and the answer says so.
 *
 * @see Cotton (2024), "Schur Complementary Allocation: A Unification of Hierarchical Risk Parity and Minimum Variance
 *      Portfolios", arXiv:2411.05807
 */
export const schur: ConstructionMethod<SchurComplementary> = {
  kind: 'schur',
  needs: ['risk'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  check: ({ request: { gamma = GAMMA_DEFAULT } }) =>
    gamma >= 0 && gamma <= 1 ? undefined : refuse(`gamma must be from 0 to 1, and is ${gamma}.`, 'objective.gamma'),
  build: ({ covariance, request }) => {
    const order = instrumentOrder(covariance, request.linkage, request.leafOrder);
    const size = order.length;
    const sorted = pickBlock(covariance, size, order);
    const { gamma: asked = GAMMA_DEFAULT } = request;
    const plain = bisected(sorted, size, 0);
    const plainVariance = plain === undefined ? Infinity : quadraticForm(sorted, plain);
    for (let step = 0; step <= GAMMA_STEPS; step++) {
      const gamma = asked * (1 - step / GAMMA_STEPS);
      const shares = bisected(sorted, size, gamma);
      if (shares === undefined) continue;
      if (gamma > 0 && quadraticForm(sorted, shares) > plainVariance) continue;
      const weights = new Float64Array(size);
      order.forEach((instrument, at) => (weights[instrument] = shares[at]!));
      const warnings =
        step === 0
          ? []
          : [
              warn(
                'less-than-asked',
                `gamma was lowered from ${asked} to ${gamma.toFixed(3)}: at more the halves' covariances break down or the answer is riskier than plain hierarchical risk parity.`,
              ),
            ];
      return built(weights, { findings: [{ name: 'gamma', value: gamma }], warnings });
    }
    return refuse('The covariance is singular: a Schur complement needs every mix to carry some risk.', 'covariance');
  },
};

/** Shares in the order of the sorted covariance; undefined where a half's covariance is not positive definite. */
function bisected(sorted: Float64Array, size: number, gamma: number): Float64Array | undefined {
  if (size === 1) return Float64Array.of(1);
  const leftSize = Math.floor(size / 2);
  const rightSize = size - leftSize;
  const left = augmented(sorted, size, [0, leftSize], [leftSize, size], gamma);
  const right = augmented(sorted, size, [leftSize, size], [0, leftSize], gamma);
  if (left === undefined || right === undefined) return undefined;
  const leftShares = bisected(left, leftSize, gamma);
  const rightShares = bisected(right, rightSize, gamma);
  if (leftShares === undefined || rightShares === undefined) return undefined;
  const leftRisk = inverseVarianceRisk(left);
  const rightRisk = inverseVarianceRisk(right);
  const toLeft = rightRisk / (leftRisk + rightRisk);
  const shares = new Float64Array(size);
  leftShares.forEach((share, at) => (shares[at] = share * toLeft));
  rightShares.forEach((share, at) => (shares[leftSize + at] = share * (1 - toLeft)));
  return shares;
}

type Range = readonly [start: number, end: number];

const blockOf = (matrix: Float64Array, size: number, [top, bottom]: Range, [first, last]: Range): Float64Array => {
  const width = last - first;
  return Float64Array.from(
    { length: (bottom - top) * width },
    (_, at) => matrix[(top + Math.floor(at / width)) * size + first + (at % width)]!,
  );
};

/**
 * In the paper's letters: (I - gamma B D^-1 M')^-1 (A - gamma B D^-1 B'), made symmetric, where M carries a vector of the
 * own half's length to the other's. Halves of one instrument are left as they are.
 */
function augmented(
  sorted: Float64Array,
  size: number,
  own: Range,
  other: Range,
  gamma: number,
): Float64Array | undefined {
  const a = blockOf(sorted, size, own, own);
  const ownSize = own[1] - own[0];
  const otherSize = other[1] - other[0];
  if (ownSize === 1 || otherSize === 1 || gamma === 0) return a;
  // D^-1 B', so that its transpose is B D^-1.
  const transposed = linearSolve(blockOf(sorted, size, other, other), blockOf(sorted, size, other, own), otherSize);
  if (transposed === undefined) return undefined;
  const cross = blockOf(sorted, size, own, other);
  const complement = Float64Array.from(a);
  const left = new Float64Array(ownSize * ownSize);
  for (let row = 0; row < ownSize; row++) {
    for (let column = 0; column < ownSize; column++) {
      let reduction = 0;
      let carried = 0;
      for (let inner = 0; inner < otherSize; inner++) {
        reduction += cross[row * otherSize + inner]! * transposed[inner * ownSize + column]!;
        carried += transposed[inner * ownSize + row]! * stepUp(column, inner, ownSize, otherSize);
      }
      complement[row * ownSize + column]! -= gamma * reduction;
      left[row * ownSize + column] = (row === column ? 1 : 0) - gamma * carried;
    }
  }
  const solved = linearSolve(left, complement, ownSize);
  if (solved === undefined) return undefined;
  const symmetric = solved.map(
    (entry, at) => 0.5 * (entry + solved[(at % ownSize) * ownSize + Math.floor(at / ownSize)]!),
  );
  return choleskyFactor(symmetric, ownSize).status === 'factored' ? symmetric : undefined;
}

/**
 * Entry of the matrix that carries a vector of length `columns` to one of length `rows` (they differ by one at most) and
 * a vector of ones to ones: the mean over all places at which the vector's own mean could be put in.
 */
function stepUp(row: number, column: number, rows: number, columns: number): number {
  if (rows === columns) return row === column ? 1 : 0;
  if (rows < columns) return (stepUp(column, row, columns, rows) * rows) / columns;
  const shifted = column === row - 1 ? row : 0;
  const kept = column === row ? rows - 1 - row : 0;
  return (1 / columns + shifted + kept) / rows;
}

function inverseVarianceRisk(covariance: Float64Array): number {
  const shares = normalised(diagonalOf(covariance).map((variance) => 1 / variance));
  return quadraticForm(covariance, shares);
}
