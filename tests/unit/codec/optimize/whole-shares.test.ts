import { describe, expect, test } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';

const REQUEST = {
  assets: ['STOCK', 'BOND'],
  moments: {
    expectedReturns: [0.08, 0.03],
    covariance: [
      [0.04, 0],
      [0, 0.01],
    ],
  },
  objective: { kind: 'equal-weight' },
};

const ask = (wholeShares: unknown) => optimizeAnswer(OptimizeRequest.parse({ ...REQUEST, wholeShares }));

describe('whole shares through the door', () => {
  // Oracle: by hand. Half of 1,000 is 5 shares of 100 and 12.5 of 40; 12 and 13 are as far from it, but 13 would cost 20
  // more than there is.
  test('as near to the weights as the cash allows', () => {
    const outcome = ask({ prices: { STOCK: '100', BOND: '40' }, cash: '1000' });
    if (outcome.status !== 'done') throw new Error(outcome.message);
    expect(OptimizeAnswer.safeParse(outcome.value).error).toBeUndefined();
    expect(outcome.value).toMatchObject({
      wholeShares: {
        shares: { STOCK: 5, BOND: 12 },
        orders: [
          { symbol: 'STOCK', side: 'buy', shares: 5, value: '500.00', fee: '0.00' },
          { symbol: 'BOND', side: 'buy', shares: 12, value: '480.00', fee: '0.00' },
        ],
        cashAfter: '20.00',
        fees: '0.00',
        gap: 0,
      },
    });
  });

  test('fees come out of the same cash, and what is held counts', () => {
    const outcome = ask({
      prices: { STOCK: '100', BOND: '50' },
      held: { STOCK: 10 },
      cash: '0',
      feePerOrder: '1',
      feeRate: 0.001,
    });
    // Selling 5 at 100 costs 1 + 0.50, so 498.50 is there for bonds: 9 at 50, which cost 1 + 0.45.
    expect(outcome).toMatchObject({
      value: { wholeShares: { shares: { STOCK: 5, BOND: 9 }, cashAfter: '47.05', fees: '2.95' } },
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a price that is missing', { prices: { STOCK: '100' }, cash: '1' }, 'wholeShares.prices'],
    ['a stranger', { prices: { STOCK: '100', BOND: '1', GOLD: '1' }, cash: '1' }, 'wholeShares'],
  ])('%s is refused by name', (_, input, field) => {
    expect(ask(input)).toMatchObject({ status: 'refused', field });
  });
});
