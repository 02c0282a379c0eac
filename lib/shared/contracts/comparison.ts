import { z } from 'zod';
import { STRATEGY_CATALOGUE } from '../catalogue.generated';
import { BacktestRunView, StartBacktestInput } from './backtest';
import { IsoDayText, isUnique, MoneyText, PriceSourceInfo, SymbolText } from './common';
import { runView } from './run-view';
import { FactView } from './wire';

/** Services: comparison/start-comparison, comparison/get-comparison, comparison/list-comparisons. */

export const StrategyName = z.enum(STRATEGY_CATALOGUE.ids);
export type StrategyName = z.infer<typeof StrategyName>;

/** More lines than this nobody tells apart. */
const HELD_SYMBOLS_MAX = 5;

export const StartComparisonInput = StartBacktestInput.extend({
  /** Equal weight, 60/40 and the plan bought and held are always tested too. */
  strategies: z
    .array(StrategyName)
    .min(1)
    .max(STRATEGY_CATALOGUE.ids.length)
    .refine(isUnique, 'names a strategy twice'),
  /** Each bought with all the money on the first day and held. */
  holdSymbols: z.array(SymbolText).max(HELD_SYMBOLS_MAX).refine(isUnique, 'names an instrument twice').default([]),
});
export type StartComparisonInput = z.infer<typeof StartComparisonInput>;

export const ComparisonSettings = StartComparisonInput.omit({ key: true });
export type ComparisonSettings = z.infer<typeof ComparisonSettings>;

export const StartedComparison = z.strictObject({ comparisonId: z.uuid(), jobId: z.uuid(), isNew: z.boolean() });
export type StartedComparison = z.infer<typeof StartedComparison>;

const LineRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('strategy'), strategy: StrategyName }),
  /** The first decision of the plan's own method, never traded again. */
  z.strictObject({ kind: z.literal('plan-held') }),
  z.strictObject({ kind: z.literal('hold'), symbol: SymbolText }),
]);
export type ComparisonLineRef = z.infer<typeof LineRef>;

const TestedLine = BacktestRunView.pick({
  endValue: true,
  costs: true,
  tradeCount: true,
  turnoverAnnual: true,
  metrics: true,
  values: true,
}).extend({ status: z.literal('tested'), id: z.string(), ref: LineRef });
export type TestedLine = z.infer<typeof TestedLine>;

const FailedLine = z.strictObject({
  status: z.literal('failed'),
  id: z.string(),
  ref: LineRef,
  /** One sentence for the investor. */
  reason: z.string(),
});

export const ComparisonLine = z.discriminatedUnion('status', [TestedLine, FailedLine]);
export type ComparisonLine = z.infer<typeof ComparisonLine>;

export const ComparisonResult = z.strictObject({
  schemaVersion: z.literal(1),
  source: PriceSourceInfo,
  /** The same for every line. */
  firstDay: IsoDayText,
  lastDay: IsoDayText,
  dayCount: z.int(),
  startAmount: MoneyText,
  /** At most 1,000 days, thinned evenly; the figures use every day. */
  dates: z.array(IsoDayText),
  lines: z.array(ComparisonLine),
  warnings: z.array(FactView),
});
export type ComparisonResult = z.infer<typeof ComparisonResult>;

export const ComparisonView = runView(ComparisonSettings, ComparisonResult);
export type ComparisonView = z.infer<typeof ComparisonView>;

export const GetComparisonInput = z.strictObject({ comparisonId: z.uuid() });
export const ListComparisonsInput = z.strictObject({});

export const ComparisonListItem = ComparisonView.omit({ result: true });
export type ComparisonListItem = z.infer<typeof ComparisonListItem>;
