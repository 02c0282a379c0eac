import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { microsFromNumber } from '@/lib/base/money';
import { notionalMicros, priceFromNumber } from '@/lib/base/quantity';
import { tradeCostRates } from '@/lib/quant/trading/costs';
import { fillMarketOrder } from '@/lib/quant/trading/fills';
import { expectClose, TOLERANCE } from '../../../support/close';
import { NO_COSTS, testInstrument } from './instruments';

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
        const expected = quantity * price * tradeCostRates([instrument], costs)[side][0]!;
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
    const { buy, sell } = tradeCostRates([testInstrument('A', { halfSpreadBasisPoints: 10 })], {
      commissionBasisPoints: 20,
    });
    expectClose(buy[0]!, 0.001 + 0.002 * 1.001, TOLERANCE.closedForm);
    expectClose(sell[0]!, 0.001 + 0.002 * 0.999, TOLERANCE.closedForm);
  });
});
