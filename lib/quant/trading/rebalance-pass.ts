import type { Instrument } from '../market/instrument';
import type { CostPolicy } from '../policy/types';
import { halfSpreadOf } from './costs/cost-rates';
import type { MarketConditions } from './costs/market-conditions';
import { boundAt, sellRateMaxOf, tradeCostBounds, type TradeCostBounds } from './costs/trade-cost-bounds';
import { valueHoldings } from './drift';
import { POSITION_STEPS_MAX, stepsPerUnit, stepsToQuantity } from './steps';
import type { Holdings } from './types';

/**
 * Whatever the order minimum, less than a tenth of a cent is no trade: fills round money to micro-units, and orders of
 * that size would chase each other's rounding for ever.
 */
const TRADE_VALUE_MIN = 0.001;

/** Below this share of the portfolio a gap is the rounding of doubles, not a trade. */
const NOISE_WEIGHT = 1e-12;

/**
 * What loses more of its value to being traded is left alone: a commission per share may exceed the price, and then a
 * sale would have to be paid for. Short of that the passes below still get to an end, because costs of costs shrink fast.
 */
export const TRADE_RATE_MAX = 0.4;

export interface RebalanceRequest {
  /** The universe; vectors below are in its order. */
  readonly instruments: readonly Instrument[];
  readonly holdings: Holdings;
  /** Length n, account currency per unit; NaN where there is none, which is allowed only where nothing is held. */
  readonly prices: Float64Array;
  /** Length n, each at least zero, summing to at most one; the rest is target cash. */
  readonly targetWeights: Float64Array;
  readonly costs: CostPolicy;
  /** What the decision knew of the markets; without it orders have no impact. */
  readonly market?: MarketConditions;
  /** Orders below this value are skipped, account currency. */
  readonly orderValueMin: number;
  /** Places new cash without selling anything. */
  readonly cashOnly?: boolean;
  /** Sells below the minimum too, as long as that brings something: what is owed exceeds what is held. */
  readonly closesOut?: boolean;
  /** Symbols that may not be traded now; what is held of them stays. */
  readonly excluded?: readonly string[];
}

/** The request with what every pass needs computed once. */
export interface PreparedRequest extends RebalanceRequest {
  readonly canTrade: readonly boolean[];
  /** Length n: a step fewer to buy saves at least this fraction of its value besides its value. */
  readonly stepRates: Float64Array;
  /** Bounds for orders up to a value; the same at every value where there is no impact. */
  readonly boundsUpTo: (orderValueMax: number) => TradeCostBounds;
  readonly targetCashWeight: number;
}

export function prepareRequest(request: RebalanceRequest): PreparedRequest {
  const { instruments, prices, targetWeights, costs } = request;
  const excluded = new Set(request.excluded);
  const bounds = tradeCostBounds(request, costs, 0);
  return {
    ...request,
    canTrade: instruments.map(
      ({ symbol }, i) => !excluded.has(symbol) && prices[i]! > 0 && sellRateMaxOf(bounds, i) <= TRADE_RATE_MAX,
    ),
    stepRates: bounds.areExact ? bounds.buy.rates : Float64Array.from(instruments, halfSpreadOf),
    boundsUpTo: (orderValueMax) =>
      costs.impact === undefined ? bounds : tradeCostBounds(request, costs, orderValueMax),
    targetCashWeight: Math.max(
      0,
      targetWeights.reduce((rest, weight) => rest - weight, 1),
    ),
  };
}

/**
 * One pass towards the targets from the holdings as they are: no trade overshoots, whatever the costs turn out to be.
 * Sells stop at the target share of the value before costs, buys at the target share of the value after all costs, and
 * cash never goes below its own target. So under-weights can only shrink, which is why drift cannot grow. One exception
 * is too small to matter: a sell that costs lift over the order minimum, or over a step, in a later pass has a cost of its own.
 *
 * @returns length n, signed integer steps: positive buys, negative sells; all zero when nothing worth trading is left
 */
export function nextTrades(request: PreparedRequest, holdings: Holdings): Float64Array {
  const trades = new Float64Array(holdings.quantitySteps.length);
  const { value, positionValues } = valueHoldings(holdings, request.instruments, request.prices);
  const bounds = request.boundsUpTo(value);
  const tradeValueMins = bounds.orderValueMin.map((orderValueMin) =>
    request.closesOut === true
      ? Math.max(TRADE_VALUE_MIN, bounds.fixed / (1 - TRADE_RATE_MAX))
      : Math.max(request.orderValueMin, TRADE_VALUE_MIN, value * NOISE_WEIGHT, orderValueMin),
  );
  const pass = { value, bounds, tradeValueMins };
  const sold = addSells(request, holdings, pass, trades);
  const valueAfterSells = value - sold.cost;
  const cashToPlace = holdings.cash + sold.value - sold.cost - request.targetCashWeight * valueAfterSells;
  if (cashToPlace > 0) {
    const gaps = buyGaps(request, positionValues, { ...pass, costOfSells: sold.cost });
    addBuys(request, { ...pass, gaps, cashToPlace, quantitySteps: holdings.quantitySteps }, trades);
  }
  return trades;
}

interface Pass {
  /** Of the portfolio before the pass. */
  readonly value: number;
  readonly bounds: TradeCostBounds;
  /** Length n. */
  readonly tradeValueMins: Float64Array;
}

function addSells(
  request: PreparedRequest,
  { quantitySteps }: Holdings,
  { value, bounds, tradeValueMins }: Pass,
  trades: Float64Array,
): { value: number; cost: number } {
  const sold = { value: 0, cost: 0 };
  if (request.cashOnly === true) return sold;
  for (let i = 0; i < trades.length; i++) {
    if (!request.canTrade[i]! || quantitySteps[i] === 0) continue;
    const { quantityDecimals } = request.instruments[i]!;
    const price = request.prices[i]!;
    const targetSteps = ((request.targetWeights[i]! * value) / price) * stepsPerUnit(quantityDecimals);
    const steps = Math.floor(quantitySteps[i]! - targetSteps);
    const tradeValue = stepsToQuantity(steps, quantityDecimals) * price;
    if (steps < 1 || tradeValue < tradeValueMins[i]!) continue;
    const { fixed, rate } = boundAt(bounds, bounds.sell, i, tradeValue);
    trades[i] = -steps;
    sold.value += tradeValue;
    sold.cost += fixed + tradeValue * rate;
  }
  return sold;
}

/**
 * What each instrument lacks to its share of the value that is certain to be left when all costs are paid. Costs lower
 * every target, which causes further sells of at most the costs' size, with costs of their own: a geometric series.
 */
function buyGaps(
  request: PreparedRequest,
  positionValues: Float64Array,
  { value, bounds, tradeValueMins, costOfSells }: Pass & { readonly costOfSells: number },
): Float64Array {
  const gapsAt = (valueLeft: number): Float64Array =>
    positionValues.map((positionValue, i) =>
      request.canTrade[i]! ? Math.max(0, request.targetWeights[i]! * valueLeft - positionValue) : 0,
    );
  const costOfBuysMax = gapsAt(value - costOfSells).reduce((sum, gap, i) => {
    if (bounds.fixed > 0 && gap < tradeValueMins[i]!) return sum;
    const { fixed, rate } = boundAt(bounds, bounds.buy, i, gap);
    return sum + fixed + gap * rate;
  }, 0);
  const sellRateMax = request.canTrade.reduce(
    (most, canTrade, i) => (canTrade ? Math.max(most, sellRateMaxOf(bounds, i)) : most),
    0,
  );
  return gapsAt(sellRateMax < 1 ? value - (costOfSells + costOfBuysMax) / (1 - sellRateMax) : 0);
}

interface BuyTask extends Pass {
  readonly gaps: Float64Array;
  readonly cashToPlace: number;
  readonly quantitySteps: Float64Array;
}

/**
 * Shares the cash in proportion to the gaps. Whoever's share is too small to trade leaves the pool to the others, so that
 * the cash does not wait for shares it cannot buy; when all have left, the widest gap that can be traded gets it.
 */
function addBuys(request: PreparedRequest, task: BuyTask, trades: Float64Array): void {
  const { gaps, cashToPlace, bounds } = task;
  const boundsOf = Array.from(gaps, (gap, i) => boundAt(bounds, bounds.buy, i, gap));
  let pool = Array.from(gaps.keys()).filter((i) => gaps[i]! > 0);
  while (pool.length > 0) {
    const needed = pool.reduce((sum, i) => sum + gaps[i]! * (1 + boundsOf[i]!.rate), 0);
    const fixed = pool.reduce((sum, i) => sum + boundsOf[i]!.fixed, 0);
    const share = Math.min(1, Math.max(0, cashToPlace - fixed) / needed);
    const able = pool.filter((i) => stepsToBuy(request, task, i, share * gaps[i]!) > 0);
    if (able.length === pool.length) {
      for (const i of pool) trades[i] = stepsToBuy(request, task, i, share * gaps[i]!);
      return;
    }
    pool = able;
  }
  const affordable = gaps.map((gap, i) => {
    const { fixed, rate } = boundsOf[i]!;
    return stepsToBuy(request, task, i, Math.min(gap, Math.max(0, cashToPlace - fixed) / (1 + rate)));
  });
  const widest = Array.from(gaps.keys()).reduce(
    (best, i) => (affordable[i]! > 0 && (best === -1 || gaps[i]! > gaps[best]!) ? i : best),
    -1,
  );
  if (widest !== -1) trades[widest] = affordable[widest]!;
}

/** Whole steps inside the value, rounded down; zero when the order would be too small. */
function stepsToBuy(request: PreparedRequest, task: BuyTask, index: number, value: number): number {
  if (value === 0) return 0;
  const { quantityDecimals } = request.instruments[index]!;
  const wanted = Math.floor((value / request.prices[index]!) * stepsPerUnit(quantityDecimals));
  const steps = Math.min(wanted, POSITION_STEPS_MAX - task.quantitySteps[index]!);
  const tradeValue = stepsToQuantity(steps, quantityDecimals) * request.prices[index]!;
  return steps >= 1 && tradeValue >= task.tradeValueMins[index]! ? steps : 0;
}
