import { z } from 'zod';
import { Decimal, SymbolText, WeightMap } from './common';
import { ConstructionChoice } from './construction-choice';
import { AssetAttributes } from './limit-choice';
import { OptimizeConstraints } from './optimize-constraints';
import { OptimizeObjective } from './optimize-objective';
import { MeasuredRisk } from './risk-measure';
import { StrategyChoice } from './strategy-choice';
import { TradePlanAnswer, TradePlanChoice } from './trade-plan-choice';
import { WholeSharesAnswer, WholeSharesInput } from './whole-shares';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';

/** The `optimize` door. Fields that later objectives and limits need are added beside these; unknown fields are refused. */

/** What some limits need to know beside the prices. */
export const LIMIT_INPUTS = {
  attributes: z
    .exactOptional(z.record(SymbolText, AssetAttributes))
    .describe('Facts by symbol that limits on betas, factors, ESG scores, sectors or volume need.'),
  portfolioValue: z
    .exactOptional(Decimal.refine((value) => value > 0, 'must be above zero'))
    .describe('What the portfolio is worth, for limits that are about money.'),
} as const;

export const OptimizeRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  ...LIMIT_INPUTS,
  objective: z
    .discriminatedUnion('kind', [OptimizeObjective, ConstructionChoice, StrategyChoice, TradePlanChoice])
    .describe('What the best weights are best at, or the rule that makes them.'),
  constraints: z
    .exactOptional(OptimizeConstraints)
    .describe('Within which limits. Default: long only, fully invested.'),
  flipPoints: z
    .exactOptional(z.literal(true))
    .describe(
      'Asks of each asset from which expected return on the advice on it turns over. For mean-variance objectives and the best Sharpe ratio.',
    ),
  wholeShares: z
    .exactOptional(WholeSharesInput)
    .describe('Asks for orders in whole shares towards the weights, fees and cash solved together.'),
});
export type OptimizeRequest = z.infer<typeof OptimizeRequest>;

export const Certificate = z
  .strictObject({ dualityGap: Decimal, primalResidual: Decimal, dualResidual: Decimal })
  .describe(
    'Recomputed from inputs, weights and multipliers alone: what a better answer could still gain, the largest breach of a limit, the largest slope left; all relative, 1e-8 is exact to eight figures.',
  );
export type Certificate = z.infer<typeof Certificate>;

export const ShadowPriceInfo = z.strictObject({
  limit: z.string(),
  side: z.enum(['min', 'max']),
  price: Decimal.describe(
    'What the objective gains when the limit is loosened by 1.0, in the unit beside it: a year, and for measures of loss and growth a period of the returns.',
  ),
  unit: z.enum(['expected-return', 'volatility', 'tracking-error', 'utility', 'ratio', 'log-risk-balance', 'risk']),
});

const Stance = z.enum(['held', 'short', 'none']);

const FlipPointInfo = z.strictObject({
  asset: z.string(),
  from: Stance.describe('What the asset is in the answer.'),
  to: Stance.describe('What it is on the other side of the flip.'),
  expectedReturn: Decimal.describe('As it was estimated, decimal a year.'),
  flipReturn: Decimal.describe(
    'The expected return at which the advice turns over, all else as it is; decimal a year.',
  ),
});

export const NearestFeasible = z.strictObject({
  weights: WeightMap,
  relaxed: z.array(
    z.strictObject({ limit: z.string(), by: Decimal.describe('In the unit of the limit: weight, or decimal a year.') }),
  ),
});

/** Why there are no weights to speak of; shared by the doors that look for some. */
export const NO_WEIGHTS = [
  z.strictObject({
    status: z.literal('infeasible'),
    conflictingConstraints: z
      .array(z.string())
      .describe('A smallest set of limits that cannot all hold: without any one of them the others can.'),
    leastAttainable: z
      .exactOptional(z.strictObject({ limit: z.string(), value: Decimal }))
      .describe('Where a measure of loss cannot be as low as asked: the least that the other limits allow.'),
    nearestFeasible: NearestFeasible.nullable().describe('Weights that break the limits least, and which by how much.'),
  }),
  z.strictObject({
    status: z.literal('unbounded'),
    direction: WeightMap.describe('A change of weights that never stops improving the objective within the limits.'),
  }),
  z.strictObject({
    status: z.literal('not-converged'),
    iterations: z.number().int(),
    dualityGap: z.number().nullable(),
    bestWeights: WeightMap.nullable().describe(
      'The best weights found within all limits, at most dualityGap from the best there are; null where none are known.',
    ),
  }),
] as const;

export const OptimizeAnswer = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('solved'),
    weights: WeightMap.describe('Fractions of the portfolio by symbol.'),
    expectedReturn: Decimal.describe('Decimal a year.'),
    volatility: Decimal.describe('Decimal a year.'),
    sharpe: Decimal.nullable().describe('(Expected return - risk-free rate) / volatility, a year; null without risk.'),
    risk: Decimal.describe(
      "The objective's measure at these weights: a variance or volatility is annual, a measure of loss, as is the worst-case cvar of wasserstein-cvar, is in the period of the returns; without a measure, the volatility.",
    ),
    risks: z
      .exactOptional(z.array(MeasuredRisk))
      .describe('Of the measures of loss that the request names, by their definitions.'),
    basis: z
      .enum(['optimum', 'construction'])
      .describe(
        'An optimum is proven by its certificate; a construction follows a rule and claims none. Of a strategy: whether it optimised, on its own estimates.',
      ),
    certificate: Certificate.nullable().describe('Null for a construction.'),
    shadowPrices: z.array(ShadowPriceInfo),
    findings: z
      .array(z.strictObject({ name: z.string(), of: z.exactOptional(z.string()), value: Decimal }))
      .describe('Numbers found on the way, such as the hedge ratio of a construction or the shares of a risk budget.'),
    tradePlan: z.exactOptional(TradePlanAnswer).describe('Of the objective multi-period.'),
    flipPoints: z
      .exactOptional(z.array(FlipPointInfo))
      .describe(
        'Where the request asks for them, in the order of the assets; one that no expected return of its own turns over is left out.',
      ),
    wholeShares: z.exactOptional(WholeSharesAnswer).describe('Where the request asks for them.'),
    warnings: z.array(z.string()).describe('Whole sentences: what was left out, repaired or is doubtful.'),
    estimates: EstimateInfo,
  }),
  ...NO_WEIGHTS,
]);
export type OptimizeAnswer = z.infer<typeof OptimizeAnswer>;
