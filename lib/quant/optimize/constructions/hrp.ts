import { diagonalOf } from '../../math/matrix';
import type { ConstructionMethod } from './construction-method';
import { built, pickBlock } from './shared';
import { instrumentOrder } from './tree';
import type { HierarchicalRiskParity } from './types';

/**
 * Hierarchical risk parity: instruments in the order of a tree by correlation, then the money split again and again
 * between the two halves of the order, in inverse proportion to the variance of each half's inverse-variance mix.
 * No matrix is inverted, so a singular covariance is no matter.
 *
 * @see Lopez de Prado (2016), "Building Diversified Portfolios that Outperform Out of Sample",
 *      Journal of Portfolio Management 42(4), 59-69
 */
export const hrp: ConstructionMethod<HierarchicalRiskParity> = {
  kind: 'hrp',
  needs: ['risk'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  build: ({ covariance, request }) => {
    const order = instrumentOrder(covariance, request.linkage, request.leafOrder);
    return built(bisected(covariance, order));
  },
};

/**
 * Recursive bisection of an order of instruments.
 *
 * @param covariance row-major n x n, variances above zero
 * @param order      a permutation of 0..n-1
 * @returns length n in the order of the covariance, positive, summing to 1
 */
function bisected(covariance: Float64Array, order: Int32Array): Float64Array {
  const size = order.length;
  const sorted = pickBlock(covariance, size, order);
  const precisions = diagonalOf(sorted).map((variance) => 1 / variance);
  const shares = new Float64Array(size).fill(1);
  const split = (start: number, end: number): void => {
    if (end - start < 2) return;
    const middle = start + Math.floor((end - start) / 2);
    const left = inverseVarianceRisk(sorted, precisions, start, middle);
    const right = inverseVarianceRisk(sorted, precisions, middle, end);
    // Two halves without risk: nothing speaks for either.
    const toLeft = left + right > 0 ? right / (left + right) : 0.5;
    for (let at = start; at < middle; at++) shares[at]! *= toLeft;
    for (let at = middle; at < end; at++) shares[at]! *= 1 - toLeft;
    split(start, middle);
    split(middle, end);
  };
  split(0, size);
  const weights = new Float64Array(size);
  order.forEach((instrument, at) => (weights[instrument] = shares[at]!));
  return weights;
}

/** Variance of the inverse-variance mix of the instruments from `start` to `end`. */
function inverseVarianceRisk(sorted: Float64Array, precisions: Float64Array, start: number, end: number): number {
  const size = precisions.length;
  let total = 0;
  let risk = 0;
  for (let row = start; row < end; row++) {
    const precision = precisions[row]!;
    let sum = 0;
    for (let column = start, at = row * size + start; column < row; column++, at++)
      sum += sorted[at]! * precisions[column]!;
    risk += precision * (2 * sum + 1);
    total += precision;
  }
  // Halves that hedge each other to nothing round to a little below zero.
  return Math.max(risk, 0) / (total * total);
}
