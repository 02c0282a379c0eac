import { z } from 'zod';
import { Decimal, SymbolText, WeightMap } from './common';

const PERIODS_MAX = 60;

const PlanPeriod = z.strictObject({
  years: z.number().gt(0).max(100).describe('How long the weights stay: 0.25 is a quarter.'),
  expectedReturns: z
    .exactOptional(z.record(SymbolText, Decimal))
    .describe('Decimal a year, of assets for which this stretch differs. Default: the estimate of the request.'),
  volatilityFactor: z
    .exactOptional(z.number().gt(0).max(100))
    .describe('All volatilities of the estimate times this, correlations as they are. Default 1.'),
});

/** Trades planned ahead; only the first of them is made, then a new plan is. */
export const TradePlanChoice = z
  .strictObject({
    kind: z.literal('multi-period'),
    riskAversion: Decimal.refine((value) => value > 0, 'must be above zero'),
    periods: z.array(PlanPeriod).min(1).max(PERIODS_MAX).describe('From now on, one after the other.'),
    finalWeights: z
      .exactOptional(z.record(SymbolText, Decimal))
      .describe('What must be held in the last period; an asset that is not named is not. Default: free.'),
  })
  .describe(
    'Most expected return - riskAversion / 2 * variance over all periods, less what the trades on the way cost: costPerTrade of the constraints, here a decimal return paid at each trade, from currentWeights on.',
  );
export type TradePlanChoice = z.infer<typeof TradePlanChoice>;

export const TradePlanAnswer = z.strictObject({
  path: z.array(WeightMap).describe('Weights in each period, the first being `weights`.'),
  utility: Decimal.describe('Of the whole plan, costs taken off; decimal return.'),
  costs: Decimal.describe('Of all trades of the plan, decimal return.'),
});
