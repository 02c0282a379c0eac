import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulateOrders } from '@/lib/quant/backtest/simulate-orders';

describe('simulateOrders', () => {
  test('buys, sells and charges as by hand', () => {
    const run = simulateOrders({
      sizes: Float64Array.of(2, 1, -1, 0, -5, 3),
      prices: Float64Array.of(10, 50, 12, 60, 11, 70),
      columns: 2,
      startCash: 100,
      feeRate: 0.01,
    });
    // Column 0: buys 2 at 10 (fee 0.20), sells 1 at 12 (fee 0.12), asks to sell 5 at 11 and has 1 (fee 0.11).
    // Column 1: buys 1 at 50 (fee 0.50), leaves a bar out, asks for 3 at 70 with 49.50 at hand.
    expect([...run.size.subarray(0, 4)]).toEqual([2, 1, -1, -1]);
    expect([...run.bar]).toEqual([0, 0, 1, 2, 2]);
    expect([...run.column]).toEqual([0, 1, 0, 0, 1]);
    expect(run.cash[0]).toBeCloseTo(100 - 20.2 + 11.88 + 10.89, 12);
    expect(run.position[0]).toBe(0);
    expect(run.size[4]).toBeCloseTo(49.5 / 70.7, 12);
    expect(run.cash[1]).toBeCloseTo(0, 12);
  });

  test('slippage is against whoever trades', () => {
    const run = simulateOrders({
      sizes: Float64Array.of(1, -1),
      prices: Float64Array.of(100, 100),
      columns: 1,
      startCash: 1000,
      feeRate: 0,
      slippage: 0.01,
    });
    expect([...run.price]).toEqual([101, 99]);
    expect(run.cash[0]).toBe(998);
  });

  test('a bar without a price trades nothing', () => {
    const run = simulateOrders({
      sizes: Float64Array.of(1, 1),
      prices: Float64Array.of(Number.NaN, 10),
      columns: 1,
      startCash: 100,
      feeRate: 0,
    });
    expect([...run.bar]).toEqual([1]);
  });

  test('money is neither made nor lost, nothing is owed, and columns do not know of each other', () => {
    const sizes = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 });
    const prices = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(sizes, prices, (size, price) => {
        const request = { columns: 3, startCash: 50, feeRate: 0.002 };
        const run = simulateOrders({ ...request, sizes: Float64Array.from(size), prices: Float64Array.from(price) });
        for (let column = 0; column < 3; column++) {
          let cash = 50;
          let position = 0;
          for (let at = 0; at < run.count; at++) {
            if (run.column[at] !== column) continue;
            cash -= (run.size[at] ?? 0) * (run.price[at] ?? 0) + (run.fee[at] ?? 0);
            position += run.size[at] ?? 0;
          }
          expect(Math.abs((run.cash[column] ?? 0) - cash)).toBeLessThan(1e-9);
          expect(Math.abs((run.position[column] ?? 0) - position)).toBeLessThan(1e-12);
          expect(run.cash[column]).toBeGreaterThanOrEqual(0);
          expect(run.position[column]).toBeGreaterThanOrEqual(-1e-12);
        }
        const alone = simulateOrders({
          ...request,
          columns: 1,
          sizes: Float64Array.from(size.filter((_, at) => at % 3 === 1)),
          prices: Float64Array.from(price.filter((_, at) => at % 3 === 1)),
        });
        expect(alone.cash[0]).toBe(run.cash[1]);
      }),
    );
  });
});
