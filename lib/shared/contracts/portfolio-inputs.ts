import { z } from 'zod';
import { GAP_METHOD_CATALOGUE, RETURN_MODEL_CATALOGUE, RISK_MODEL_CATALOGUE } from '../catalogue.generated';
import { BeliefChoice, BeliefInfo } from './belief-choice';
import { ASSETS_MAX, Decimal, IsoDayText, PricesInput, SymbolText, WeightMap } from './common';
import { OpinionPool } from './opinion-choice';
import { VIEW_INPUTS, ViewsInfo } from './view-choice';

/** What the doors `optimize`, `frontier` and `risk` know of the assets: one of prices, returns and moments. */

export const TRADING_DAYS_PER_YEAR = 252;
export const CONFIDENCE_DEFAULT = 0.95;
export const RETURN_MODEL_DEFAULT = 'historical-mean';
export const RISK_MODEL_DEFAULT = 'ledoit-wolf';
export const MISSING_DEFAULT = 'complete-rows';

/** Requests that may come together as an array. */
export const REQUESTS_MAX = 200;

const ReturnsInput = z.strictObject({
  series: z
    .record(SymbolText, z.array(z.number().nullable()))
    .describe('Simple returns by symbol, decimals (0.01 = 1 %), one a period, oldest first; null where unknown.'),
});
export type ReturnsInput = z.infer<typeof ReturnsInput>;

const MomentsInput = z
  .strictObject({
    expectedReturns: z.array(Decimal).describe('Decimal a year, in asset order.'),
    covariance: z.array(z.array(Decimal)).describe('(Decimal return)^2 a year, symmetric, rows in asset order.'),
  })
  .describe('Expected returns and covariance as they are to be used, annual.');

/** What a model can be told, for the API text: "ewma: halfLifePeriods (...), default 63". */
function parameterText(entries: Readonly<Record<string, { readonly parameters: readonly ParameterText[] }>>): string {
  return Object.entries(entries)
    .filter(([, { parameters }]) => parameters.length > 0)
    .map(([kind, { parameters }]) => `${kind}: ${parameters.map(parameterSentence).join(', ')}`)
    .join('; ');
}

interface ParameterText {
  readonly id: string;
  readonly unit?: string;
  readonly default: number | null;
}

const parameterSentence = ({ id, unit, default: value }: ParameterText): string =>
  `${id}${unit === undefined ? '' : ` (${unit})`}${value === null ? '' : `, default ${value}`}`;

const ReturnModelChoice = z.strictObject({
  kind: z
    .enum([...RETURN_MODEL_CATALOGUE.ids, 'black-litterman'])
    .describe('How expected returns are made; black-litterman is equilibrium with `views`.'),
  parameters: z
    .exactOptional(z.record(z.string(), Decimal))
    .describe(`What the model can be told. ${parameterText(RETURN_MODEL_CATALOGUE.entries)}.`),
});

const FactorReturnsInput = z.strictObject({
  series: z
    .record(z.string().min(1).max(40), z.array(z.number()))
    .refine((series) => Object.keys(series).length > 0, 'must name a factor')
    .describe('Simple returns by factor, on the same rows as the returns of the assets.'),
});
export type FactorReturnsInput = z.infer<typeof FactorReturnsInput>;

const RiskModelChoice = z.strictObject({
  kind: z.enum(RISK_MODEL_CATALOGUE.ids).describe('How the covariance is made.'),
  parameters: z
    .exactOptional(z.record(z.string(), z.union([Decimal, SymbolText])))
    .describe(`What the model can be told. ${parameterText(RISK_MODEL_CATALOGUE.entries)}.`),
});

/** The fields, to be spread into each door's request. */
export const PORTFOLIO_INPUTS = {
  assets: z
    .array(SymbolText)
    .min(1)
    .max(ASSETS_MAX)
    .describe('What may be held, each once. Vectors of the request are in this order.'),
  prices: z
    .exactOptional(PricesInput)
    .describe(
      'Prices with dividends in them: a file (command line only), a stored set by its id (API only), the simulated market, or dates and series. Give one of prices, returns and moments.',
    ),
  returns: z.exactOptional(ReturnsInput).describe('Returns instead of prices.'),
  moments: z.exactOptional(MomentsInput).describe('Moments instead of prices or returns.'),
  periodsPerYear: z
    .exactOptional(z.number().positive().max(1e6))
    .describe(
      `Rows of prices or returns in a year: means and covariances are multiplied by it. Default ${TRADING_DAYS_PER_YEAR}; 1 leaves them per row.`,
    ),
  returnModel: z
    .exactOptional(ReturnModelChoice)
    .describe(
      `Default ${RETURN_MODEL_DEFAULT}: the arithmetic mean of the simple returns; with views, equilibrium. What is expected before the views.`,
    ),
  riskModel: z.exactOptional(RiskModelChoice).describe(`Default ${RISK_MODEL_DEFAULT}.`),
  missing: z
    .exactOptional(z.enum(GAP_METHOD_CATALOGUE.ids))
    .describe(
      `What the covariance does where returns are missing. complete-rows: only rows on which all assets are known; since-listing: later listings are joined on by how they moved with the others since; pairwise: each pair on the rows it shares. Default ${MISSING_DEFAULT}.`,
    ),
  repair: z
    .exactOptional(z.boolean())
    .describe(
      'Take the nearest covariance that returns can have where the given or estimated one cannot be. Default false.',
    ),
  factorReturns: z
    .exactOptional(FactorReturnsInput)
    .describe('For the risk model factor-regression, with returns. Default: one factor, the mean of the assets.'),
  riskFreeRate: z
    .exactOptional(Decimal)
    .describe('Decimal a year, for the Sharpe ratio and for models that speak of returns above cash. Default 0.'),
  marketWeights: z
    .exactOptional(WeightMap)
    .describe('The mix whose risk the model equilibrium takes as rewarded; it is scaled to sum to 1. Default: equal.'),
  ...VIEW_INPUTS,
  opinionPool: z.exactOptional(OpinionPool),
  belief: z.exactOptional(BeliefChoice),
  confidence: z
    .exactOptional(z.number().gt(0).lt(1))
    .describe(`Of tail measures such as cvar: 0.95 looks at the worst 5 % of periods. Default ${CONFIDENCE_DEFAULT}.`),
} as const;

export const PortfolioInputs = z.strictObject(PORTFOLIO_INPUTS);
export type PortfolioInputs = z.infer<typeof PortfolioInputs>;

/** What the numbers rest on, said back. */
export const EstimateInfo = z.strictObject({
  source: z.enum(['prices', 'returns', 'moments']),
  observations: z.number().int().nullable().describe('Returns used of each asset; null with moments.'),
  from: IsoDayText.nullable().describe('Day of the first price used; null without prices.'),
  to: IsoDayText.nullable().describe('Day of the last price used; null without prices.'),
  periodsPerYear: z.number().nullable().describe('Null with moments.'),
  returnModel: z.string().nullable().describe('Null where the expected returns came with the request.'),
  riskModel: z.string().nullable().describe('Null where the covariance came with the request.'),
  fallback: z.exactOptional(z.string()).describe('The risk model used where the one asked for was not possible.'),
  findings: z
    .exactOptional(z.array(z.strictObject({ name: z.string(), value: z.number() })))
    .describe('Numbers that the risk model found on the way, such as how many factors it kept.'),
  repair: z
    .exactOptional(z.strictObject({ largestChange: z.number(), iterations: z.number().int() }))
    .describe('What was repaired: the largest change of a correlation; variances stay.'),
  missing: z
    .exactOptional(
      z.strictObject({
        rowsUsed: z.record(SymbolText, z.number().int()),
        knownUnused: z.record(SymbolText, z.number().int()),
        rowsSharedMin: z.number().int().describe('The fewest rows on which any two assets were compared.'),
      }),
    )
    .describe('What the covariance rests on where returns are missing.'),
  views: z.exactOptional(ViewsInfo),
  belief: z.exactOptional(BeliefInfo),
});
export type EstimateInfo = z.infer<typeof EstimateInfo>;
