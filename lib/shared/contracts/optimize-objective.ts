import { z } from 'zod';
import { Decimal, SymbolText } from './common';
import { ObjectiveMeasure, RatioMeasure } from './risk-measure';

/** What the best weights are best at; every answer is certified. */
export const OptimizeObjective = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('min-risk'), measure: ObjectiveMeasure }),
  z
    .strictObject({
      kind: z.literal('max-utility'),
      measure: ObjectiveMeasure,
      riskAversion: Decimal.refine((value) => value > 0, 'must be above zero'),
    })
    .describe(
      'Expected return - riskAversion / 2 * variance; with another measure, expected return - riskAversion * measure.',
    ),
  z.strictObject({ kind: z.literal('max-return') }),
  z
    .strictObject({
      kind: z.literal('max-ratio'),
      measure: RatioMeasure,
      riskFreeRate: z
        .exactOptional(Decimal)
        .describe('Decimal a year. Default: the riskFreeRate of the request, or 0.'),
    })
    .describe('Most expected return above the risk-free rate, a year, per risk: with the volatility the Sharpe ratio.'),
  z
    .strictObject({ kind: z.literal('max-diversification') })
    .describe('Most diversification ratio: mean volatility of what is held over the volatility of the mix.'),
  z.strictObject({
    kind: z.literal('risk-budget'),
    measure: z.literal('volatility'),
    budgets: z.exactOptional(z.record(SymbolText, Decimal)),
  }),
]);
export type OptimizeObjective = z.infer<typeof OptimizeObjective>;
