import { z } from 'zod';
import { METRIC_CATALOGUE } from '../catalogue.generated';
import { Decimal } from './common';

/** The `metrics` door. Definitions stand in lib/quant/risk. */
export const MetricsRequest = z.strictObject({
  returns: z
    .array(Decimal)
    .max(1_000_000)
    .describe('Simple returns, decimals (0.01 = 1 %), one a period, oldest first.'),
  benchmark: z
    .exactOptional(z.array(Decimal).max(1_000_000))
    .describe('Returns of what to compare with, as many; without them the metrics that need one are null.'),
  riskFreeRate: z.exactOptional(Decimal).describe('Decimal a year, divided by periodsPerYear. Default 0.'),
  requiredReturn: z.exactOptional(Decimal).describe('Decimal a period. Default 0.'),
  periodsPerYear: z
    .exactOptional(Decimal.refine((value) => value > 0, 'must be above zero'))
    .describe('Returns in a year. Default 252.'),
});
export type MetricsRequest = z.infer<typeof MetricsRequest>;

/** Every metric of the dictionary, with its unit. */
export const MetricsAnswer = z
  .strictObject(
    Object.fromEntries(
      Object.entries(METRIC_CATALOGUE.entries).map(([id, { unit }]) => [id, Decimal.nullable().describe(unit)]),
    ),
  )
  .describe('Null where a metric is undefined.');
