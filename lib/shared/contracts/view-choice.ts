import { z } from 'zod';
import { Decimal, SymbolText, WeightMap } from './common';

/** What the caller believes beside the data, for the doors `optimize`, `frontier` and `risk`. */

export const VIEW_TAU_DEFAULT = 0.05;

const ReturnValue = Decimal.describe('Decimal a year, cash included where the returns it is compared with include it.');

const Relation = z
  .exactOptional(z.enum(['equal', 'at-least', 'at-most']))
  .describe('Entropy pooling only: how the value is meant. Default equal.');

const CERTAINTY = {
  confidence: z
    .exactOptional(z.number().min(0).max(1))
    .describe(
      'Share of the way from what was expected to the view that this view alone goes (Idzorek); 1 = certain. Default 0.5. Entropy pooling: the share of the views in the probabilities, the same for all; default 1.',
    ),
  variance: z
    .exactOptional(z.number().min(0))
    .describe('Instead of a confidence: variance of the error of the view, (decimal a year)^2.'),
  relation: Relation,
} as const;

const AbsoluteView = z
  .strictObject({ kind: z.literal('absolute'), asset: SymbolText, value: ReturnValue, ...CERTAINTY })
  .describe('The asset earns the value.');

const RelativeView = z
  .strictObject({
    kind: z.literal('relative'),
    asset: SymbolText,
    versus: SymbolText,
    value: ReturnValue,
    ...CERTAINTY,
  })
  .describe('The asset earns more than the other by the value.');

const CombinationView = z
  .strictObject({
    kind: z.literal('combination'),
    name: z.string().min(1).max(80).describe('As it is to be named when it cannot be met.'),
    coefficients: z.record(SymbolText, Decimal),
    value: ReturnValue,
    ...CERTAINTY,
  })
  .describe('The sum of coefficient times return earns the value.');

const VolatilityView = z
  .strictObject({
    kind: z.literal('volatility'),
    asset: SymbolText,
    value: Decimal.describe('Decimal a year.'),
    relation: Relation,
  })
  .describe('Entropy pooling only.');

const CorrelationView = z
  .strictObject({
    kind: z.literal('correlation'),
    asset: SymbolText,
    versus: SymbolText,
    value: Decimal.describe('From -1 to 1.'),
    relation: Relation,
  })
  .describe('Entropy pooling only.');

const TailView = z
  .strictObject({
    kind: z.literal('cvar'),
    asset: SymbolText,
    value: Decimal.describe('Mean loss of the worst periods, positive, decimal a period of the data.'),
    relation: Relation,
    tailConfidence: z
      .exactOptional(z.number().gt(0).lt(1))
      .describe('0.95 looks at the worst 5 %. Default: `confidence` of the request.'),
  })
  .describe('Entropy pooling only.');

export const ViewChoice = z.discriminatedUnion('kind', [
  AbsoluteView,
  RelativeView,
  CombinationView,
  VolatilityView,
  CorrelationView,
  TailView,
]);
export type ViewChoice = z.infer<typeof ViewChoice>;

export const VIEW_INPUTS = {
  views: z
    .exactOptional(z.array(ViewChoice).min(1).max(100))
    .describe(
      'What is believed beside the data. Expected returns and covariance become those after the views; without a returnModel the views start from equilibrium.',
    ),
  viewMethod: z
    .exactOptional(z.enum(['black-litterman', 'entropy-pooling']))
    .describe(
      'black-litterman (default) moves the moments; entropy-pooling gives past returns the probabilities nearest to equal ones under which the views hold, and needs prices or returns.',
    ),
  tau: z
    .exactOptional(z.number().gt(0).max(10))
    .describe(
      `Black-Litterman: how unsure the returns before the views are, as a share of the covariance. Default ${VIEW_TAU_DEFAULT}.`,
    ),
  marketRiskAversion: z
    .exactOptional(z.number().gt(0).max(100))
    .describe(
      'Return above cash that the market mix asks for 1.0 of variance; sets the height of equilibrium returns. Default: whatever gives the market mix a Sharpe ratio of 0.3.',
    ),
} as const;

/** What became of the views, said back. */
export const ViewsInfo = z
  .strictObject({
    method: z.enum(['black-litterman', 'entropy-pooling', 'opinion-pooling']),
    effectiveScenarios: Decimal.nullable().describe(
      'Entropy and opinion pooling: how many scenarios of equal weight say as much; few = the views lean on few periods.',
    ),
    items: z.array(
      z.strictObject({
        name: z.string(),
        value: Decimal.describe('As asked.'),
        before: Decimal.describe('What was expected before the views.'),
        after: Decimal,
        tilts: WeightMap.nullable().describe(
          'Black-Litterman: by how much this view moved the expected return of each asset, decimal a year.',
        ),
      }),
    ),
  })
  .describe('What the views did.');
export type ViewsInfo = z.infer<typeof ViewsInfo>;
