import { describe, expect, test } from 'vitest';
import { planRebalance, type RebalanceRequest } from '@/lib/quant/trading/rebalance-plan';
import { expectClose, TOLERANCE } from '../../../support/close';
import { NO_COSTS, testInstrument } from './instruments';

const WHOLE = { quantityDecimals: 0 };

const request = (parts: Partial<RebalanceRequest>): RebalanceRequest => ({
  instruments: [testInstrument('A', WHOLE), testInstrument('B', WHOLE)],
  holdings: { cash: 0, quantitySteps: Float64Array.of(60, 40) },
  prices: Float64Array.of(10, 10),
  targetWeights: Float64Array.of(0.5, 0.5),
  costs: NO_COSTS,
  orderValueMin: 0,
  ...parts,
});

const brief = ({ orders }: ReturnType<typeof planRebalance>): unknown[] =>
  orders.map(({ symbol, side, quantitySteps, reason }) => [symbol, side, quantitySteps, reason.key]);

describe('rebalance plan, by hand', () => {
  test('sells the overweight, then buys the underweight', () => {
    const plan = planRebalance(request({}));
    expect(brief(plan)).toEqual([
      ['A', 'sell', 10, 'overweight'],
      ['B', 'buy', 10, 'underweight'],
    ]);
    expect(plan).toMatchObject({ valueBefore: 1000, cashAfter: 0, driftAfter: 0, turnover: 0.1, skipped: [] });
    expectClose(plan.driftBefore, 0.1, TOLERANCE.closedForm);
  });

  test('sells come first even when the instrument to buy stands first in the universe', () => {
    const plan = planRebalance(request({ holdings: { cash: 0, quantitySteps: Float64Array.of(40, 60) } }));
    expect(brief(plan)).toEqual([
      ['B', 'sell', 10, 'overweight'],
      ['A', 'buy', 10, 'underweight'],
    ]);
  });

  test('a portfolio on target gives no order', () => {
    const plan = planRebalance(request({ holdings: { cash: 0, quantitySteps: Float64Array.of(50, 50) } }));
    expect(plan).toMatchObject({ orders: [], skipped: [], driftBefore: 0, driftAfter: 0, estimatedCost: 0 });
  });

  test('new money is placed; target weights below one leave the rest in cash', () => {
    const plan = planRebalance(
      request({
        holdings: { cash: 1000, quantitySteps: new Float64Array(2) },
        targetWeights: Float64Array.of(0.6, 0.3),
      }),
    );
    expect(brief(plan)).toEqual([
      ['A', 'buy', 60, 'new-position'],
      ['B', 'buy', 30, 'new-position'],
    ]);
    expect(plan.cashAfter).toBe(100);
  });

  // By hand: 1000 = q x 10 x 1.001 x 1.002 gives 99.7 shares; 99 fit and cost 99 x 10 x (0.001 + 0.002 x 1.001).
  test('costs come out of the money that is invested', () => {
    const instruments = [testInstrument('A', { ...WHOLE, halfSpreadBasisPoints: 10 })];
    const plan = planRebalance(
      request({
        instruments,
        holdings: { cash: 1000, quantitySteps: new Float64Array(1) },
        prices: Float64Array.of(10),
        targetWeights: Float64Array.of(1),
        costs: { commissionBasisPoints: 20 },
      }),
    );
    expect(plan.orders[0]?.quantitySteps).toBe(99);
    expectClose(plan.estimatedCost, 990 * (0.001 + 0.002 * 1.001), 1e-6);
    expectClose(plan.cashAfter, 1000 - 990 - plan.estimatedCost, 1e-6);
  });

  test('an instrument without target is sold to the last step', () => {
    const plan = planRebalance(request({ targetWeights: Float64Array.of(0, 1) }));
    expect(brief(plan)).toEqual([
      ['A', 'sell', 60, 'exit'],
      ['B', 'buy', 60, 'underweight'],
    ]);
  });

  test('cash only: nothing is sold, the cash goes where most is missing', () => {
    const holdings = { cash: 100, quantitySteps: Float64Array.of(60, 40) };
    const plan = planRebalance(request({ holdings, cashOnly: true }));
    expect(brief(plan)).toEqual([['B', 'buy', 10, 'place-cash']]);
    expect(plan.skipped.map(({ symbol, side, reason }) => [symbol, side, reason.key])).toEqual([
      ['A', 'sell', 'cash-only'],
      ['B', 'buy', 'not-enough-cash'],
    ]);
  });

  test('an excluded instrument stays and says so; the rest makes do with the cash there is', () => {
    const plan = planRebalance(request({ excluded: ['A'] }));
    expect(plan.orders).toEqual([]);
    expect(plan.skipped.map(({ symbol, reason }) => [symbol, reason.key])).toEqual([
      ['A', 'excluded'],
      ['B', 'not-enough-cash'],
    ]);
  });

  test('orders below the minimum are skipped with the minimum named', () => {
    const plan = planRebalance(request({ orderValueMin: 150 }));
    expect(plan.orders).toEqual([]);
    expect(plan.skipped[0]).toMatchObject({ symbol: 'A', side: 'sell', reason: { key: 'below-minimum' } });
    expect(plan.skipped[0]?.reason.values['minimum']).toBe(150);
  });

  test('a share dearer than the gap is not bought, and the plan says why', () => {
    const plan = planRebalance(
      request({
        holdings: { cash: 1000, quantitySteps: new Float64Array(2) },
        prices: Float64Array.of(10, 700),
      }),
    );
    expect(brief(plan)).toEqual([['A', 'buy', 50, 'new-position']]);
    expect(plan.skipped).toMatchObject([{ symbol: 'B', side: 'buy', value: 500, reason: { key: 'below-step' } }]);
  });

  test('cash too small for a share of each still buys the one that is missing most', () => {
    const plan = planRebalance(
      request({
        instruments: ['A', 'B', 'C'].map((symbol) => testInstrument(symbol, WHOLE)),
        holdings: { cash: 25, quantitySteps: Float64Array.of(100, 0, 0) },
        prices: Float64Array.of(10, 20, 20),
        targetWeights: Float64Array.of(0.4, 0.25, 0.35),
        cashOnly: true,
      }),
    );
    expect(brief(plan)).toEqual([['C', 'buy', 1, 'place-cash']]);
  });

  // 10 a share on a price of 10: a sale would bring nothing, a purchase would cost twice what it is worth.
  test('a commission per share that eats the price leaves the instrument alone and says so', () => {
    const costs = { commissionBasisPoints: 0, commissionPerShare: 10 };
    const prices = Float64Array.of(10, 1_000);
    for (const targetWeights of [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(0.5, 0.5)]) {
      const plan = planRebalance(request({ costs, prices, targetWeights }));
      expect(plan.orders.filter(({ symbol }) => symbol === 'A')).toEqual([]);
      expect(plan.skipped[0]).toMatchObject({ symbol: 'A', reason: { key: 'too-costly', values: { rate: 1 } } });
    }
  });

  test('whatever the commission per share, a plan is found and no sale has to be paid for', () => {
    for (let price = 5; price < 60; price += 0.25) {
      for (const target of [0, 0.3, 0.9]) {
        const plan = planRebalance(
          request({
            costs: { commissionBasisPoints: 0, commissionPerShare: 10, commissionMin: 1 },
            instruments: [testInstrument('A'), testInstrument('B')],
            holdings: { cash: 500, quantitySteps: Float64Array.of(60e6, 40e6) },
            prices: Float64Array.of(price, 70),
            targetWeights: Float64Array.of(target, 0.9 - target),
          }),
        );
        for (const { side, value, estimatedCost } of plan.orders) {
          if (side === 'sell') expect(estimatedCost).toBeLessThan(value);
        }
      }
    }
  });

  test('without a price nothing is bought and the target is named', () => {
    const plan = planRebalance(
      request({
        holdings: { cash: 1000, quantitySteps: new Float64Array(2) },
        prices: Float64Array.of(10, Number.NaN),
      }),
    );
    expect(brief(plan)).toEqual([['A', 'buy', 50, 'new-position']]);
    expect(plan.skipped).toMatchObject([{ symbol: 'B', reason: { key: 'no-price' } }]);
  });

  // 1,000 at a billionth a coin would be 10^20 steps of 10^-8.
  test('a position stops where doubles stop counting steps', () => {
    const plan = planRebalance(
      request({
        instruments: [testInstrument('MEME', { quantityDecimals: 8 })],
        holdings: { cash: 1000, quantitySteps: new Float64Array(1) },
        prices: Float64Array.of(1e-9),
        targetWeights: Float64Array.of(1),
      }),
    );
    expect(plan.orders).toMatchObject([{ symbol: 'MEME', quantitySteps: 2 ** 53 - 1 }]);
    expect(plan.skipped).toMatchObject([{ reason: { key: 'quantity-limit' } }]);
  });

  test('an empty account gives an empty plan', () => {
    const plan = planRebalance(request({ holdings: { cash: 0, quantitySteps: new Float64Array(2) } }));
    expect(plan).toMatchObject({ orders: [], skipped: [], valueBefore: 0, turnover: 0 });
  });
});

describe('rebalance plan refuses', () => {
  test.each<[string, Partial<RebalanceRequest>, RegExp]>([
    ['targets above one', { targetWeights: Float64Array.of(0.7, 0.4) }, /sum to 1.1/],
    ['a negative target', { targetWeights: Float64Array.of(-0.1, 0.4) }, /A has target weight -0.1/],
    ['a NaN target', { targetWeights: Float64Array.of(Number.NaN, 0.4) }, /A has target weight NaN/],
    ['a short position', { holdings: { cash: 0, quantitySteps: Float64Array.of(-1, 4) } }, /A is held with -1 steps/],
    ['part of a step', { holdings: { cash: 0, quantitySteps: Float64Array.of(1, 0.5) } }, /B is held with 0.5 steps/],
    ['a missing price of a holding', { prices: Float64Array.of(10, Number.NaN) }, /B is held but its price/],
    ['a wrong shape', { targetWeights: Float64Array.of(1) }, /2 instruments/],
    ['a negative minimum', { orderValueMin: -1 }, /order minimum/],
    [
      'an index',
      { instruments: [testInstrument('DXY', { isInvestable: false }), testInstrument('B')] },
      /DXY cannot be held/,
    ],
  ])('%s', (_name, parts, message) => {
    expect(() => planRebalance(request(parts))).toThrow(message);
  });
});
