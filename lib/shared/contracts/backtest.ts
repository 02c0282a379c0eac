import { z } from 'zod';
import { parseMicros } from '@/lib/base/money';
import { IsoDayText, MoneyText, PriceSourceInfo } from './common';
import { JobStatus } from './job';
import { FactView, InstantText, IntentKey } from './wire';

/** Services: backtest/start-backtest, backtest/get-backtest, backtest/list-backtests. */

export const BACKTEST_RUN_IDS = ['recommendation', 'equal-weight', 'sixty-forty', 'buy-and-hold'] as const;
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
  key: IntentKey,
});
export type StartBacktestInput = z.infer<typeof StartBacktestInput>;

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
});
export type BacktestRunView = z.infer<typeof BacktestRunView>;

export const BacktestResult = z.strictObject({
  schemaVersion: z.literal(1),
  source: PriceSourceInfo,
  firstDay: IsoDayText,
  lastDay: IsoDayText,
  dayCount: z.int(),
  startAmount: MoneyText,
  /** At most 1,000 days, thinned evenly; the figures use every day. */
  dates: z.array(IsoDayText),
  runs: z.array(BacktestRunView),
  /** What limits the window or the reading: late starters, few days, simulated prices. */
  warnings: z.array(FactView),
});
export type BacktestResult = z.infer<typeof BacktestResult>;

export const BacktestView = z.strictObject({
  id: z.uuid(),
  recommendationId: z.uuid(),
  priceSetId: z.uuid(),
  jobId: z.uuid(),
  status: JobStatus,
  progress: z.number(),
  failure: z.string().nullable(),
  request: StartBacktestInput.omit({ key: true }),
  result: BacktestResult.nullable(),
  createdAt: InstantText,
  finishedAt: InstantText.nullable(),
});
export type BacktestView = z.infer<typeof BacktestView>;

export const GetBacktestInput = z.strictObject({ backtestId: z.uuid() });
export const ListBacktestsInput = z.strictObject({ recommendationId: z.exactOptional(z.uuid()) });

export const BacktestListItem = BacktestView.omit({ result: true });
export type BacktestListItem = z.infer<typeof BacktestListItem>;
