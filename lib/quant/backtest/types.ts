import type { PricePanel } from '../market/panel';
import type { Aim, CostPolicy, Fact, Policy } from '../policy/types';
import type { Strategy, StrategyOutcome } from '../strategy/types';
import type { Lot } from '../trading/lots/lot';
import type { RealisedGain } from '../trading/lots/wash-sales';
import type { YearTax } from '../trading/lots/year-tax';
import type { RebalanceRuleSpec } from '../trading/rules/types';
import type { TaxPolicy } from '../trading/taxes/types';
import type { Control, Holdings, OrderSide } from '../trading/types';

/** `never` invests once and then lets the weights drift: buy and hold. */
export type RebalanceRule = 'monthly' | 'quarterly' | 'annual' | 'never';

/** How a decision becomes fills; absent: at the close, whatever the volume, as one order. */
export interface ExecutionRules {
  /** The moment of the later row at which orders trade; a panel without opening prices trades at the close and says so. */
  readonly at: 'close' | 'open';
  /** An order takes at most this share of the day's volume; the rest stays open. Absent: no limit. */
  readonly volumeShareMax?: number;
  /** Rows an order stays open, its first included; what is unfilled then expires. Absent: 5. */
  readonly orderDaysMax?: number;
}

/** Money from outside (positive) or to outside, on the first row on or after the day. */
export interface CashFlow {
  readonly day: number;
  readonly amount: number;
}

/** What is charged on the account itself, decimals per year; cost inside a fund's price is not charged again. */
export interface AccountFees {
  /** On the mean value of the month's closes, taken from cash on the first row of the next month. */
  readonly advisoryAnnual?: number;
  /** Length n: a fund fee that the prices do not hold yet (an index stands for the fund), taken off every day. */
  readonly fundAnnual?: readonly number[];
}

/** What is done with a holding once its prices have ended for good: `cash` sells it at the last one without cost. */
export type DelistingRule = 'carry' | 'cash';

/**
 * The rules of the replay, the same for every strategy and benchmark:
 *
 * - The money arrives in cash on the first row on or after `fromDay`; the first decision is taken that evening.
 * - Later decisions are taken after a close, when the rebalancing rule says so; a calendar speaks on the first row of
 *   each period. The rule and the strategy see rows up to that one.
 * - A decision on row t trades on a later row: the next one, or the first within a week on which everything that is
 *   alive has an observed price. What has none on the last of them (a halt) is not traded. Orders trade at the close of
 *   that row, or at its open.
 * - An order takes at most the stated share of the day's volume; the rest stays open for the stated rows and expires,
 *   and a new decision or a split ends it. A day without a reported volume sets no limit. Quantities are whole steps of
 *   the instrument. Buys are paid from cash in hand, so sales come first; nothing is sold short or bought on credit.
 * - Each trade pays half the spread, slippage, impact and commission, as in a live plan. Impact goes by the mean volume
 *   and the volatility of the quarter of a year up to the decision.
 * - Total-return prices: income is reinvested in the instrument that paid it, splits change nothing. Traded prices:
 *   before the trades of a row, what is held since the evening before is split (raw prices; what makes no whole step is
 *   paid in cash) and then paid its dividend, which stays in cash or buys its payer for nothing: both at the close, or at
 *   the open where orders trade there.
 * - Holdings drift between trades. A missing price leaves the last one standing. A holding whose prices end is carried
 *   at the last one and said so, or turned into cash at it after a month of silence.
 * - Cash outside instruments earns the mean return of the panel's cash instruments, or nothing when there is none.
 * - Money from outside comes before the trades of its row. The advisory fee of a month is due on the first row of the
 *   next one, the tax of a calendar year on the first row of the next year; a loss that lowers other taxes is credited
 *   then. What cash cannot pay is owed without interest, raised by selling pro rata on the next row, and paid from the
 *   first cash there is. Fees and taxes of a period that has not ended are not taken off the value.
 */
export interface BacktestRequest {
  /** Investable instruments only. */
  readonly panel: PricePanel;
  readonly strategy: Strategy;
  readonly policy: Policy;
  readonly aim: Aim;
  /** Whole days since 1970-01-01, both included. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly rebalance: RebalanceRule | RebalanceRuleSpec;
  /** Account currency. */
  readonly startMoney: number;
  readonly costs: CostPolicy;
  readonly control: Control;
  readonly execution?: ExecutionRules;
  /** `traded` holds shares at their closes and books dividends and splits; absent: total-return indices. */
  readonly prices?: 'total-return' | 'traded';
  /** Dividends of traded prices stay in cash until the next rebalance, or buy their payer at once; absent: paid. */
  readonly income?: 'paid' | 'reinvested';
  /** Rising by day. */
  readonly flows?: readonly CashFlow[];
  readonly fees?: AccountFees;
  readonly delisting?: DelistingRule;
  /** Keeps lots and pays the tax of each calendar year; absent: an account without taxes. */
  readonly taxes?: TaxPolicy;
}

export interface BacktestTrade {
  readonly day: number;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantitySteps: number;
  readonly quantityDecimals: number;
  /** The reference price, before the half-spread. */
  readonly price: number;
  /** At the reference price, account currency. */
  readonly value: number;
  readonly cost: number;
}

export interface BacktestRebalance {
  readonly decisionDay: number;
  readonly tradeDay: number;
  /** Which rule asked for it. */
  readonly reason: Fact;
  /** Length n, in universe order; what is missing to one is cash outside instruments. */
  readonly weightsBefore: Float64Array;
  readonly weightsTarget: Float64Array;
  readonly weightsAfter: Float64Array;
  /** After the trades of the first row; orders that stay open, income and splits change it before the next rebalance. */
  readonly holdingsAfter: Holdings;
  /** Of the first row, like the cost. */
  readonly turnover: number;
  readonly cost: number;
}

/** What became of one order that a decision asked for. */
export interface BacktestOrder {
  readonly decisionDay: number;
  /** The first row on which it could trade. */
  readonly day: number;
  readonly symbol: string;
  readonly side: OrderSide;
  /** Zero when it was rejected before a quantity was worked out. */
  readonly quantitySteps: number;
  readonly quantityDecimals: number;
  readonly filledSteps: number;
  readonly status: 'filled' | 'partially-filled' | 'expired' | 'rejected';
  /** Why it exists, or why it was not filled. */
  readonly reason: Fact;
}

export interface BacktestTotals {
  /** Account currency. */
  readonly cost: number;
  readonly tradesCount: number;
  /** Half the traded value over the mean portfolio value, per year; the first investment does not count. */
  readonly turnoverAnnual: number;
}

/** What taxes did to a run; amounts are in account currency but for those that name micro-units. */
export interface TaxedPart {
  /** In order of sale. */
  readonly realisedGains: readonly RealisedGain[];
  /** Open at the end. */
  readonly lots: readonly Lot[];
  /** The calendar years that ended during the run; their tax was paid on the first row of the next one. */
  readonly years: readonly YearTax[];
  /** What selling all at the last close would bring after its costs and all taxes that are not paid yet. */
  readonly liquidationValue: number;
  readonly liquidationTax: number;
}

export interface BacktestFinished {
  readonly status: 'finished';
  readonly symbols: readonly string[];
  readonly startMoney: number;
  /** Whole days since 1970-01-01; the first is the day the money arrives. */
  readonly days: Int32Array;
  /** Portfolio value at each close, after costs; the first is the start money. */
  readonly value: Float64Array;
  /** Cash outside instruments at each close. */
  readonly cash: Float64Array;
  /** What cash earned from the row before to this one; zero on the first row and where no cash instrument has a price. */
  readonly cashReturns: Float64Array;
  /**
   * One amount a row, account currency. The value changes from row to row by the contributions of the instruments, plus
   * interest and flows, less fees and taxes.
   */
  readonly income: Float64Array;
  readonly interest: Float64Array;
  readonly costs: Float64Array;
  readonly fees: Float64Array;
  readonly taxes: Float64Array;
  /** What could not be paid yet at each close; the value does not have it taken off. */
  readonly owed: Float64Array;
  /** Positive in, negative out. */
  readonly flows: Float64Array;
  /** Cash for fractions of split shares and for delisted ones, less what reinvested dividends bought. */
  readonly eventCash: Float64Array;
  /** Row-major rows x n: price change and dividends of what is held, less the cost of trading it. */
  readonly contributions: Float64Array;
  /** Row-major rows x n, at each close; with cash they make the value. */
  readonly positionValues: Float64Array;
  readonly orders: readonly BacktestOrder[];
  readonly rebalances: readonly BacktestRebalance[];
  readonly trades: readonly BacktestTrade[];
  /** Present when taxes were asked for. */
  readonly taxed?: TaxedPart;
  /** At the last close. */
  readonly holdings: Holdings;
  readonly totals: BacktestTotals;
  readonly facts: readonly Fact[];
}

export type BacktestOutcome =
  | BacktestFinished
  | { readonly status: 'cancelled' }
  | {
      readonly status: 'insufficient-history';
      readonly symbols: readonly string[];
      readonly daysNeeded: number;
      /** The first day on which one of the symbols has that much history; absent when the panel never gives it. */
      readonly firstPossibleDay?: number;
    }
  /** Fewer than two rows between the days: nothing could be traded. */
  | { readonly status: 'no-trading-days' }
  /** The first decision came to nothing, so no money was ever invested. */
  | { readonly status: 'not-decided'; readonly day: number; readonly decision: StrategyOutcome };
