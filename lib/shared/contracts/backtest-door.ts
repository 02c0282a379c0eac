import { z } from 'zod';
import { STRATEGY_CATALOGUE } from '../catalogue.generated';
import { BacktestDetail, BacktestDetailChoice } from './backtest-detail';
import { Decimal, IsoDayText, PriceSourceInfo, PricesInput, RiskLevelName, SymbolText } from './common';
import { eachMetric, IntervalChoice } from './metrics';
import { AimInput, RECOMMEND_ASSETS_MAX } from './recommend';
import { CostsInput, RebalanceRuleInput, tradingRuleFields } from './trading-rules';

/** The `backtest` door: strategies replayed on past prices through the code that trades live, side by side. */

export const BACKTEST_STRATEGIES_MAX = 20;
export const BACKTEST_START_AMOUNT_DEFAULT = 10_000;
/** Of a thinned curve in the answer. */
export const BACKTEST_POINTS_MAX = 250;

const Name = z
  .string()
  .min(1)
  .max(60)
  .describe('What to call the row; rows must differ. Default: the strategy itself.');

const Fraction = Decimal.refine((value) => value >= 0 && value <= 1, 'must lie between 0 and 1');

/** Fractions by symbol, none negative, at most one in all; what is missing to one stays in cash. */
export const LongWeights = z
  .record(SymbolText, Fraction)
  .refine(
    (weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0) <= 1 + 1e-9,
    'sum to more than 1',
  )
  .describe('Fractions of the portfolio by symbol, none negative, at most 1 in all; the rest stays in cash.');

export const BacktestStrategyInput = z.union(
  [
    z.enum(STRATEGY_CATALOGUE.ids),
    z.strictObject({
      id: z.enum(STRATEGY_CATALOGUE.ids),
      name: z.exactOptional(Name),
      parameters: z.exactOptional(
        z.strictObject({
          lookbackDays: z.exactOptional(z.int().min(20).max(5_000)).describe('Rows behind each estimate. Default 756.'),
        }),
      ),
    }),
    z.strictObject({ hold: SymbolText, name: z.exactOptional(Name) }),
    z.strictObject({ weights: LongWeights, name: z.exactOptional(Name) }),
  ],
  { error: 'is the id of a strategy, { id }, { hold: symbol } or { weights }' },
);
export type BacktestStrategyInput = z.infer<typeof BacktestStrategyInput>;

export const BacktestDoorRequest = z.strictObject({
  prices: PricesInput,
  assets: z.array(SymbolText).min(1).max(RECOMMEND_ASSETS_MAX).describe('What the strategies may hold, each once.'),
  strategies: z
    .array(BacktestStrategyInput)
    .min(1)
    .max(BACKTEST_STRATEGIES_MAX)
    .describe(
      'Each makes a row: a registered strategy, one instrument bought and held, or fixed weights brought back to by the rebalancing rule. Equal weight, 60/40 and the benchmark bought and held always stand beside, unless one of them is a row already.',
    ),
  currentWeights: z.exactOptional(LongWeights).describe('What is held now: one more row beside, with fixed weights.'),
  level: z.exactOptional(RiskLevelName).describe('Whose limits the strategies keep. Default balanced.'),
  limits: z
    .exactOptional(
      z.strictObject({
        weightMax: z.exactOptional(Decimal.refine((value) => value > 0 && value <= 1, 'must lie above 0 and to 1')),
        cashWeight: z.exactOptional(Decimal.refine((value) => value >= 0 && value < 1, 'must lie from 0 to below 1')),
        annualVolatilityMax: z.exactOptional(
          Decimal.refine((value) => value > 0 && value <= 2, 'must lie above 0 and to 2'),
        ),
      }),
    )
    .describe("Instead of the level's own: of one risky asset, the share in cash assets, and risk a year."),
  aim: z.exactOptional(AimInput).describe('Default most-return.'),
  from: z
    .exactOptional(IsoDayText)
    .describe(
      'The day the money arrives; the first decision is taken that evening from the prices up to then. Default: as early as every strategy can decide, look-backs filled, and the benchmark has a price.',
    ),
  to: z.exactOptional(IsoDayText).describe('Default: the last day of the prices.'),
  startAmount: z
    .exactOptional(Decimal.refine((value) => value >= 100 && value <= 1e9, 'must lie between 100 and 1,000,000,000'))
    .describe(`Account currency. Default ${BACKTEST_START_AMOUNT_DEFAULT}.`),
  rebalance: z
    .exactOptional(RebalanceRuleInput)
    .describe('Default monthly: decided after the first close of the month, traded on the next row.'),
  costs: z
    .exactOptional(CostsInput)
    .describe('What is not named is as in the preset; without one: 1 basis point of commission and the half-spread.'),
  ...tradingRuleFields,
  benchmark: z
    .exactOptional(SymbolText)
    .describe('Bought and held; alpha, beta and their kin are measured against it. Default: the stock market fund.'),
  riskFreeRate: z
    .exactOptional(Decimal.refine((value) => value > -0.5 && value < 1, 'must lie between -0.5 and 1'))
    .describe('Decimal a year. Default: what the cash instruments among the assets earned.'),
  intervals: z
    .exactOptional(IntervalChoice)
    .describe(
      'How the interval of each metric is drawn. Default: 95 % of 200 resamples, fewer where there are many rows.',
    ),
  detail: z.exactOptional(BacktestDetailChoice).describe('Sections to take each row apart by. Default: none.'),
  series: z
    .exactOptional(z.enum(['none', 'thinned', 'full']))
    .describe(
      `Daily values in the answer: none, at most ${BACKTEST_POINTS_MAX} points, or every row. Default thinned.`,
    ),
});
export type BacktestDoorRequest = z.infer<typeof BacktestDoorRequest>;

const Interval = z.strictObject({ low: Decimal, high: Decimal });
const Difference = z
  .strictObject({ value: Decimal, low: Decimal, high: Decimal })
  .nullable()
  .describe('Own figure less the benchmark line, drawn together; null where either is undefined.');
const DayText = IsoDayText;

const DrawdownRow = z.strictObject({
  depth: Decimal.describe('As a return: -0.25 is a quarter lost.'),
  peak: DayText,
  trough: DayText,
  recovery: DayText.nullable().describe('Null while still below.'),
  daysToTrough: z.int(),
  daysToRecovery: z.int().nullable(),
});

const RunFigures = {
  endValue: Decimal.describe('Account currency.'),
  metrics: z
    .strictObject(eachMetric((unit) => Decimal.nullable().describe(unit)))
    .describe('Of daily time-weighted returns after costs; null where undefined.'),
  intervals: z
    .strictObject(eachMetric(() => Interval.nullable()))
    .describe(
      'Percentiles over resampled histories; null where the metric is undefined in many of them, and on fewer than 20 returns.',
    ),
  differences: z
    .array(z.strictObject({ to: z.string(), sharpe: Difference, annualReturn: Difference }))
    .describe('To each line that stands beside.'),
  moneyWeightedReturn: Decimal.nullable().describe(
    'A year of 365 days, with money in and out counted when it moved; null where no rate or several balance it.',
  ),
  income: Decimal.describe('Dividends booked in cash, account currency; nothing where they are in the prices.'),
  interest: Decimal.describe('Of cash outside instruments, account currency.'),
  afterTax: z
    .exactOptional(
      z.strictObject({
        liquidationValue: Decimal.describe('What selling all at the end would bring after costs and every tax due.'),
        liquidationTax: Decimal,
        realisedShort: Decimal.describe('Gains less losses on what was held briefly, before what is disallowed.'),
        realisedLong: Decimal,
        disallowedLosses: Decimal.describe('By wash sales, not negative.'),
        carryForward: Decimal.describe('Losses carried past the last whole year, not negative.'),
      }),
    )
    .describe('Present when taxes were asked for; account currency.'),
  turnoverAnnual: Decimal.describe('Half the traded value over the mean value, a year; the first investment apart.'),
  costs: z.strictObject({
    trading: Decimal.describe('Account currency, over the run.'),
    fees: Decimal,
    taxes: Decimal,
    shareOfGain: Decimal.nullable().describe(
      'All three over the gain before them; null without a gain of at least a cent.',
    ),
    perYear: Decimal.describe('All three over the mean value, a year.'),
  }),
  trades: z.int(),
  drawdowns: z.array(DrawdownRow).describe('The five deepest, deepest first.'),
  annualReturns: z.array(z.strictObject({ year: z.int(), return: Decimal, isFullYear: z.boolean() })),
  monthReturns: z
    .array(z.strictObject({ year: z.int(), months: z.array(Decimal.nullable()).length(12), total: Decimal }))
    .describe('January to December; null outside the run, the first and last perhaps cut.'),
  series: z
    .exactOptional(
      z.strictObject({
        dates: z.array(DayText),
        values: z.array(Decimal).describe('Account currency.'),
        drawdowns: z.array(Decimal).describe('Below the highest value so far, at most 0.'),
      }),
    )
    .describe('Absent with series none.'),
  detail: z.exactOptional(BacktestDetail).describe('The sections that were asked for.'),
};

const RowBase = { id: z.string().describe('Unique among all rows.') };

export const BacktestDoorRow = z.discriminatedUnion('status', [
  z.strictObject({ ...RowBase, status: z.literal('finished'), ...RunFigures, notes: z.array(z.string()) }),
  z.strictObject({
    ...RowBase,
    status: z.literal('unavailable'),
    why: z.string().describe('One sentence; the other rows are not touched by it.'),
    firstPossibleDay: DayText.nullable().describe('Where a later start would do.'),
  }),
]);
export type BacktestDoorRow = z.infer<typeof BacktestDoorRow>;

export const BacktestDoorAnswer = z.strictObject({
  source: PriceSourceInfo,
  firstDay: DayText.describe('The day the money arrives.'),
  lastDay: DayText,
  days: z.int().describe('Rows of prices in the run.'),
  periodsPerYear: z.number(),
  startAmount: Decimal,
  benchmark: z.string().nullable().describe('The row that alpha, beta and their kin are measured against.'),
  intervals: z.strictObject({ samples: z.int(), confidence: Decimal, seed: z.string() }),
  runs: z.array(BacktestDoorRow).describe('As asked for, in order.'),
  benchmarks: z
    .array(BacktestDoorRow)
    .describe('Equal weight, 60/40, the benchmark held, and what is held now; those that are runs stand there only.'),
  disclosure: z.string(),
  warnings: z.array(z.string()),
});
export type BacktestDoorAnswer = z.infer<typeof BacktestDoorAnswer>;
