import type { Instrument } from '../../market/instrument';
import type { CostPolicy } from '../../policy/types';
import { isCommissionOfParts } from './commission';
import {
  commissionPerShareOf,
  commissionRateMaxOf,
  commissionRateOf,
  fixedCommissionOf,
  halfSpreadOf,
  slippageRateOf,
} from './cost-rates';
import { impactRateBound } from './impact/impact-rate';
import { type MarketConditions, marketOf } from './market-conditions';

/** An order that would lose more than this share of its value to a fixed commission waits until it is larger. */
const FIXED_SHARE_MAX = 0.1;

/**
 * What a side of trading costs at most: an order of value v at the reference price, or a part of one, costs no more than
 * the smaller of `fixed + rate v` and `cappedRate v`. For costs in proportion to value the bound is the cost itself.
 */
export interface SideBounds {
  /** Length n, decimals of value. */
  readonly rates: Float64Array;
  /** Length n; infinite where the commission has no cap. */
  readonly cappedRates: Float64Array;
}

export interface TradeCostBounds {
  readonly buy: SideBounds;
  readonly sell: SideBounds;
  /** Per order, account currency. */
  readonly fixed: number;
  /** Length n, account currency: smaller orders are not worth what they cost. */
  readonly orderValueMin: Float64Array;
  /** Whether costs are in proportion to value, so that the bounds are exact. */
  readonly areExact: boolean;
}

interface Market {
  readonly instruments: readonly Pick<Instrument, 'halfSpreadBasisPoints'>[];
  /** Length n, the reference prices; NaN where there is none. */
  readonly prices: Float64Array;
  readonly market?: MarketConditions;
}

/**
 * @param orderValueMax no order is larger: what impact can cost grows with it
 */
export function tradeCostBounds(
  { instruments, prices, market }: Market,
  costs: CostPolicy,
  orderValueMax: number,
): TradeCostBounds {
  const commissionRate = commissionRateOf(costs);
  const commissionRateMax = commissionRateMaxOf(costs);
  const moves = Float64Array.from(
    instruments,
    (instrument, i) =>
      halfSpreadOf(instrument) +
      slippageRateOf(costs) +
      impactRateBound(costs.impact, orderValueMax, marketOf(market, i)),
  );
  const shareRates = Float64Array.from(prices, (price) => (price > 0 ? commissionPerShareOf(costs) / price : 0));
  const sideOf = (commissionBase: (i: number) => number): SideBounds => ({
    rates: moves.map((move, i) => move + commissionRate * commissionBase(i) + shareRates[i]!),
    cappedRates: moves.map((move, i) => move + commissionRateMax * commissionBase(i)),
  });
  const buy = sideOf((i) => 1 + moves[i]!);
  const sell = sideOf((i) => 1 - halfSpreadOf(instruments[i]!));
  const fixed = fixedCommissionOf(costs);
  return {
    buy,
    sell,
    fixed,
    orderValueMin: buy.rates.map((rate, i) =>
      buy.cappedRates[i]! - rate <= FIXED_SHARE_MAX ? 0 : fixed / FIXED_SHARE_MAX,
    ),
    areExact: isProportional(costs),
  };
}

/** Whether the cost of an order is its value times a rate. */
const isProportional = (costs: CostPolicy): boolean => costs.impact === undefined && isCommissionOfParts(costs);

/** What an order of about this value costs at most, as a fixed part and a rate. */
export function boundAt(
  { fixed }: TradeCostBounds,
  side: SideBounds,
  i: number,
  value: number,
): { readonly fixed: number; readonly rate: number } {
  const rate = side.rates[i]!;
  const cappedRate = side.cappedRates[i]!;
  return cappedRate * value < fixed + rate * value ? { fixed: 0, rate: cappedRate } : { fixed, rate };
}

/** What one unit of a sale of this instrument can cost at most, given that none is smaller than its minimum. */
export const sellRateMaxOf = ({ sell, fixed }: TradeCostBounds, i: number): number => {
  const rate = sell.rates[i]!;
  const withFixed = fixed === 0 ? rate : rate + FIXED_SHARE_MAX;
  return Math.min(withFixed, sell.cappedRates[i]!);
};
