import { z } from 'zod';
import { Decimal, SymbolText } from './common';
import { LimitChoice } from './limit-choice';
import { RiskCapInput } from './risk-measure';

/** Within which limits the doors `optimize` and `frontier` look for weights. Every weight is a fraction: 0.2 = 20 %. */

const BoundInput = z.union([Decimal, z.null(), z.array(Decimal.nullable())]);
const Side = z.exactOptional(Decimal.nullable());
const NotNegative = Decimal.refine((value) => value >= 0, 'must be zero or more');
const PerAsset = z.record(SymbolText, Decimal);
const LimitName = z.string().min(1).max(80).describe('As it is to be named when it conflicts.');

export const OptimizeConstraints = z.strictObject({
  budget: z.exactOptional(Decimal).describe('Sum of the weights, the net exposure. Default 1; 0 is market neutral.'),
  weightMin: z
    .exactOptional(BoundInput)
    .describe('Smallest weight: one number for all, null for none, or one per asset. Default 0.'),
  weightMax: z
    .exactOptional(BoundInput)
    .describe('Largest weight: one number for all, null for none, or one per asset. Default: none.'),
  returnMin: z.exactOptional(Decimal).describe('Least expected return, decimal a year.'),
  riskMax: z
    .exactOptional(z.array(RiskCapInput).max(10))
    .describe('Most risk, by one measure or several: volatility is a decimal a year.'),
  groups: z
    .exactOptional(
      z.array(z.strictObject({ name: LimitName, members: z.array(SymbolText).min(1), min: Side, max: Side })),
    )
    .describe('Limits on the sum of the weights of some assets; null or absent = no such side.'),
  linear: z
    .exactOptional(z.array(z.strictObject({ name: LimitName, coefficients: PerAsset, min: Side, max: Side })))
    .describe('Limits on weighted sums of the weights; an asset that is not named has the coefficient 0.'),
  currentWeights: z
    .exactOptional(PerAsset)
    .describe('What is held now: trades, turnover and trading costs count from here. Default: nothing is held.'),
  turnoverMax: z
    .exactOptional(NotNegative)
    .describe('Most turnover: half the sum of the absolute trades. 0.2 moves at most a fifth of the money.'),
  tradeMaxPerAsset: z.exactOptional(NotNegative).describe('Most |weight - current weight| of each asset.'),
  costPerTrade: z
    .exactOptional(z.union([NotNegative, z.record(SymbolText, NotNegative)]))
    .describe(
      'Cost of trading 1.0 of weight, bought or sold: one number, or by symbol. It is added to what the objective minimises, in its unit: for least risk to the variance, otherwise in decimal return a year.',
    ),
  grossMax: z.exactOptional(NotNegative).describe('Most gross exposure, the sum of |weight|: longs plus shorts.'),
  shortMax: z.exactOptional(NotNegative).describe('Most short exposure: the negative weights, counted positive.'),
  longMax: z.exactOptional(NotNegative).describe('Most long exposure: the sum of the positive weights.'),
  benchmarkWeights: z
    .exactOptional(PerAsset)
    .describe('What the tracking error counts from; an asset that is not named has none of the benchmark.'),
  trackingErrorMax: z
    .exactOptional(NotNegative)
    .describe('Most volatility of the difference to the benchmark, decimal a year. Needs benchmarkWeights.'),
  assetsMax: z.exactOptional(z.number().int().min(1)).describe('Most assets with a weight that is not zero.'),
  weightMinIfHeld: z.exactOptional(NotNegative).describe('Least |weight| of whatever is held at all.'),
  ridge: z
    .exactOptional(NotNegative)
    .describe("ridge * w'w is added to what the objective minimises, in its unit: spreads the weights."),
  limits: z
    .exactOptional(z.array(LimitChoice).max(200))
    .describe('Further limits by kind; what they need to know of the assets comes in attributes.'),
});
export type OptimizeConstraints = z.infer<typeof OptimizeConstraints>;
