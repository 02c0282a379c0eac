import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { policyFor } from '@/lib/quant/policy/policy';
import { planRebalance } from '@/lib/quant/trading/rebalance-plan';
import { POSITION_STEPS_MAX, stepsPerUnit, stepsToQuantity } from '@/lib/quant/trading/steps';
import type { StressMarket, StressNext } from '@/lib/shared/contracts/stress-lab';

/** An instrument that lost everything still has a price to be sold at: a ten-thousandth of what it was. */
const PRICE_LEFT_MIN = 1e-4;

/**
 * The orders that bring the plan back to its weights after a shock, by the planner that trades live: it holds the plan as
 * well as whole steps allow, prices move, and it plans from what is there.
 *
 * @param weights the plan's, in the order of the instruments
 * @param returns of each held instrument in the shock, decimal
 */
export function nextStep(market: StressMarket, weights: readonly number[], returns: Float64Array): StressNext {
  const { level, money } = market;
  const policy = policyFor(level);
  const instruments = market.instruments.map(({ symbol }) => describeInstrument(symbol));
  const before = Float64Array.from(market.prices);
  const targetWeights = Float64Array.from(weights);
  const price = (column: number): number => before[column] ?? Number.NaN;
  const quantitySteps = targetWeights.map((weight, column) => {
    const { quantityDecimals } = instruments[column] ?? { quantityDecimals: 0 };
    return Math.min(
      POSITION_STEPS_MAX,
      Math.floor(((weight * money) / price(column)) * stepsPerUnit(quantityDecimals)),
    );
  });
  const invested = quantitySteps.reduce((sum, steps, column) => {
    const { quantityDecimals } = instruments[column] ?? { quantityDecimals: 0 };
    return sum + stepsToQuantity(steps, quantityDecimals) * price(column);
  }, 0);
  const prices = before.map((value, column) => value * Math.max(PRICE_LEFT_MIN, 1 + (returns[column] ?? Number.NaN)));
  const plan = planRebalance({
    instruments,
    holdings: { cash: Math.max(0, money - invested), quantitySteps },
    prices,
    targetWeights,
    costs: policy.costs,
    orderValueMin: policy.rebalance.orderValueMin,
  });
  return {
    drift: plan.driftBefore,
    driftMax: policy.rebalance.driftMax,
    orders: plan.orders.map(({ symbol, side, value, estimatedCost }) => ({ symbol, side, value, cost: estimatedCost })),
    cost: plan.estimatedCost,
  };
}
