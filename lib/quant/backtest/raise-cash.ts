import type { Valuation } from '../trading/drift';

/** Sales cost something too, so a little more is sold than is owed. */
const COST_MARGIN = 0.01;

export interface SaleGrain {
  /** Length n, what one step is worth. */
  readonly stepValues: Float64Array;
  /** Smaller orders are not worth what they cost. */
  readonly orderValueMin: number;
  /** What each order costs whatever its size. */
  readonly ticket: number;
}

/**
 * The weights after selling pro rata what cash cannot pay, in whole steps, rounded up. Where shares of it would be too
 * small to trade, only as many of the largest positions are sold as make orders of the minimum; one at least.
 *
 * @param shortfall account currency
 * @returns length n, at most what is held
 */
export function raisingWeights(
  { value, positionValues, weights }: Valuation,
  shortfall: number,
  { stepValues, orderValueMin, ticket }: SaleGrain,
): Float64Array {
  const amount = Math.max(shortfall, orderValueMin) * (1 + COST_MARGIN);
  const largestFirst = Array.from(positionValues.keys())
    .filter((i) => positionValues[i]! > 0)
    .sort((left, right) => positionValues[right]! - positionValues[left]! || left - right);
  const totalOf = (count: number): number =>
    largestFirst.slice(0, count).reduce((sum, i) => sum + positionValues[i]!, 0);
  const soldOf = (i: number, count: number): number => (amount * positionValues[i]!) / totalOf(count) + ticket;
  let count = largestFirst.length;
  while (count > 1 && soldOf(largestFirst[count - 1]!, count) < orderValueMin) count--;
  const kept = Float64Array.from(weights);
  for (const i of largestFirst.slice(0, count)) {
    // Half a step more, so that rounding cannot take one away.
    const steps = Math.ceil(soldOf(i, count) / stepValues[i]!) + 0.5;
    kept[i] = Math.max(0, positionValues[i]! - steps * stepValues[i]!) / value;
  }
  return kept;
}
