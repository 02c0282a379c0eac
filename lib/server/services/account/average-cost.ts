import { divideHalfEven } from '@/lib/base/money';
import { notionalMicros, parsePrice } from '@/lib/base/quantity';
import { invariant } from '@/lib/base/invariant';

export interface CostFill {
  readonly symbol: string;
  readonly side: string;
  readonly quantitySteps: bigint;
  readonly quantityDecimals: number;
  /** Exact decimal. */
  readonly price: string;
  readonly feeMicros: bigint;
}

interface Held {
  steps: bigint;
  costMicros: bigint;
}

/**
 * What the units still held cost, by the average method: a purchase adds its value and fee, a sale takes its share of
 * the cost out.
 *
 * @param fills in the order they happened
 * @returns micro-units by symbol, of what is held at the end
 */
export function costBasis(fills: readonly CostFill[]): ReadonlyMap<string, bigint> {
  const held = new Map<string, Held>();
  for (const fill of fills) {
    const position = held.get(fill.symbol) ?? { steps: 0n, costMicros: 0n };
    held.set(fill.symbol, position);
    const price = parsePrice(fill.price);
    invariant(price !== undefined, `${fill.price} is a price`);
    if (fill.side === 'buy') {
      position.steps += fill.quantitySteps;
      position.costMicros += notionalMicros(fill.quantitySteps, fill.quantityDecimals, price) + fill.feeMicros;
      continue;
    }
    invariant(position.steps >= fill.quantitySteps, `more ${fill.symbol} was sold than held`);
    position.costMicros -= divideHalfEven(position.costMicros * fill.quantitySteps, position.steps);
    position.steps -= fill.quantitySteps;
  }
  return new Map([...held].map(([symbol, { costMicros }]) => [symbol, costMicros]));
}
