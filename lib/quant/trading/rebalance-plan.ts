import { invariant } from '../../base/invariant';
import type { Fact } from '../policy/types';
import { sellRateMaxOf } from './costs/trade-cost-bounds';
import { driftOf, valueHoldings, type Valuation } from './drift';
import { executeTrades, type ExecutedTrades } from './execute-trades';
import {
  nextTrades,
  prepareRequest,
  type PreparedRequest,
  type RebalanceRequest,
  TRADE_RATE_MAX,
} from './rebalance-pass';
import { POSITION_STEPS_MAX, stepsPerUnit, stepsToQuantity } from './steps';
import type { PlannedOrder, RebalancePlan, SkippedTrade } from './types';

export type { RebalanceRequest } from './rebalance-pass';

/** L12: weights and cash add up to one within this. */
const WEIGHT_SUM_TOLERANCE = 1e-9;

/**
 * Costs leave less to share out than a pass assumed, and rounding leaves coins over, so a pass leaves a little to do;
 * what is left shrinks geometrically and random portfolios need at most a few dozen passes.
 */
const PASSES_MAX = 200;

/** A gap below 5 basis points of the portfolio that is not traded needs no explanation: it is rounding. */
const SKIP_WORTH_TELLING_WEIGHT = 0.0005;

/**
 * The orders that move holdings to target weights: sells first, buys only from cash in hand and executed sells, whole
 * steps rounded down, no order below the minimum. The plan is complete: planning again from its result, at its prices,
 * gives no order. Drift never grows, cash never turns negative, and a position never turns short.
 *
 * @throws InvariantError on a shape mismatch, a negative or overfull target, a fractional or negative quantity,
 *         or a held instrument without a price
 */
export function planRebalance(request: RebalanceRequest): RebalancePlan {
  checkRequest(request);
  const prepared = prepareRequest(request);
  const executed = runPasses(prepared);
  const { instruments, holdings, prices, targetWeights } = request;
  const before = valueHoldings(holdings, instruments, prices);
  const after = valueHoldings(executed.holdings, instruments, prices);
  const orders = describeOrders(prepared, executed, { before, after });
  const traded = orders.reduce((sum, { value }) => sum + value, 0);
  return {
    orders,
    skipped: describeSkipped(prepared, executed, after),
    valueBefore: before.value,
    cashBefore: holdings.cash,
    cashAfter: executed.holdings.cash,
    estimatedCost: executed.cost,
    driftBefore: driftOf(before.weights, targetWeights).total,
    driftAfter: driftOf(after.weights, targetWeights).total,
    turnover: before.value > 0 ? traded / 2 / before.value : 0,
    weightsBefore: before.weights,
    weightsAfter: after.weights,
    weightsTarget: targetWeights,
  };
}

/** The holdings a plan leads to when every order fills at the plan's prices. */
export function holdingsAfterPlan(request: RebalanceRequest, plan: Pick<RebalancePlan, 'orders'>): ExecutedTrades {
  const trades = new Float64Array(request.instruments.length);
  for (const { symbol, side, quantitySteps } of plan.orders) {
    const column = request.instruments.findIndex((instrument) => instrument.symbol === symbol);
    invariant(column >= 0, `the plan trades ${symbol}, which is not in the universe`);
    trades[column] = side === 'buy' ? quantitySteps : -quantitySteps;
  }
  return executeTrades(prepareRequest(request), trades);
}

function checkRequest({ instruments, holdings, prices, targetWeights, orderValueMin }: RebalanceRequest): void {
  const n = instruments.length;
  invariant(targetWeights.length === n && prices.length === n, `${n} instruments need ${n} targets and prices`);
  invariant(orderValueMin >= 0, `the order minimum is ${orderValueMin}`);
  let weightSum = 0;
  for (let i = 0; i < n; i++) {
    const { symbol, isInvestable } = instruments[i]!;
    const steps = holdings.quantitySteps[i]!;
    invariant(Number.isSafeInteger(steps) && steps >= 0, `${symbol} is held with ${steps} steps`);
    invariant(targetWeights[i]! >= 0, `${symbol} has target weight ${targetWeights[i]!}`);
    invariant(targetWeights[i] === 0 || isInvestable, `${symbol} cannot be held`);
    weightSum += targetWeights[i]!;
  }
  invariant(weightSum <= 1 + WEIGHT_SUM_TOLERANCE, `target weights sum to ${weightSum}`);
}

function runPasses(request: PreparedRequest): ExecutedTrades {
  let executed = executeTrades(request, new Float64Array(request.instruments.length));
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const extra = nextTrades(request, executed.holdings);
    if (extra.every((steps) => steps === 0)) return executed;
    const previous = executed.trades;
    executed = executeTrades(
      request,
      extra.map((steps, i) => steps + previous[i]!),
    );
    if (executed.trades.every((steps, i) => steps === previous[i])) return executed;
  }
  invariant(false, `the plan was not complete after ${PASSES_MAX} passes`);
}

function describeOrders(
  request: PreparedRequest,
  { fills }: ExecutedTrades,
  { before, after }: { before: Valuation; after: Valuation },
): PlannedOrder[] {
  // The fills are in the order of execution: sells, then buys.
  return [...fills].map(([i, fill]): PlannedOrder => {
    const { symbol, quantityDecimals } = request.instruments[i]!;
    return {
      symbol,
      side: fill.side,
      quantitySteps: fill.quantitySteps,
      quantityDecimals,
      value: stepsToQuantity(fill.quantitySteps, quantityDecimals) * request.prices[i]!,
      referencePrice: request.prices[i]!,
      estimatedCost: fill.cost,
      reason: {
        key: orderReason(request, i, fill.side),
        values: {
          weightBefore: before.weights[i]!,
          weightTarget: request.targetWeights[i]!,
          weightAfter: after.weights[i]!,
        },
      },
    };
  });
}

function orderReason(request: PreparedRequest, i: number, side: PlannedOrder['side']): string {
  if (side === 'sell') return request.targetWeights[i] === 0 ? 'exit' : 'overweight';
  if (request.cashOnly === true) return 'place-cash';
  return request.holdings.quantitySteps[i] === 0 ? 'new-position' : 'underweight';
}

/** What is still off target after the plan, and which rule left it there. */
function describeSkipped(request: PreparedRequest, { holdings }: ExecutedTrades, after: Valuation): SkippedTrade[] {
  return request.instruments.flatMap(({ symbol }, i): SkippedTrade[] => {
    const gap = request.targetWeights[i]! * after.value - after.positionValues[i]!;
    if (Math.abs(gap) < SKIP_WORTH_TELLING_WEIGHT * after.value || gap === 0) return [];
    const reason =
      gap > 0 && holdings.quantitySteps[i] === POSITION_STEPS_MAX
        ? { key: 'quantity-limit', values: { value: gap } }
        : skipReason(request, i, { gap, cash: holdings.cash });
    return [{ symbol, side: gap > 0 ? 'buy' : 'sell', value: Math.abs(gap), reason }];
  });
}

function skipReason(request: PreparedRequest, i: number, { gap, cash }: { gap: number; cash: number }): Fact {
  const { symbol, quantityDecimals } = request.instruments[i]!;
  const price = request.prices[i]!;
  const value = Math.abs(gap);
  if (!(price > 0)) return { key: 'no-price', values: { value } };
  if (request.excluded?.includes(symbol) === true) return { key: 'excluded', values: { value } };
  if (gap < 0 && request.cashOnly === true) return { key: 'cash-only', values: { value } };
  const bounds = request.boundsUpTo(0);
  const rate = sellRateMaxOf(bounds, i);
  if (rate > TRADE_RATE_MAX) return { key: 'too-costly', values: { value, rate } };
  const stepValue = price / stepsPerUnit(quantityDecimals);
  if (value < stepValue) return { key: 'below-step', values: { value, stepValue } };
  const minimum = Math.max(request.orderValueMin, bounds.orderValueMin[i]!);
  if (value < minimum) return { key: 'below-minimum', values: { value, minimum } };
  return { key: 'not-enough-cash', values: { value, cash } };
}
