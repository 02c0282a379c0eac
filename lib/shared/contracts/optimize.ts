import { z } from 'zod';
import { Decimal, SymbolText, WeightMap } from './common';
import { EstimateInfo, PORTFOLIO_INPUTS } from './portfolio-inputs';

/** The `optimize` door. Fields that later objectives and limits need are added beside these; unknown fields are refused. */

export const OptimizeObjective = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('min-risk'), measure: z.literal('variance') }),
  z.strictObject({
    kind: z.literal('max-utility'),
    measure: z.literal('variance'),
    riskAversion: Decimal.refine((value) => value > 0, 'must be above zero'),
  }),
  z.strictObject({ kind: z.literal('max-return') }),
  z.strictObject({
    kind: z.literal('risk-budget'),
    measure: z.literal('volatility'),
    budgets: z.exactOptional(z.record(SymbolText, Decimal)),
  }),
]);
export type OptimizeObjective = z.infer<typeof OptimizeObjective>;

const BoundInput = z.union([Decimal, z.null(), z.array(Decimal.nullable())]);

const Side = z.exactOptional(Decimal.nullable());
const LimitName = z.string().min(1).max(80).describe('As it is to be named when it conflicts.');

export const OptimizeConstraints = z.strictObject({
  budget: z.exactOptional(Decimal).describe('Sum of the weights. Default 1; 0 is market neutral.'),
  weightMin: z
    .exactOptional(BoundInput)
    .describe('Smallest weight, a fraction: one number for all, null for none, or one per asset. Default 0.'),
  weightMax: z
    .exactOptional(BoundInput)
    .describe('Largest weight, a fraction: one number for all, null for none, or one per asset. Default: none.'),
  returnMin: z.exactOptional(Decimal).describe('Least expected return, decimal a year.'),
  riskMax: z
    .exactOptional(
      z
        .array(
          z.strictObject({
            measure: z.literal('volatility'),
            value: Decimal.refine((v) => v > 0, 'must be above zero'),
          }),
        )
        .max(1),
    )
    .describe('Most risk: volatility is a decimal a year.'),
  groups: z
    .exactOptional(
      z.array(z.strictObject({ name: LimitName, members: z.array(SymbolText).min(1), min: Side, max: Side })),
    )
    .describe('Limits on the sum of the weights of some assets, as fractions; null or absent = no such side.'),
  linear: z
    .exactOptional(
      z.array(z.strictObject({ name: LimitName, coefficients: z.record(SymbolText, Decimal), min: Side, max: Side })),
    )
    .describe('Limits on weighted sums of the weights; an asset that is not named has the coefficient 0.'),
});
export type OptimizeConstraints = z.infer<typeof OptimizeConstraints>;

export const OptimizeRequest = z.strictObject({
  ...PORTFOLIO_INPUTS,
  objective: OptimizeObjective.describe('What the best weights are best at.'),
  constraints: z
    .exactOptional(OptimizeConstraints)
    .describe('Within which limits. Default: long only, fully invested.'),
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
  price: Decimal.describe('What the objective gains a year when the limit is loosened by 1.0, in the unit beside it.'),
  unit: z.enum(['expected-return', 'volatility', 'utility', 'log-risk-balance']),
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
      "The objective's measure at these weights: a variance or volatility is annual; without a measure, the volatility.",
    ),
    certificate: Certificate,
    shadowPrices: z.array(ShadowPriceInfo),
    warnings: z.array(z.string()).describe('Whole sentences: what was left out, repaired or is doubtful.'),
    estimates: EstimateInfo,
  }),
  ...NO_WEIGHTS,
]);
export type OptimizeAnswer = z.infer<typeof OptimizeAnswer>;
