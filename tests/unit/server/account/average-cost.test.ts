import { expect, test } from 'vitest';
import { type CostFill, costBasis } from '@/lib/server/services/account/average-cost';

const fill = (side: string, quantity: number, price: string, fee = 0): CostFill => ({
  symbol: 'SPY',
  side,
  quantitySteps: BigInt(quantity * 1_000_000),
  quantityDecimals: 6,
  price,
  feeMicros: BigInt(fee * 1_000_000),
});

// Oracle: by hand. 10 at 100 and 10 at 120 with fees of 1 and 3 cost 2,204; half sold leaves half of it.
test('purchases add their value and fee, a sale takes its share of the cost', () => {
  const bought = [fill('buy', 10, '100', 1), fill('buy', 10, '120', 3)];
  expect(costBasis(bought).get('SPY')).toBe(2_204_000_000n);
  expect(costBasis([...bought, fill('sell', 10, '500', 7)]).get('SPY')).toBe(1_102_000_000n);
});

test('what is sold out costs nothing, and a new purchase begins anew', () => {
  const soldOut = [fill('buy', 3, '33.33'), fill('sell', 1, '1'), fill('sell', 2, '1')];
  expect(costBasis(soldOut).get('SPY')).toBe(0n);
  expect(costBasis([...soldOut, fill('buy', 1, '50')]).get('SPY')).toBe(50_000_000n);
});

test('selling more than was held is a bug', () => {
  expect(() => costBasis([fill('buy', 1, '10'), fill('sell', 2, '10')])).toThrow('more SPY was sold than held');
});
