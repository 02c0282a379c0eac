import { z } from 'zod';
import { Decimal, SymbolText } from './common';
import { OptimizeObjective } from './optimize-objective';

/**
 * Ways to weights by a rule rather than by an optimum, one line a construction of lib/quant/optimize/constructions. Weights
 * that break the limits are moved to the nearest allowed ones, and the move is told.
 */

const BySymbol = z.record(SymbolText, Decimal);
const Linkage = z.exactOptional(z.enum(['single', 'complete', 'average', 'ward']));
const LeafOrder = z
  .exactOptional(z.enum(['calm-first', 'as-listed']))
  .describe(
    'Which of two joined assets stands left in the tree. Default calm-first: the order of the list plays no part.',
  );
const Clusters = z.exactOptional(z.number().int().min(1)).describe('Default: told from the data.');
const Signals = BySymbol.describe('One for each asset, in any unit.');

const HIERARCHICAL = [
  z
    .strictObject({ kind: z.literal('hrp'), linkage: Linkage, leafOrder: LeafOrder })
    .describe('Hierarchical risk parity (Lopez de Prado 2016).'),
  z
    .strictObject({
      kind: z.literal('herc'),
      linkage: Linkage,
      clusters: Clusters,
      measure: z.exactOptional(z.enum(['variance', 'volatility'])),
    })
    .describe('Hierarchical equal risk contribution (Raffinot 2018).'),
  z
    .strictObject({ kind: z.literal('nco'), linkage: Linkage, clusters: Clusters })
    .describe('Nested clustered optimisation (Lopez de Prado 2019).'),
  z
    .strictObject({
      kind: z.literal('schur'),
      linkage: Linkage,
      leafOrder: LeafOrder,
      gamma: z
        .exactOptional(Decimal)
        .describe('0 is hrp, 1 as near to least variance as the tree allows. Default 0.5.'),
    })
    .describe('Schur complementary allocation (Cotton 2024).'),
] as const;

const FROM_SIGNALS = [
  z
    .strictObject({ kind: z.literal('signal-weighted'), signals: Signals })
    .describe('In proportion to the positive signals; equal where none is positive.'),
  z
    .strictObject({
      kind: z.literal('sector-rotation'),
      signals: Signals,
      classes: z.record(SymbolText, z.string().min(1).max(80)).describe('The class of each asset.'),
    })
    .describe('The same budget for every class, all of it to the strongest signal in it.'),
  z
    .strictObject({
      kind: z.literal('factor-tilt'),
      scores: z
        .array(z.strictObject({ factor: z.string().min(1).max(80), values: BySymbol, strength: Decimal }))
        .min(1)
        .max(50)
        .describe('strength 1 tilts by one standard score, negative tilts away.'),
      baseWeights: z.exactOptional(BySymbol).describe('Default: equal.'),
    })
    .describe('A base mix leaned towards assets that score well.'),
] as const;

export const ConstructionChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('equal-weight') }).describe('The same share for every asset.'),
  z.strictObject({ kind: z.literal('inverse-volatility') }).describe('Shares in inverse proportion to volatility.'),
  ...HIERARCHICAL,
  ...FROM_SIGNALS,
  z
    .strictObject({
      kind: z.literal('regression-weighted'),
      benchmarkReturns: z.array(Decimal).describe('On the same dates as the returns that are used of the assets.'),
      hasIntercept: z.exactOptional(z.boolean()).describe('Default true.'),
      negatives: z.exactOptional(z.enum(['keep', 'clip'])).describe('Default keep.'),
    })
    .describe('Coefficients of the benchmark regressed on the assets, over their sum.'),
  z
    .strictObject({
      kind: z.literal('resampled'),
      objective: OptimizeObjective,
      resamples: z.exactOptional(z.number().int().min(2).max(2_000)).describe('Default 100.'),
      observations: z
        .exactOptional(z.number().int().min(2))
        .describe('Periods in each history. Default: those of the returns; needed with moments.'),
      seed: z.union([z.number(), z.string().max(80)]).describe('The same seed gives the same weights.'),
    })
    .describe('The mean of the best weights over many histories that could have been (Michaud 1998).'),
  z
    .strictObject({ kind: z.literal('hedge-ratio'), held: SymbolText, hedge: SymbolText })
    .describe('The mix of two assets with the least variance, and the hedge ratio.'),
  z
    .strictObject({
      kind: z.literal('pairs'),
      left: SymbolText,
      right: SymbolText,
      entryScore: z.exactOptional(Decimal).describe('Standard deviations of the spread. Default 2.'),
      gross: z.exactOptional(Decimal).describe('Sum of the absolute weights of a position. Default 1.'),
      lags: z.exactOptional(z.number().int().min(0)).describe('Lagged changes in the test. Default: chosen by AIC.'),
    })
    .describe('A money-neutral bet on two prices that belong together and came apart; the budget must be 0.'),
  z
    .strictObject({
      kind: z.literal('volatility-target'),
      targetVolatility: Decimal.describe('Decimal a year.'),
      cash: SymbolText.describe('The asset that takes the rest.'),
      baseWeights: z.exactOptional(BySymbol).describe('Default: equal.'),
      leverageMax: z.exactOptional(Decimal).describe('Default 1; above 1 cash is borrowed.'),
    })
    .describe('A base mix held as far as it brings the volatility to the target, cash in the rest.'),
]);
export type ConstructionChoice = z.infer<typeof ConstructionChoice>;
