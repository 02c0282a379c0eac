import type { Valuation } from '../trading/drift';

/** Sales cost something too, so a little more is sold than is owed. */
const COST_MARGIN = 0.01;

/**
 * The weights after selling pro rata what cash cannot pay. Where shares of it would be too small to trade, only as many
 * of the largest positions are sold as make orders of the minimum; one at least.
 *
 * @param shortfall account currency
 * @returns length n, at most what is held
 */
export function raisingWeights(held: Valuation, shortfall: number, orderValueMin: number): Float64Array {
  const { positionValues, weights } = held;
  const amount = Math.max(shortfall, orderValueMin) * (1 + COST_MARGIN);
  const largestFirst = Array.from(positionValues.keys())
    .filter((i) => positionValues[i]! > 0)
    .sort((left, right) => positionValues[right]! - positionValues[left]! || left - right);
  let count = largestFirst.length;
  const soldOf = (i: number, total: number): number => (amount * positionValues[i]!) / total;
  const totalOf = (columns: readonly number[]): number => columns.reduce((sum, i) => sum + positionValues[i]!, 0);
  while (count > 1 && soldOf(largestFirst[count - 1]!, totalOf(largestFirst.slice(0, count))) < orderValueMin) count--;
  const chosen = largestFirst.slice(0, count);
  const total = totalOf(chosen);
  const kept = total > 0 ? Math.max(0, 1 - amount / total) : 0;
  return weights.map((weight, i) => (chosen.includes(i) ? weight * kept : weight));
}
