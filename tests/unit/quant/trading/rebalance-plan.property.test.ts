import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftOf, valueHoldings } from '@/lib/quant/trading/drift';
import { holdingsAfterPlan, planRebalance, type RebalanceRequest } from '@/lib/quant/trading/rebalance-plan';
import type { RebalancePlan } from '@/lib/quant/trading/types';
import { testInstrument } from './instruments';

/** `BALLAST_LONG=1` (`npm run test:long`) widens the search to what a release asks for. */
const RUNS = process.env['BALLAST_LONG'] === '1' ? 10_000 : 500;

/** Each order rounds its value and its commission to a micro-unit and its price to ten decimals, in money. */
const moneyRounding = ({ orders }: RebalancePlan): number =>
  orders.reduce((sum, { value, referencePrice }) => sum + 2e-6 + (1e-10 * value) / referencePrice, 2e-6);

/** The same as a weight, with the rounding of the ratio itself. */
const weightRounding = (plan: RebalancePlan): number => moneyRounding(plan) / Math.max(plan.valueBefore, 1e-6) + 1e-12;

/** `fc.double` walks the representations of doubles, almost all of them next to nothing; money needs ordinary sizes. */
const uniform = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1_000_003 }).map((k) => min + ((max - min) * k) / 1_000_003);

/** Smaller gaps are left alone whatever the minimum. */
const TRADE_VALUE_MIN = 0.001;

const position = fc.record({
  price: uniform(0.05, 5_000),
  decimals: fc.constantFrom(0, 2, 6, 8),
  heldValue: fc.oneof(fc.constant(0), uniform(0, 50_000)),
  share: fc.oneof(fc.constant(0), uniform(0, 1)),
  halfSpread: fc.integer({ min: 0, max: 100 }),
  isExcluded: fc.integer({ min: 0, max: 9 }).map((k) => k === 0),
});

const anyRequest: fc.Arbitrary<RebalanceRequest> = fc
  .record({
    positions: fc.array(position, { minLength: 1, maxLength: 12 }),
    cash: fc.oneof(fc.constant(0), uniform(0, 100_000), uniform(0, 1)),
    invested: fc.oneof(fc.constant(1), uniform(0, 1)),
    commissionBasisPoints: fc.integer({ min: 0, max: 100 }),
    orderValueMin: fc.constantFrom(0, 1, 25, 500),
    cashOnly: fc.boolean(),
    /** Holdings that drifted a little from the target, as most do; undefined: anything at all. */
    drifted: fc.option(fc.constantFrom(1e-9, 1e-6, 1e-3, 0.05), { nil: undefined }),
  })
  .map(({ positions, cash, invested, commissionBasisPoints, orderValueMin, cashOnly, drifted }) => {
    const shares = positions.reduce((sum, { share }) => sum + share, 0);
    const symbols = positions.map((_, i) => `S${i}`);
    return {
      instruments: positions.map(({ decimals, halfSpread }, i) =>
        testInstrument(symbols[i]!, { quantityDecimals: decimals, halfSpreadBasisPoints: halfSpread }),
      ),
      holdings: {
        cash: Math.round(cash * 1e6) / 1e6,
        quantitySteps: Float64Array.from(positions, ({ heldValue, share, price, decimals }, i) => {
          const value = drifted === undefined ? heldValue : 10_000 * share * (1 + (i % 2 === 0 ? drifted : -drifted));
          return Math.floor((value / price) * 10 ** decimals);
        }),
      },
      prices: Float64Array.from(positions, ({ price }) => price),
      targetWeights: Float64Array.from(positions, ({ share }) => (shares === 0 ? 0 : (invested * share) / shares)),
      costs: { commissionBasisPoints },
      orderValueMin,
      cashOnly,
      excluded: symbols.filter((_, i) => positions[i]!.isExcluded),
    };
  });

const forEveryRequest = (check: (request: RebalanceRequest) => void): void => {
  fc.assert(fc.property(anyRequest, check), { seed: 20_240_628, numRuns: RUNS, endOnFailure: true });
};

/** After each fill there is cash, but for the rounding of their sum; and in the end as much as the plan says. */
function expectCashPaysForAll(request: RebalanceRequest, plan: RebalancePlan): void {
  const executed = holdingsAfterPlan(request, plan);
  let cash = request.holdings.cash;
  for (const fill of executed.fills.values()) {
    cash += fill.cashChange;
    expect(cash).toBeGreaterThanOrEqual(-1e-9);
  }
  expect(plan.cashAfter).toBeGreaterThanOrEqual(0);
  expect(executed.holdings.cash).toBe(plan.cashAfter);
}

function expectNoSecondOrder(request: RebalanceRequest): void {
  const { holdings } = holdingsAfterPlan(request, planRebalance(request));
  expect(planRebalance({ ...request, holdings }).orders).toEqual([]);
}

describe(`rebalance plan on ${RUNS} random portfolios`, () => {
  test('buys are paid from cash and executed sells, costs included: cash never turns negative on the way', () => {
    forEveryRequest((request) => {
      const plan = planRebalance(request);
      expectCashPaysForAll(request, plan);
      expect(plan.orders.map(({ side }) => side)).toEqual(
        plan.orders
          .map(({ side }) => side)
          .sort()
          .reverse(),
      );
    });
  });

  test('the second plan has no order (L14)', () => {
    forEveryRequest(expectNoSecondOrder);
  });

  test('drift never grows, and the plan tells the drift that results', () => {
    forEveryRequest((request) => {
      const plan = planRebalance(request);
      const { holdings } = holdingsAfterPlan(request, plan);
      const { weights } = valueHoldings(holdings, request.instruments, request.prices);
      expect(plan.driftAfter).toBe(driftOf(weights, request.targetWeights).total);
      expect(plan.driftAfter).toBeLessThanOrEqual(plan.driftBefore + weightRounding(plan));
    });
  });

  test('positions stay long and whole; excluded ones untouched; with cash only nothing is sold', () => {
    forEveryRequest((request) => {
      const plan = planRebalance(request);
      const { holdings, trades } = holdingsAfterPlan(request, plan);
      for (const steps of holdings.quantitySteps) {
        expect(steps).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(steps)).toBe(true);
      }
      request.instruments.forEach(({ symbol }, i) => {
        if (request.excluded?.includes(symbol) === true) expect(trades[i]).toBe(0);
        if (request.cashOnly === true) expect(trades[i]).toBeGreaterThanOrEqual(0);
      });
    });
  });

  test('no order is below the minimum, none trades past its target, and costs explain the lost value', () => {
    forEveryRequest((request) => {
      const plan = planRebalance(request);
      // Costs can lift a sell over the minimum, or over a whole step, after the buys were sized; its own cost, 2 % at
      // most here, comes on top.
      const lateCost = plan.orders.reduce(
        (sum, { referencePrice, quantityDecimals }) =>
          sum + 0.02 * (request.orderValueMin + referencePrice / 10 ** quantityDecimals),
        0,
      );
      const after = valueHoldings(holdingsAfterPlan(request, plan).holdings, request.instruments, request.prices);
      for (const order of plan.orders) {
        const i = request.instruments.findIndex(({ symbol }) => symbol === order.symbol);
        const past = (after.weights[i]! - request.targetWeights[i]!) * (order.side === 'buy' ? 1 : -1);
        expect(order.value).toBeGreaterThanOrEqual(request.orderValueMin);
        expect(past).toBeLessThanOrEqual(weightRounding(plan) + lateCost / plan.valueBefore);
      }
      const lost = plan.valueBefore - after.value;
      expect(Math.abs(lost - plan.estimatedCost)).toBeLessThanOrEqual(moneyRounding(plan));
    });
  });

  test('buys leave the target cash alone', () => {
    forEveryRequest((request) => {
      const plan = planRebalance(request);
      const targetCashWeight = request.targetWeights.reduce((rest, weight) => rest - weight, 1);
      if (plan.orders.every(({ side }) => side === 'sell')) return;
      const valueAfter = plan.valueBefore - plan.estimatedCost;
      expect(plan.cashAfter - targetCashWeight * valueAfter).toBeGreaterThanOrEqual(-moneyRounding(plan));
    });
  });

  test('what is off target and could be traded is closed to within a step or the minimum', () => {
    forEveryRequest((request) => {
      if (request.cashOnly === true || request.excluded?.length !== 0) return;
      const plan = planRebalance(request);
      const { holdings } = holdingsAfterPlan(request, plan);
      const after = valueHoldings(holdings, request.instruments, request.prices);
      request.instruments.forEach(({ quantityDecimals }, i) => {
        const over = after.positionValues[i]! - request.targetWeights[i]! * after.value;
        const stepValue = request.prices[i]! / 10 ** quantityDecimals;
        expect(over).toBeLessThanOrEqual(Math.max(request.orderValueMin, TRADE_VALUE_MIN) + stepValue * (1 + 1e-9));
      });
    });
  });
});

const unit = uniform(0, 1);

/** Every shape a commission can have, slippage, and each impact model in markets from liquid to unknown. */
const anyCosts = fc.record({
  costs: fc.oneof(
    fc.record({ commissionBasisPoints: fc.integer({ min: 0, max: 50 }), commissionPerShare: uniform(0, 0.02) }),
    fc.record({ commissionBasisPoints: fc.constant(0), commissionPerOrder: uniform(0, 20) }),
    fc.record({ commissionBasisPoints: fc.integer({ min: 0, max: 50 }), commissionMin: uniform(0, 10) }),
    fc.record({
      commissionBasisPoints: fc.constant(0),
      commissionPerShare: uniform(0, 0.02),
      commissionMin: uniform(0, 5),
      commissionMax: uniform(5, 50),
      commissionBasisPointsMax: fc.integer({ min: 10, max: 100 }),
    }),
    fc.record({ commissionBasisPoints: fc.constant(1), slippageBasisPoints: fc.integer({ min: 0, max: 100 }) }),
    fc.record({
      commissionBasisPoints: fc.integer({ min: 0, max: 20 }),
      commissionPerOrder: fc.constantFrom(0, 1),
      impact: fc.record({
        model: fc.constantFrom('square-root' as const, 'three-halves' as const, 'three-fifths' as const),
        coefficient: uniform(0, 3),
      }),
    }),
  ),
  dailyValue: fc.array(fc.oneof(fc.constant(Number.NaN), uniform(1e3, 1e6), uniform(1e6, 1e9)), {
    minLength: 12,
    maxLength: 12,
  }),
  dailyVolatility: fc.array(unit, { minLength: 12, maxLength: 12 }),
});

const anyCostlyRequest: fc.Arbitrary<RebalanceRequest> = fc
  .tuple(anyRequest, anyCosts)
  .map(([request, { costs, dailyValue, dailyVolatility }]) => ({
    ...request,
    costs,
    market: {
      dailyValues: Float64Array.from(request.instruments, (_, i) => dailyValue[i]!),
      dailyVolatilities: Float64Array.from(request.instruments, (_, i) => 0.05 * dailyVolatility[i]!),
    },
  }));

const forEveryCost = (check: (request: RebalanceRequest) => void): void => {
  fc.assert(fc.property(anyCostlyRequest, check), { seed: 20_240_629, numRuns: 2 * RUNS, endOnFailure: true });
};

describe(`rebalance plan on ${2 * RUNS} random portfolios over all cost models`, () => {
  test('cash never turns negative on the way, and costs explain the lost value', () => {
    forEveryCost((request) => {
      const plan = planRebalance(request);
      expectCashPaysForAll(request, plan);
      const { holdings } = holdingsAfterPlan(request, plan);
      const lost = plan.valueBefore - valueHoldings(holdings, request.instruments, request.prices).value;
      expect(Math.abs(lost - plan.estimatedCost)).toBeLessThanOrEqual(moneyRounding(plan));
    });
  });

  test('the second plan has no order', () => {
    forEveryCost(expectNoSecondOrder);
  });

  test('drift never grows', () => {
    forEveryCost((request) => {
      const plan = planRebalance(request);
      expect(plan.driftAfter).toBeLessThanOrEqual(plan.driftBefore + weightRounding(plan));
    });
  });

  test('no order is below the minimum, or loses more than a tenth of its value to a fixed commission', () => {
    forEveryCost((request) => {
      const { commissionPerOrder, commissionMin, commissionBasisPointsMax } = request.costs;
      const fixed = Math.max(commissionPerOrder ?? 0, commissionMin ?? 0);
      for (const { value } of planRebalance(request).orders) {
        expect(value).toBeGreaterThanOrEqual(request.orderValueMin);
        if (commissionBasisPointsMax === undefined) expect(fixed).toBeLessThanOrEqual(0.1 * value * (1 + 1e-12));
      }
    });
  });
});
