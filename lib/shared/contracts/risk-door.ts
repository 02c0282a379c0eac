import { z } from 'zod';
import { Decimal, SymbolText } from './common';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';

/** The `risk` door: what a mix carries, and which of its parts carry it. */
export const RiskRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  weights: z
    .record(SymbolText, Decimal)
    .describe('Fractions of the portfolio by symbol, of any sign and sum; an asset that is not named has none.'),
  classes: z
    .exactOptional(z.record(SymbolText, z.string().min(1).max(80)))
    .describe('The class of each asset, in your own words. Default: the asset class the product knows the symbol by.'),
});
export type RiskRequest = z.infer<typeof RiskRequest>;

const Share = Decimal.nullable().describe('Fraction of the variance; they sum to 1. Null for a mix without risk.');
const Part = Decimal.describe('What it adds to the volatility, decimal a year; they sum to the volatility.');

export const RiskAnswer = z.strictObject({
  expectedReturn: Decimal.describe('Decimal a year.'),
  volatility: Decimal.describe('Decimal a year.'),
  sharpe: Decimal.nullable().describe('(Expected return - risk-free rate) / volatility, a year; null without risk.'),
  diversificationRatio: Decimal.nullable().describe(
    'Sum of |weight| x volatility of the assets, over the volatility of the mix: 1 where nothing is spread. Null without risk.',
  ),
  contributions: z.array(
    z.strictObject({ symbol: z.string(), weight: Decimal, volatility: Decimal, contribution: Part, share: Share }),
  ),
  byClass: z.array(z.strictObject({ class: z.string(), weight: Decimal, contribution: Part, share: Share })),
  normal: z
    .strictObject({
      valueAtRisk: Decimal.describe('Loss of a year that is exceeded with the probability 1 - confidence, decimal.'),
      conditionalValueAtRisk: Decimal.describe('Mean of the worst 1 - confidence of years, as a loss, decimal.'),
    })
    .describe('From the annual moments alone, as if returns were normal.'),
  historical: z
    .strictObject({
      observations: z.number().int(),
      valueAtRisk: Decimal.describe('Loss of one row that at most 1 - confidence of the rows exceeded, decimal.'),
      conditionalValueAtRisk: Decimal.describe('Mean of the worst 1 - confidence of the rows, as a loss, decimal.'),
      worst: Decimal.describe('Largest loss of one row, decimal.'),
      maxDrawdown: Decimal.describe(
        'Largest loss from a high, decimal, the mix being brought back to weight each row.',
      ),
    })
    .nullable()
    .describe('From the rows of prices or returns, each equally likely, per row and not per year. Null with moments.'),
  confidence: z.number(),
  warnings: z.array(z.string()),
  estimates: EstimateInfo,
});
export type RiskAnswer = z.infer<typeof RiskAnswer>;
