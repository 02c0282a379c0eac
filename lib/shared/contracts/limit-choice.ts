import { z } from 'zod';
import { ASSETS_MAX, Decimal, SymbolText } from './common';

/** Limits by kind, and what they need to know of the assets. One line a kind of lib/quant/optimize/limit-kinds. */

const Fraction = z.exactOptional(Decimal);
const sides = { min: Fraction, max: Fraction };
const Name = z.string().min(1).max(80);
const Symbols = z.array(SymbolText).min(1).max(ASSETS_MAX);
const BySymbol = z.record(SymbolText, Decimal);

export const LimitChoice = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('asset-bounds'), symbols: z.exactOptional(Symbols), ...sides })
    .describe('Bounds of some assets; of all where no symbols are named.'),
  z
    .strictObject({ kind: z.literal('group'), by: z.enum(['assetClass', 'sector', 'region']), of: Name, ...sides })
    .describe('The sum of the weights of a class, sector or region.'),
  z
    .strictObject({ kind: z.literal('beta-exposure'), ...sides })
    .describe('The beta of the mix to the market: the betas weighted. Needs beta of each asset.'),
  z
    .strictObject({ kind: z.literal('factor-exposure'), factor: Name, ...sides })
    .describe('The exposure of the mix to a factor. Needs it of each asset.'),
  z
    .strictObject({ kind: z.literal('esg-floor'), scoreMin: Decimal })
    .describe('Least weighted average ESG score of what is held, 0 to 100. Needs esgScore of each asset.'),
  z
    .strictObject({ kind: z.literal('esg-exclusion'), scoreMin: Decimal })
    .describe('Whatever scores less is not held. Needs esgScore of each asset.'),
  z
    .strictObject({ kind: z.literal('exclusion'), symbols: Symbols, reason: z.exactOptional(Name) })
    .describe('These are not held.'),
  z
    .strictObject({ kind: z.literal('liquidity'), participation: Decimal, days: z.exactOptional(Decimal) })
    .describe(
      'Trades take at most this share of a day’s value traded, over so many days (default 1). Needs dailyValueTraded and portfolioValue.',
    ),
  z
    .strictObject({ kind: z.literal('cash-floor'), min: Decimal })
    .describe('Least weight of what is cash. Needs assetClass where the product does not know the symbol.'),
  z.strictObject({ kind: z.literal('no-trade'), symbols: Symbols }).describe('These keep their current weight.'),
  z.strictObject({ kind: z.literal('turnover'), max: Decimal }).describe('As turnoverMax.'),
  z
    .strictObject({ kind: z.literal('trade-max'), max: Decimal, symbols: z.exactOptional(Symbols) })
    .describe('Most |weight - current weight| of some assets; of all where no symbols are named.'),
  z
    .strictObject({ kind: z.literal('leverage'), grossMax: Fraction, shortMax: Fraction, longMax: Fraction })
    .describe('Gross, short and long exposure; the net is the budget.'),
  z
    .strictObject({ kind: z.literal('tracking-error'), benchmarkWeights: BySymbol, max: Decimal })
    .describe('Most volatility of the difference to a benchmark, decimal a year.'),
  z
    .strictObject({ kind: z.literal('active-weight'), benchmarkWeights: BySymbol, max: Decimal })
    .describe('Largest distance of each weight from the benchmark’s.'),
  z
    .strictObject({
      kind: z.literal('holdings'),
      countMax: z.exactOptional(z.number().int().min(1)),
      weightMinIfHeld: Fraction,
    })
    .describe('How many assets are held at most, and how much of each at least.'),
  z
    .strictObject({ kind: z.literal('risk-contribution'), max: Decimal, symbols: z.exactOptional(Symbols) })
    .describe(
      'Most share of the variance each of some assets carries (of all where no symbols are named). Such caps are not convex: solved where the answer is proved to be the best, else not-converged with the best weights found.',
    ),
  z
    .strictObject({
      kind: z.literal('group-risk-contribution'),
      by: z.enum(['assetClass', 'sector', 'region']),
      of: Name,
      max: Decimal,
    })
    .describe('The same of a class, sector or region together.'),
  z
    .strictObject({
      kind: z.literal('cluster-risk-contribution'),
      max: Decimal,
      clusters: z.exactOptional(z.number().int().min(1)),
    })
    .describe('The same of each cluster of assets that move together; as many clusters as said, else as many as pay.'),
]);
export type LimitChoice = z.infer<typeof LimitChoice>;

/** Facts about the assets that some limits need; whatever a limit needs and does not find is refused by name. */
export const AssetAttributes = z.strictObject({
  assetClass: z.exactOptional(Name).describe('Default: the class the product knows the symbol by.'),
  sector: z.exactOptional(Name),
  region: z.exactOptional(Name),
  beta: z.exactOptional(Decimal).describe("Slope of its returns on the market's."),
  factors: z.exactOptional(z.record(z.string(), Decimal)).describe('Exposure by factor name.'),
  esgScore: z.exactOptional(Decimal).describe('0 to 100, higher is better.'),
  dailyValueTraded: z.exactOptional(Decimal).describe('Average value traded a day, in the currency of the portfolio.'),
});
export type AssetAttributes = z.infer<typeof AssetAttributes>;
