import { z } from 'zod';
import { Decimal, SymbolText } from './common';

const Observations = z.number().gt(0).max(1e9);

/** What was believed before the returns were seen, for the doors `optimize`, `frontier` and `risk`. */
export const BeliefChoice = z
  .strictObject({
    expectedReturns: z.record(SymbolText, Decimal).describe('Decimal a year, for every asset.'),
    volatilities: z
      .record(
        SymbolText,
        Decimal.refine((value) => value > 0, 'must be above zero'),
      )
      .describe('Decimal a year, for every asset.'),
    correlation: z.exactOptional(z.number().gt(-1).lt(1)).describe('Of any two assets. Default 0.'),
    meanObservations: Observations.describe('As many returns as the believed means are worth.'),
    covarianceObservations: Observations.describe('As many returns as the believed risks are worth.'),
    horizonYears: z
      .exactOptional(z.number().gt(0).max(100))
      .describe('How long the mix is held: the longer, the more it matters that means are not known. Default 1.'),
  })
  .describe(
    'Normal returns of unknown mean and covariance (normal-inverse-Wishart): prices or returns move the belief, and the covariance of the answer contains what is still unknown of the means. It takes the place of returnModel, riskModel and views.',
  );
export type BeliefChoice = z.infer<typeof BeliefChoice>;

export const BeliefInfo = z.strictObject({
  standardErrors: z.record(SymbolText, Decimal).describe('Of the expected returns, decimal a year.'),
  degreesOfFreedom: Decimal.describe('Of the Student t that the return of one period follows.'),
});
export type BeliefInfo = z.infer<typeof BeliefInfo>;
