import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { microsFromNumber } from '@/lib/base/money';
import { notionalMicros, priceFromNumber } from '@/lib/base/quantity';
import type { CostPolicy } from '@/lib/quant/policy/types';
import { tradeCostBounds, type TradeCostBounds } from '@/lib/quant/trading/costs/trade-cost-bounds';
import { fillMarketOrder } from '@/lib/quant/trading/fills';
import { expectClose, TOLERANCE } from '../../../support/close';
import { NO_COSTS, testInstrument } from './instruments';

const boundsFor = (instrument: ReturnType<typeof testInstrument>, price: number, costs: CostPolicy): TradeCostBounds =>
  tradeCostBounds({ instruments: [instrument], prices: Float64Array.of(price) }, costs, 0);

describe('fills and costs', () => {
  // Oracle: by hand. 100 shares at 50 with 10 bp half-spread and 20 bp commission.
  test('a buy pays the upper side of the spread and commission on it', () => {
    const instrument = testInstrument('A', { quantityDecimals: 0, halfSpreadBasisPoints: 10 });
    const fill = fillMarketOrder({ side: 'buy', quantitySteps: 100 }, instrument, 50, { commissionBasisPoints: 20 });
    expect(fill).toMatchObject({ price: 50.05, value: 5005, commission: 10.01, cost: 15.01, cashChange: -5015.01 });
  });

  test('a sell receives the lower side of the spread less commission', () => {
    const instrument = testInstrument('A', { quantityDecimals: 0, halfSpreadBasisPoints: 10 });
    const fill = fillMarketOrder({ side: 'sell', quantitySteps: 100 }, instrument, 50, { commissionBasisPoints: 20 });
    expect(fill).toMatchObject({ price: 49.95, value: 4995, commission: 9.99, cost: 14.99, cashChange: 4985.01 });
  });

  test('without spread and commission a fill costs nothing', () => {
    const fill = fillMarketOrder({ side: 'buy', quantitySteps: 1_234_567 }, testInstrument('A'), 81, NO_COSTS);
    expect(fill.cost).toBe(0);
    expect(fill.cashChange).toBe(-99.999927);
  });

  test.each([0, -1, 0.5, Number.NaN, 2 ** 53])('a quantity of %s is refused', (quantitySteps) => {
    expect(() => fillMarketOrder({ side: 'buy', quantitySteps }, testInstrument('A'), 10, NO_COSTS)).toThrow(
      /quantity/,
    );
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a price of %s is refused', (price) => {
    expect(() => fillMarketOrder({ side: 'buy', quantitySteps: 1 }, testInstrument('A'), price, NO_COSTS)).toThrow(
      /price/,
    );
  });

  const anyOrder = {
    side: fc.constantFrom('buy' as const, 'sell' as const),
    units: fc.integer({ min: 1, max: 100_000_000 }),
    decimals: fc.integer({ min: 0, max: 8 }),
    price: fc.integer({ min: 1, max: 9_000_000 }).map((cents) => cents / 100 + 1 / 3),
    halfSpread: fc.integer({ min: 0, max: 100 }),
    commission: fc.integer({ min: 0, max: 50 }),
  };

  // Oracle: the linear formula; each of value and commission is rounded to a micro-unit once, the price to 1e-10.
  test('a fill costs what the linear model says', () => {
    fc.assert(
      fc.property(fc.record(anyOrder), ({ side, units, decimals, price, halfSpread, commission }) => {
        const instrument = testInstrument('A', { quantityDecimals: decimals, halfSpreadBasisPoints: halfSpread });
        const costs = { commissionBasisPoints: commission };
        const fill = fillMarketOrder({ side, quantitySteps: units }, instrument, price, costs);
        const quantity = units / 10 ** decimals;
        const expected = quantity * price * boundsFor(instrument, price, costs)[side].rates[0]!;
        const grain = 2e-6 + quantity * 1e-10 + quantity * price * 1e-15;
        expect(Math.abs(fill.cost - expected)).toBeLessThan(grain);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  // Oracle: lib/base, exact in bigint. Money below 9e9 keeps doubles exact to the micro-unit, ties apart.
  test('a fill in doubles moves the same money as the ledger in bigint', () => {
    fc.assert(
      fc.property(fc.record(anyOrder), ({ side, units, decimals, price, halfSpread }) => {
        fc.pre((units / 10 ** decimals) * price < 1e8);
        const instrument = testInstrument('A', { quantityDecimals: decimals, halfSpreadBasisPoints: halfSpread });
        const fill = fillMarketOrder({ side, quantitySteps: units }, instrument, price, NO_COSTS);
        const exact = notionalMicros(BigInt(units), decimals, priceFromNumber(fill.price));
        const difference = microsFromNumber(fill.value) - exact;
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  test('the rates are symmetric up to the product of spread and commission', () => {
    const instrument = testInstrument('A', { halfSpreadBasisPoints: 10 });
    const { buy, sell } = boundsFor(instrument, 50, { commissionBasisPoints: 20 });
    expectClose(buy.rates[0]!, 0.001 + 0.002 * 1.001, TOLERANCE.closedForm);
    expectClose(sell.rates[0]!, 0.001 + 0.002 * 0.999, TOLERANCE.closedForm);
  });

  const SHARES = testInstrument('A', { quantityDecimals: 0 });
  const commissionOf = (costs: CostPolicy, quantitySteps: number, price: number): number =>
    fillMarketOrder({ side: 'buy', quantitySteps }, SHARES, price, costs).commission;

  // Oracle: the examples a large broker prints beside its fixed prices (0.005 a share, at least 1, at most 1 % of value):
  // 100 shares at 25 cost 1.00, 1,000 shares at 25 cost 5.00, 1,000 shares at 0.25 cost 2.50, 10 shares at 0.20 cost 0.02.
  test.each([
    [100, 25, 1],
    [1_000, 25, 5],
    [1_000, 0.25, 2.5],
    [10, 0.2, 0.02],
  ])('%i shares at %d by the share cost %d', (quantity, price, commission) => {
    const costs = {
      commissionBasisPoints: 0,
      commissionPerShare: 0.005,
      commissionMin: 1,
      commissionBasisPointsMax: 100,
    };
    expect(commissionOf(costs, quantity, price)).toBe(commission);
  });

  test('a ticket comes on top of the rate, between the minimum and the maximum of an order', () => {
    const costs = { commissionBasisPoints: 10, commissionPerOrder: 2, commissionMin: 5, commissionMax: 20 };
    expect(commissionOf(costs, 10, 100)).toBe(5);
    expect(commissionOf(costs, 100, 100)).toBe(12);
    expect(commissionOf(costs, 1_000, 100)).toBe(20);
  });

  // Oracle: by hand. A hundredth of a day at 2 % a day: the root is 0.1, so 0.2 % for the three-halves model at one,
  // two thirds of it for the square root; 0.142 x 2 % x 0.01^0.6 for the three-fifths.
  test.each([
    ['three-halves', 1, 0.002],
    ['square-root', 1, 0.002 * (2 / 3)],
    ['three-fifths', 0.142, 0.142 * 0.02 * 0.01 ** 0.6],
  ] as const)('an order of a hundredth of a day by the %s model', (model, coefficient, rate) => {
    const costs = { commissionBasisPoints: 0, impact: { model, coefficient } };
    const market = { dailyValue: 10_000_000, dailyVolatility: 0.02 };
    const buy = fillMarketOrder({ side: 'buy', quantitySteps: 1_000 }, SHARES, 100, costs, market);
    const sell = fillMarketOrder({ side: 'sell', quantitySteps: 1_000 }, SHARES, 100, costs, market);
    // Prices have ten decimals, so 1,000 shares are exact to 1e-7.
    expect(Math.abs(buy.cost - 100_000 * rate)).toBeLessThan(2e-6);
    expect(Math.abs(sell.cost - 100_000 * rate)).toBeLessThan(2e-6);
    expect(buy.price).toBeGreaterThan(100);
    expect(sell.price).toBeLessThan(100);
    const unknown = { dailyValue: Number.NaN, dailyVolatility: 0.02 };
    expect(fillMarketOrder({ side: 'buy', quantitySteps: 1_000 }, SHARES, 100, costs, unknown).cost).toBe(0);
  });

  test('slippage moves the price against either side', () => {
    const costs = { commissionBasisPoints: 0, slippageBasisPoints: 5 };
    expect(fillMarketOrder({ side: 'buy', quantitySteps: 10 }, SHARES, 100, costs).price).toBe(100.05);
    expect(fillMarketOrder({ side: 'sell', quantitySteps: 10 }, SHARES, 100, costs).price).toBe(99.95);
  });
});
