import { z } from 'zod';
import { Decimal, WeightMap } from './common';
import { LIMIT_INPUTS, NO_WEIGHTS } from './optimize';
import { OptimizeConstraints } from './optimize-constraints';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';

/** The `frontier` door: what `optimize` takes, without an objective. */
export const FrontierRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  ...LIMIT_INPUTS,
  constraints: z
    .exactOptional(OptimizeConstraints)
    .describe('Within which limits. Default: long only, fully invested.'),
});
export type FrontierRequest = z.infer<typeof FrontierRequest>;

export const FrontierAnswer = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('solved'),
    isExact: z
      .boolean()
      .describe(
        'True: the corners are the whole frontier, weights are linear between two of them. False: points along it, as some limits bend it.',
      ),
    corners: z
      .array(
        z.strictObject({
          expectedReturn: Decimal.describe('Decimal a year.'),
          volatility: Decimal.describe('Decimal a year.'),
          weights: WeightMap.describe('Fractions of the portfolio by symbol.'),
        }),
      )
      .describe('From the least risky mix to the one with the most expected return.'),
    warnings: z.array(z.string()),
    estimates: EstimateInfo,
  }),
  ...NO_WEIGHTS,
]);
export type FrontierAnswer = z.infer<typeof FrontierAnswer>;
