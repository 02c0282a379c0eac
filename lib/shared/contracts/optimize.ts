import { z } from 'zod';
import { ASSETS_MAX, Decimal, SymbolText, WeightMap } from './common';

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

export const OptimizeConstraints = z.strictObject({
  /** Sum of weights. */
  budget: z.exactOptional(Decimal),
  /** One number for all, null for none, or one an asset. Default 0. */
  weightMin: z.exactOptional(BoundInput),
  /** Default: none. */
  weightMax: z.exactOptional(BoundInput),
  returnMin: z.exactOptional(Decimal),
  riskMax: z.exactOptional(
    z
      .array(
        z.strictObject({ measure: z.literal('volatility'), value: Decimal.refine((v) => v > 0, 'must be above zero') }),
      )
      .max(1),
  ),
  groups: z.exactOptional(
    z.array(
      z.strictObject({
        name: z.string().min(1).max(80),
        members: z.array(SymbolText).min(1),
        min: z.exactOptional(Decimal.nullable()),
        max: z.exactOptional(Decimal.nullable()),
      }),
    ),
  ),
  linear: z.exactOptional(
    z.array(
      z.strictObject({
        name: z.string().min(1).max(80),
        coefficients: z.record(SymbolText, Decimal),
        min: z.exactOptional(Decimal.nullable()),
        max: z.exactOptional(Decimal.nullable()),
      }),
    ),
  ),
});
export type OptimizeConstraints = z.infer<typeof OptimizeConstraints>;

export const OptimizeRequest = z.strictObject({
  assets: z.array(SymbolText).min(1).max(ASSETS_MAX),
  /** Annual, in asset order. */
  moments: z.strictObject({
    expectedReturns: z.array(Decimal),
    covariance: z.array(z.array(Decimal)),
  }),
  objective: OptimizeObjective,
  constraints: z.exactOptional(OptimizeConstraints),
});
export type OptimizeRequest = z.infer<typeof OptimizeRequest>;

export const Certificate = z.strictObject({ dualityGap: Decimal, primalResidual: Decimal, dualResidual: Decimal });
export type Certificate = z.infer<typeof Certificate>;

export const ShadowPriceInfo = z.strictObject({
  limit: z.string(),
  side: z.enum(['min', 'max']),
  /** What the objective gains when the limit is loosened by 1.0, per year, in the unit beside it. */
  price: Decimal,
  unit: z.enum(['expected-return', 'volatility', 'utility', 'log-risk-balance']),
});

export const OptimizeAnswer = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('solved'),
    weights: WeightMap,
    expectedReturn: Decimal,
    volatility: Decimal,
    certificate: Certificate,
    shadowPrices: z.array(ShadowPriceInfo),
    warnings: z.array(z.string()),
  }),
  z.strictObject({
    status: z.literal('infeasible'),
    conflictingConstraints: z.array(z.string()),
    nearestFeasible: z
      .strictObject({ weights: WeightMap, relaxed: z.array(z.strictObject({ limit: z.string(), by: Decimal })) })
      .nullable(),
  }),
  /** The limits leave the objective without an end; the change of weights that never stops improving it. */
  z.strictObject({ status: z.literal('unbounded'), direction: WeightMap }),
  z.strictObject({
    status: z.literal('not-converged'),
    iterations: z.number().int(),
    dualityGap: z.number().nullable(),
  }),
]);
export type OptimizeAnswer = z.infer<typeof OptimizeAnswer>;
