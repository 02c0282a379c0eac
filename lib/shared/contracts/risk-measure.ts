import { z } from 'zod';
import { RISK_MEASURE_CATALOGUE } from '../catalogue.generated';
import { Decimal } from './common';

/** Measures of what a mix may lose over one period of the returns, positive = loss; they look at the returns themselves. */
const LOSS_MEASURES = RISK_MEASURE_CATALOGUE.ids;

const named = Object.entries(RISK_MEASURE_CATALOGUE.entries)
  .map(([id, { name }]) => `${id} (${name})`)
  .join(', ');

/** What an objective may count as risk. */
export const ObjectiveMeasure = z
  .enum(['variance', ...LOSS_MEASURES])
  .describe(
    `The variance is annual and comes from the covariance; the others need prices or returns and are in their period: ${named}.`,
  );

/** What an objective may divide returns by. */
export const RatioMeasure = z
  .enum(['volatility', ...LOSS_MEASURES])
  .describe('The volatility is annual: the Sharpe ratio. The others are in the period of the prices or returns.');

/** What a risk budget may share out. */
export const BudgetMeasure = z
  .enum(['volatility', ...LOSS_MEASURES])
  .describe(
    'Default: the annual volatility, within any linear constraints. The others need prices or returns, are in their period, and are refused with a constraint that their shares do not keep by themselves; the semivariance has no shares.',
  );

const NOT_POSITIVE = 'must be above zero';

/** Most of a measure. */
export const RiskCapInput = z
  .strictObject({
    measure: z
      .enum(['volatility', ...LOSS_MEASURES])
      .describe('The volatility is annual; the others are in the period of the prices or returns, positive = loss.'),
    value: Decimal,
    confidence: z
      .exactOptional(z.number().gt(0).lt(1))
      .describe('Of tail measures. Default: the confidence of the request.'),
  })
  .refine(({ measure, value }) => measure !== 'volatility' || value > 0, { error: NOT_POSITIVE, path: ['value'] });

export const MeasuredRisk = z.strictObject({
  measure: z.enum(LOSS_MEASURES),
  confidence: z.exactOptional(z.number()).describe('Of tail measures: 0.95 looks at the worst 5 % of periods.'),
  value: Decimal.describe('Decimal, per period of the prices or returns; positive = loss.'),
});
