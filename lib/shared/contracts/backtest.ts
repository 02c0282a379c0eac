import { z } from 'zod';
import { parseMicros } from '@/lib/base/money';
import { BacktestAgainst } from './backtest-against';
import { AssetClassName, IsoDayText, MoneyText, PriceSourceInfo, WeightMap } from './common';
import { runView } from './run-view';
import { CostsInput, ExecutionInput, RebalanceRuleInput, TaxesInput } from './trading-rules';
import { FactView, IntentKey } from './wire';

/** Services: backtest/start-backtest, backtest/get-backtest, backtest/list-backtests. */

export const BACKTEST_RUN_IDS = [
  'recommendation',
  'equal-weight',
  'sixty-forty',
  'buy-and-hold',
  'current-holdings',
] as const;
export const BacktestRunName = z.enum(BACKTEST_RUN_IDS);

export const StartBacktestInput = z.strictObject({
  recommendationId: z.uuid(),
  /** The whole history when absent; the lookback before the first decision is taken off and reported. */
  from: z.exactOptional(IsoDayText),
  to: z.exactOptional(IsoDayText),
  startAmount: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,2})?$/, 'must be an amount such as 10000')
    .refine((text) => (parseMicros(text) ?? 0n) >= 100_000_000n, 'must be at least 100.00')
    .default('10000.00'),
  calendar: z.enum(['monthly', 'quarterly', 'annual']).default('monthly'),
  /** Besides each instrument's half-spread. */
  commissionBasisPoints: z.number().min(0).max(500).default(0),
  /** In place of the calendar. */
  rebalance: z.exactOptional(RebalanceRuleInput),
  /** In place of the commission, where it names one. */
  costs: z.exactOptional(CostsInput),
  execution: z.exactOptional(ExecutionInput),
  taxes: z.exactOptional(TaxesInput),
  key: IntentKey,
});
export type StartBacktestInput = z.infer<typeof StartBacktestInput>;

/** What the investor holds when a test is asked for, so that it stands beside the plan with the same weights later. */
export const HeldNow = z.strictObject({
  accountName: z.string(),
  /** Fractions of the account in instruments of the plan; uninvested cash is what is missing to one. */
  weights: WeightMap,
  /** The fraction in other instruments, which the test leaves out. */
  elsewhere: z.number(),
});
export type HeldNow = z.infer<typeof HeldNow>;

/** What is kept of a request: the same without its key, and what was held when it was made. */
export const BacktestSettings = StartBacktestInput.omit({ key: true }).extend({ held: z.exactOptional(HeldNow) });
export type BacktestSettings = z.infer<typeof BacktestSettings>;

export const StartedBacktest = z.strictObject({ backtestId: z.uuid(), jobId: z.uuid(), isNew: z.boolean() });
export type StartedBacktest = z.infer<typeof StartedBacktest>;

/** Null where a figure is undefined, or where the window is too short to annualise honestly. */
const Figure = z.number().nullable();

export const BacktestRunView = z.strictObject({
  id: BacktestRunName,
  name: z.string(),
  endValue: MoneyText,
  costs: MoneyText,
  rebalanceCount: z.int(),
  tradeCount: z.int(),
  /** Half the traded value over the mean portfolio value, per year; the first investment does not count. */
  turnoverAnnual: z.number(),
  metrics: z.strictObject({
    totalReturn: Figure,
    annualReturn: Figure,
    annualVolatility: Figure,
    sharpe: Figure,
    sortino: Figure,
    calmar: Figure,
    maxDrawdown: Figure,
    valueAtRisk: Figure,
    conditionalValueAtRisk: Figure,
    /** Of the full calendar years in the window. */
    worstYear: Figure,
  }),
  /** In account currency, one for each of `dates`. */
  values: z.array(z.number()),
  /** 0 or negative, one for each of `dates`. */
  drawdowns: z.array(z.number()),
  /** Decimals, one for each of `months`; exact, whatever the thinning of the days. */
  monthReturns: z.array(z.number()),
});
export type BacktestRunView = z.infer<typeof BacktestRunView>;

export const BacktestTradeView = z.strictObject({
  day: IsoDayText,
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  quantity: z.number(),
  /** Before the half-spread; a total-return index where income is reinvested. */
  price: z.number(),
  /** Account currency, at that price. */
  value: z.number(),
  cost: z.number(),
});
export type BacktestTradeView = z.infer<typeof BacktestTradeView>;

/** Shares of the portfolio by asset class at the close, thinned; cash outside instruments counts as cash. */
export const BacktestExposure = z.strictObject({
  dates: z.array(IsoDayText),
  classes: z.array(z.strictObject({ assetClass: AssetClassName, shares: z.array(z.number()) })),
});
export type BacktestExposure = z.infer<typeof BacktestExposure>;

const RollingLine = z.array(z.number().nullable());

/** Over windows of `windowDays` market days that end on `dates`, thinned; null where a figure is undefined. */
export const BacktestRolling = z.strictObject({
  windowDays: z.int(),
  /** The line beside it, and what beta is measured against. */
  against: z.string(),
  dates: z.array(IsoDayText),
  volatility: z.strictObject({ own: RollingLine, yardstick: RollingLine }),
  /** Above what cash earned. */
  sharpe: z.strictObject({ own: RollingLine, yardstick: RollingLine }),
  beta: RollingLine,
});
export type BacktestRolling = z.infer<typeof BacktestRolling>;

/** One stay below an earlier high. */
export const BacktestDrawdown = z.strictObject({
  depth: z.number(),
  peakDay: IsoDayText,
  troughDay: IsoDayText,
  /** Null while it is still below. */
  recoveryDay: IsoDayText.nullable(),
  /** Calendar days. */
  daysToTrough: z.int(),
  daysToRecovery: z.int().nullable(),
});
export type BacktestDrawdown = z.infer<typeof BacktestDrawdown>;

/** What an instrument added in account currency, income included, after the cost of trading it. */
export const BacktestContribution = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  assetClass: AssetClassName,
  amount: z.number(),
});
export type BacktestContribution = z.infer<typeof BacktestContribution>;

/** Account currency, over the whole run: gain = instruments + interest - fees - taxes; costs are in instruments already. */
export const BacktestAccounting = z.strictObject({
  gain: z.number(),
  instruments: z.number(),
  interest: z.number(),
  costs: z.number(),
  fees: z.number(),
  taxes: z.number(),
  /** What selling all at the end would leave after its costs and all taxes; null in a test without taxes. */
  liquidationValue: z.number().nullable(),
});
export type BacktestAccounting = z.infer<typeof BacktestAccounting>;

/** Figures that are drawn anew, in the order in which they are shown. */
export const BACKTEST_INTERVAL_IDS = [
  'annualReturn',
  'annualVolatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
] as const;

const Ends = { low: z.number(), high: z.number() };

/** Percentiles of each figure over block resamples of the run's own days. */
export const BacktestIntervals = z.strictObject({
  samples: z.int(),
  confidence: z.number(),
  /** The line that differences are to; null when it could not be tested. */
  against: z.string().nullable(),
  metrics: z.array(
    z.strictObject({
      id: z.enum(BACKTEST_INTERVAL_IDS),
      interval: z.strictObject(Ends).nullable(),
      /** The plan's figure less the other line's. */
      difference: z.strictObject({ value: z.number(), ...Ends }).nullable(),
    }),
  ),
});
export type BacktestIntervals = z.infer<typeof BacktestIntervals>;

/** What lies behind the plan's own line. */
export const BacktestDetail = z.strictObject({
  /** Null where the window is shorter than one of its windows, or there is nothing to stand beside. */
  rolling: BacktestRolling.nullable(),
  /** Deepest first. */
  drawdowns: z.array(BacktestDrawdown),
  contributions: z.array(BacktestContribution),
  accounting: BacktestAccounting,
  /** Null under a year. */
  intervals: BacktestIntervals.nullable(),
  exposure: BacktestExposure,
  trades: z.array(BacktestTradeView),
  /** Null in results that were stored before it was kept. */
  against: BacktestAgainst.nullable(),
});
export type BacktestDetail = z.infer<typeof BacktestDetail>;

export const BacktestResult = z.strictObject({
  schemaVersion: z.literal(3),
  source: PriceSourceInfo,
  firstDay: IsoDayText,
  lastDay: IsoDayText,
  dayCount: z.int(),
  startAmount: MoneyText,
  /** At most 1,000 days, thinned evenly; the figures use every day. */
  dates: z.array(IsoDayText),
  /** Calendar months of the window as YYYY-MM, the first and the last perhaps cut. */
  months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
  runs: z.array(BacktestRunView),
  /** Null in results that were stored before it was kept. */
  detail: BacktestDetail.nullable(),
  /** What limits the window or the reading: late starters, few days, simulated prices. */
  warnings: z.array(FactView),
});
export type BacktestResult = z.infer<typeof BacktestResult>;

export const BacktestView = runView(BacktestSettings, BacktestResult);
export type BacktestView = z.infer<typeof BacktestView>;

export const GetBacktestInput = z.strictObject({ backtestId: z.uuid() });
export const ListBacktestsInput = z.strictObject({ recommendationId: z.exactOptional(z.uuid()) });

export const BacktestListItem = BacktestView.omit({ result: true });
export type BacktestListItem = z.infer<typeof BacktestListItem>;
