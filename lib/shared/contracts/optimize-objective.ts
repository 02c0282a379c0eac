import { z } from 'zod';
import { Decimal, SymbolText } from './common';
import { BudgetMeasure, ObjectiveMeasure, RatioMeasure } from './risk-measure';

const NotNegative = Decimal.refine((value) => value >= 0, 'must be zero or more');
const BySymbol = z.record(SymbolText, Decimal);
const Covariance = z.array(z.array(Decimal));

const Kappa = NotNegative.describe('How many standard errors the expected returns may be off.');
const StandardErrors = z
  .exactOptional(z.record(SymbolText, NotNegative))
  .describe(
    'Of the expected returns, decimal a year, for every asset. Default, with prices or returns: volatility over the root of the years they cover.',
  );

const AnotherModel = z.strictObject({
  expectedReturns: z
    .exactOptional(BySymbol)
    .describe('Decimal a year, of assets for which this model differs. Default: the estimate.'),
  volatilityFactor: z
    .exactOptional(z.number().gt(0).max(100))
    .describe('All volatilities of the estimate times this, correlations as they are. Default 1.'),
  covariance: z
    .exactOptional(Covariance)
    .describe('(Decimal return)^2 a year, rows in asset order, instead of a factor.'),
});

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
  z
    .strictObject({
      kind: z.literal('risk-budget'),
      measure: z.exactOptional(BudgetMeasure),
      budgets: z
        .exactOptional(z.record(SymbolText, Decimal))
        .describe('Shares of the risk, of any scale, for every asset. Default: equal.'),
    })
    .describe(
      'Each asset carries its share of the risk, long only. With a measure of loss the findings risk-share say the shares reached.',
    ),
  z
    .strictObject({ kind: z.literal('min-tracking-error') })
    .describe('Least volatility of the difference to benchmarkWeights of the constraints.'),
  z
    .strictObject({
      kind: z.literal('robust-box'),
      measure: z.literal('variance'),
      riskAversion: NotNegative,
      kappa: Kappa,
      standardErrors: StandardErrors,
    })
    .describe(
      'Most utility when every expected return is kappa standard errors worse at once: expected return - kappa * sum of error * |weight| - riskAversion / 2 * variance.',
    ),
  z
    .strictObject({
      kind: z.literal('robust-ellipsoid'),
      measure: z.literal('variance'),
      riskAversion: NotNegative,
      kappa: Kappa,
      standardErrors: StandardErrors,
      errorCovariance: z
        .exactOptional(Covariance)
        .describe(
          'Of the expected returns, (decimal a year)^2, rows in asset order, instead of standard errors. Default, with prices or returns: the covariance over the years they cover.',
        ),
    })
    .describe(
      "Most utility in the worst case of an ellipsoid: expected return - kappa * sqrt(w'Ow) - riskAversion / 2 * variance, O the covariance of the errors.",
    ),
  z
    .strictObject({
      kind: z.literal('worst-case-utility'),
      measure: z.literal('variance'),
      riskAversion: NotNegative,
      models: z.array(AnotherModel).min(1).max(50).describe('Beside the estimate of the request.'),
    })
    .describe('Most of the least expected return - riskAversion / 2 * variance over several models.'),
  z
    .strictObject({ kind: z.literal('max-growth') })
    .describe('Most expected logarithmic growth over the past returns (Kelly); needs prices or returns.'),
  z
    .strictObject({
      kind: z.literal('wasserstein-cvar'),
      radius: NotNegative.describe(
        'How far the returns of a period may move on average from the past ones, as vectors over the assets by their 2-norm: 0.002 is a fifth of a percent. 0 = least cvar; a large one = equal weights.',
      ),
      confidence: z
        .exactOptional(z.number().gt(0).lt(1))
        .describe('0.95 looks at the worst 5 % of periods. Default: the confidence of the request.'),
    })
    .describe(
      'Least cvar in the worst case of all distributions of returns near the past ones (a type-1 Wasserstein ball): cvar + radius / (1 - confidence) * length of the weights. Needs prices or returns; the finding worst-case-cvar says the value, a period.',
    ),
]);
export type OptimizeObjective = z.infer<typeof OptimizeObjective>;
