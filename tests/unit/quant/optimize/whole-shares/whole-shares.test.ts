import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WholeSharesRequest, WholeSharesSolved } from '@/lib/quant/optimize/whole-shares/types';
import { wholeShares } from '@/lib/quant/optimize/whole-shares/whole-shares';

const NO_FEES = { perOrder: 0n, perMillion: 0 };
const micros = (amount: number): bigint => BigInt(Math.round(amount * 1e6));

const REQUEST: WholeSharesRequest = {
  symbols: ['AAA', 'BBB'],
  targetWeights: Float64Array.of(0.6, 0.4),
  prices: [micros(100), micros(30)],
  held: [0n, 0n],
  cash: micros(1000),
  fees: NO_FEES,
  orderMin: 0n,
  measure: { kind: 'absolute' },
};

function solved(request: WholeSharesRequest): WholeSharesSolved {
  const outcome = wholeShares(request);
  if (outcome.status !== 'solved') throw new Error(outcome.message);
  return outcome;
}

const sumOf = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

/** Cash after the orders, counted with bigints from the request alone. */
function settle({ prices, held, cash, fees }: WholeSharesRequest, shares: readonly bigint[]): bigint {
  return shares.reduce((left, count, at) => {
    const bought = (count - held[at]!) * prices[at]!;
    const traded = bought < 0n ? -bought : bought;
    const proportional = (traded * BigInt(fees.perMillion) + 999_999n) / 1_000_000n;
    return left - bought - (traded === 0n ? 0n : fees.perOrder + proportional);
  }, cash);
}

describe('whole shares of a target', () => {
  test('two instruments, worked out by hand', () => {
    // 600 of AAA are 6 shares; 400 of BBB are 13.3: 13 leave 10 of BBB and 10 of cash, 20 apart.
    const { shares, cost, gap, cashAfter, orders } = solved(REQUEST);
    expect(shares).toEqual([6n, 13n]);
    expect([cost, gap]).toEqual([20, 0]);
    expect(cashAfter).toBe(micros(10));
    expect(orders.map(({ symbol, side, shares: count }) => [symbol, side, count])).toEqual([
      ['AAA', 'buy', 6n],
      ['BBB', 'buy', 13n],
    ]);
  });

  test('a fee larger than what an order mends is not paid', () => {
    const held = [6n, 12n];
    const request = { ...REQUEST, held, cash: micros(40) };
    expect(solved(request).shares).toEqual([6n, 13n]);
    const dear = { ...request, fees: { perOrder: micros(61), perMillion: 0 } };
    expect(solved(dear)).toMatchObject({ shares: held, orders: [], fees: 0n, cashAfter: micros(40) });
  });

  test('an order smaller than the least waits', () => {
    const request = { ...REQUEST, held: [6n, 12n], cash: micros(40) };
    expect(solved({ ...request, orderMin: micros(30) }).orders).toHaveLength(1);
    expect(solved({ ...request, orderMin: micros(31) }).orders).toHaveLength(0);
  });

  test('selling pays for buying, fees included', () => {
    const request = { ...REQUEST, held: [10n, 0n], cash: 0n, fees: { perOrder: micros(1), perMillion: 1_000 } };
    const { shares, cashAfter, fees } = solved(request);
    expect(shares).toEqual([6n, 13n]);
    // Fees: 2 for two orders, a thousandth of 400 sold and of 390 bought.
    expect(fees).toBe(micros(2.79));
    expect(cashAfter).toBe(micros(7.21));
  });

  test('variance: a share too many of one makes up for one too few of its twin', () => {
    const covariance = Float64Array.of(0.04, 0.0399, 0.0399, 0.04);
    const measure = { kind: 'variance', covariance, riskAversion: 4 } as const;
    const twins = {
      ...REQUEST,
      targetWeights: Float64Array.of(0.45, 0.55),
      prices: [micros(100), micros(100)],
      measure,
    };
    expect(['4,6', '5,5']).toContain(solved(twins).shares.join());
    expect(sumOf(solved(twins).shares)).toBe(10n);
  });

  test.each([
    ['nothing at all', { cash: 0n }, 'There is neither cash nor anything held.'],
    ['a debt', { cash: -1n }, 'There is less than no cash to begin with.'],
    ['a price of zero', { prices: [0n, 1n] }, 'The price of AAA must be above zero.'],
    ['a short target', { targetWeights: Float64Array.of(1.5, -0.5) }, 'The target of BBB must be zero or more.'],
    ['too much of a target', { targetWeights: Float64Array.of(1, 0.5) }, 'The target weights sum to more than 1.'],
    ['a missing number', { targetWeights: Float64Array.of(NaN, 0) }, 'The target of AAA must be zero or more.'],
    ['a short holding', { held: [-1n, 0n] }, 'AAA is held short, which whole shares do not cover.'],
    ['a length', { held: [0n] }, 'held has 1 numbers for 2 instruments.'],
  ] as const)('%s is refused', (_, change, message) => {
    expect(wholeShares({ ...REQUEST, ...change })).toMatchObject({ status: 'refused', message });
  });
});

const requests = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    weights: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: size, maxLength: size }),
    cashWeight: fc.integer({ min: 0, max: 50 }),
    prices: fc.array(fc.bigInt({ min: 1n, max: 400_000_000n }), { minLength: size, maxLength: size }),
    held: fc.array(fc.bigInt({ min: 0n, max: 60n }), { minLength: size, maxLength: size }),
    cash: fc.bigInt({ min: 1n, max: 20_000_000_000n }),
    perOrder: fc.bigInt({ min: 0n, max: 20_000_000n }),
    perMillion: fc.integer({ min: 0, max: 20_000 }),
    orderMin: fc.bigInt({ min: 0n, max: 500_000_000n }),
    isVariance: fc.boolean(),
  }),
);

describe('for any request', () => {
  test('cash that is not there is never spent, and no order is too small', () => {
    fc.assert(
      fc.property(requests, ({ weights, cashWeight, isVariance, perOrder, perMillion, ...rest }) => {
        const total = weights.reduce((sum, weight) => sum + weight, cashWeight) || 1;
        const size = weights.length;
        const covariance = Float64Array.from({ length: size * size }, (_, entry) =>
          entry % (size + 1) === 0 ? 0.04 : 0.01,
        );
        const request: WholeSharesRequest = {
          ...rest,
          symbols: weights.map((_, at) => `S${at}`),
          targetWeights: Float64Array.from(weights, (weight) => weight / total),
          fees: { perOrder, perMillion },
          measure: isVariance ? { kind: 'variance', covariance, riskAversion: 3 } : { kind: 'absolute' },
          branchesMax: 2_000,
        };
        const { shares, cashAfter, orders, fees, gap, cost, costAtLeast } = solved(request);
        expect(cashAfter).toBe(settle(request, shares));
        expect(cashAfter).toBeGreaterThanOrEqual(0n);
        expect(fees).toBe(sumOf(orders.map(({ fee }) => fee)));
        for (const { value } of orders) expect(value).toBeGreaterThanOrEqual(rest.orderMin);
        for (const count of shares) expect(count).toBeGreaterThanOrEqual(0n);
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(costAtLeast).toBeLessThanOrEqual(cost);
      }),
      { numRuns: 300, seed: 41 },
    );
  });
});
