import { z } from 'zod';
import { METRIC_CATALOGUE } from '../catalogue.generated';
import { Decimal, IsoDayText } from './common';

/** Draws of a return over all resamples: more would keep a machine busy for minutes. */
export const RESAMPLED_RETURNS_MAX = 20_000_000;

/** How intervals are drawn: by the stationary block bootstrap of Politis and Romano, percentiles of each metric. */
export const IntervalChoice = z.strictObject({
  samples: z.exactOptional(z.int().min(50).max(10_000)).describe('Resamples. Default 1,000.'),
  confidence: z
    .exactOptional(Decimal.refine((value) => value >= 0.5 && value < 1, 'must be from 0.5 to below 1'))
    .describe('0.95 leaves 2.5 % outside on each side. Default 0.95.'),
  meanBlockLength: z
    .exactOptional(Decimal.refine((value) => value >= 1 && value <= 10_000, 'must be from 1 to 10,000'))
    .describe(
      'Mean length of a block, in periods. Default: the length of Politis and White for the returns or their squares, the longer.',
    ),
  seed: z.exactOptional(z.string().min(1).max(64)).describe('The same seed gives the same intervals.'),
});
export type IntervalChoice = z.infer<typeof IntervalChoice>;

/** The `metrics` door. Definitions stand in lib/quant/risk. */
export const MetricsRequest = z.strictObject({
  returns: z
    .exactOptional(z.array(Decimal).max(1_000_000))
    .describe('Simple returns, decimals (0.01 = 1 %), one a period, oldest first. Either these or values.'),
  values: z
    .exactOptional(z.array(Decimal).min(1).max(1_000_000))
    .describe(
      'What an account was worth at the start and at the end of each period, after the flows of that moment. The metrics are then of its time-weighted returns.',
    ),
  dates: z
    .exactOptional(z.array(IsoDayText).max(1_000_000))
    .describe('The day of each value, rising. With them the money-weighted return is computed.'),
  flows: z
    .exactOptional(z.array(Decimal).max(1_000_000))
    .describe('Money that came in (positive) or went out with each value; the first is part of the first value.'),
  benchmark: z
    .exactOptional(z.array(Decimal).max(1_000_000))
    .describe('Returns of what to compare with, as many; without them the metrics that need one are null.'),
  riskFreeRate: z.exactOptional(Decimal).describe('Decimal a year, divided by periodsPerYear. Default 0.'),
  requiredReturn: z.exactOptional(Decimal).describe('Decimal a period. Default 0.'),
  periodsPerYear: z
    .exactOptional(Decimal.refine((value) => value > 0, 'must be above zero'))
    .describe(
      'Returns in a year. Default 252, or 365 where dates run through weekends; asked for where dates are not daily.',
    ),
  intervals: z
    .exactOptional(IntervalChoice)
    .describe('Asks for an interval of each metric, and of each difference to the benchmark.'),
});
export type MetricsRequest = z.infer<typeof MetricsRequest>;

/** One entry a metric of the dictionary. */
export const eachMetric = <Value extends z.ZodType>(valueOf: (unit: string) => Value) =>
  Object.fromEntries(Object.entries(METRIC_CATALOGUE.entries).map(([id, { unit }]) => [id, valueOf(unit)]));

const intervalShape = { low: Decimal, high: Decimal };

export const MetricIntervalsAnswer = z.strictObject({
  samples: z.int(),
  confidence: Decimal,
  meanBlockLength: Decimal.describe('Periods.'),
  metrics: z
    .strictObject(eachMetric(() => z.strictObject(intervalShape).nullable()))
    .describe('Null where the metric is undefined, or is in many resamples.'),
  differences: z
    .strictObject(eachMetric(() => z.strictObject({ value: Decimal, ...intervalShape }).nullable()))
    .describe('Own figure less that of the benchmark, drawn together; null without a benchmark.'),
});

/** Every metric of the dictionary, with its unit. */
export const MetricsAnswer = z
  .strictObject({
    ...eachMetric((unit) => Decimal.nullable().describe(unit)),
    account: z
      .exactOptional(
        z.strictObject({
          timeWeightedReturn: Decimal.nullable().describe('Linked over all periods, not a year.'),
          moneyWeightedReturn: Decimal.nullable().describe(
            'A year of 365 days; null without dates, where no rate balances the flows, or where several do.',
          ),
          moneyWeightedRates: z.array(Decimal).describe('Every rate that balances the flows, lowest first.'),
        }),
      )
      .describe('Present when values are given.'),
    intervals: z.exactOptional(MetricIntervalsAnswer).describe('Present when asked for.'),
  })
  .describe('Null where a metric is undefined.');
