import { z } from 'zod';
import { AssetClassName, Decimal, IsoDayText, SymbolText } from './common';

/** What the `backtest` door takes apart when asked to, section by section. */

const FactorName = z.string().min(1).max(40);

const Period = z
  .strictObject({ name: z.string().min(1).max(60), from: IsoDayText, to: IsoDayText })
  .refine(({ from, to }) => from <= to, 'ends before it begins');

export const BacktestDetailChoice = z.strictObject({
  rolling: z
    .exactOptional(z.strictObject({ windowDays: z.int().min(20).max(2_000) }))
    .describe('Volatility, Sharpe ratio and beta of each window of so many returns.'),
  exposure: z.exactOptional(z.literal(true)).describe('Share of each asset class over time.'),
  contributions: z
    .exactOptional(z.literal(true))
    .describe('What each instrument and class added to the total return, linked by Carino; they sum to it.'),
  attribution: z
    .exactOptional(
      z.strictObject({
        weights: z
          .record(
            SymbolText,
            Decimal.refine((value) => value >= 0 && value <= 1, 'must lie between 0 and 1'),
          )
          .describe('The mix to measure against, by symbol among the assets; sums to 1, brought back to it daily.'),
      }),
    )
    .describe('Brinson and Fachler by asset class, linked by Carino.'),
  factors: z
    .exactOptional(
      z.strictObject({
        dates: z.array(IsoDayText).min(2).max(20_000).describe('The day each return ends on, rising.'),
        series: z
          .record(FactorName, z.array(Decimal))
          .refine(
            (series) => Object.keys(series).length >= 1 && Object.keys(series).length <= 20,
            'names 1 to 20 factors',
          )
          .describe('Simple returns of each factor above cash, or differences of two returns, decimals.'),
      }),
    )
    .describe(
      'A regression of the daily returns above the risk-free rate, with Newey-West errors, on the days that both have: nearly all days of the test between the first and last date.',
    ),
  regimes: z
    .exactOptional(z.strictObject({ periods: z.exactOptional(z.array(Period).max(50)) }))
    .describe(
      'Figures in bull and bear markets, high and low volatility, rising and falling rates, two hidden states of the benchmark, and in the periods given.',
    ),
  trades: z.exactOptional(z.literal(true)).describe('Every fill.'),
  orders: z.exactOptional(z.literal(true)).describe('What became of every order that was asked for.'),
});
export type BacktestDetailChoice = z.infer<typeof BacktestDetailChoice>;

const Figure = Decimal.nullable();
const Dates = z.array(IsoDayText);

const Effects = {
  allocation: Decimal,
  selection: Decimal,
  interaction: Decimal,
};

const Coefficient = { value: Decimal, standardError: Decimal, t: Figure };

export const FactorSection = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('fitted'),
    observations: z.int(),
    lags: z.int().describe('Of the Newey-West errors.'),
    excessReturn: Decimal.describe('Mean return above cash a year; alpha and the contributions sum to it.'),
    alpha: z.strictObject(Coefficient).describe('Decimal a year.'),
    factors: z.array(
      z.strictObject({ name: FactorName, beta: Decimal, standardError: Decimal, t: Figure, contribution: Decimal }),
    ),
    rSquared: Decimal,
  }),
  z.strictObject({ status: z.literal('too-few'), observations: z.int() }),
  z.strictObject({ status: z.literal('collinear'), name: FactorName }),
]);

const RegimeRow = z.strictObject({
  id: z.string(),
  knownOn: z
    .enum(['the-day', 'hindsight', 'given'])
    .describe('hindsight: told from the whole history, so nobody could have acted on it; given: dates of the request.'),
  returns: z.int(),
  share: Decimal,
  totalReturn: Figure,
  annualReturn: Figure,
  annualVolatility: Figure,
  sharpe: Figure,
  hitRate: Figure,
  benchmarkTotalReturn: Figure,
});

export const BacktestDetail = z.strictObject({
  rolling: z.exactOptional(
    z.strictObject({
      dates: Dates.describe('The day each window ends on, at most 250 of them.'),
      volatility: z.array(Decimal),
      sharpe: z.array(Figure),
      beta: z.array(Figure),
    }),
  ),
  exposure: z.exactOptional(
    z.strictObject({
      dates: Dates,
      classes: z.array(z.strictObject({ assetClass: AssetClassName, shares: z.array(Decimal) })),
    }),
  ),
  contributions: z.exactOptional(
    z.strictObject({
      totalReturn: Decimal,
      instruments: z.array(z.strictObject({ symbol: z.string(), contribution: Decimal })),
      classes: z.array(z.strictObject({ assetClass: AssetClassName, contribution: Decimal })),
      interest: Decimal.describe('Of cash outside instruments.'),
      fees: Decimal,
      taxes: Decimal,
    }),
  ),
  attribution: z.exactOptional(
    z.strictObject({
      portfolioReturn: Decimal,
      benchmarkReturn: Decimal,
      classes: z.array(z.strictObject({ assetClass: AssetClassName, ...Effects })),
      other: Decimal.describe('Fees and taxes. With the effects it sums to the difference of the two returns.'),
    }),
  ),
  factors: z.exactOptional(FactorSection),
  regimes: z.exactOptional(z.array(RegimeRow)),
  trades: z.exactOptional(
    z.array(
      z.strictObject({
        day: IsoDayText,
        symbol: z.string(),
        side: z.enum(['buy', 'sell']),
        quantity: Decimal,
        price: Decimal.describe('Before the half-spread.'),
        value: Decimal,
        cost: Decimal,
      }),
    ),
  ),
  orders: z.exactOptional(
    z.array(
      z.strictObject({
        decided: IsoDayText,
        day: IsoDayText.describe('The first on which it could trade.'),
        symbol: z.string(),
        side: z.enum(['buy', 'sell']),
        quantity: Decimal.describe('Nothing where it was rejected before a quantity was worked out.'),
        filled: Decimal,
        status: z.enum(['filled', 'partially-filled', 'expired', 'rejected']),
        reason: z.string(),
      }),
    ),
  ),
});
export type BacktestDetail = z.infer<typeof BacktestDetail>;
