import { z } from 'zod';
import {
  AssetClassName,
  Decimal,
  IsoDayText,
  NarratedFact,
  PriceSourceInfo,
  PricesInput,
  RiskLevelName,
  SymbolText,
  WeightMap,
} from './common';
import { Certificate, ShadowPriceInfo } from './optimize';
import { OptimizeConstraints } from './optimize-constraints';
import { OptimizeObjective } from './optimize-objective';

/** The `recommend` door: prices and a universe in; a certified plan with evidence for each risk level out. */

export const AimInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('most-return') }),
  z.strictObject({ kind: z.literal('least-risk') }),
  z.strictObject({
    kind: z.literal('target-return'),
    annualReturn: Decimal.refine((v) => v > -0.5 && v < 1, 'must lie between -0.5 and 1'),
  }),
  z.strictObject({
    kind: z.literal('keep-capital'),
    lossMax: Decimal.refine((v) => v > 0 && v < 1, 'must lie between 0 and 1'),
  }),
  z.strictObject({
    kind: z.literal('amount-by-date'),
    amount: Decimal.refine((v) => v > 0, 'must be above zero'),
    years: Decimal.refine((v) => v >= 0.5 && v <= 60, 'must lie between 0.5 and 60'),
    startAmount: Decimal.refine((v) => v >= 0, 'must not be negative'),
    monthlyContribution: Decimal.refine((v) => v >= 0, 'must not be negative'),
  }),
]);
export type AimInput = z.infer<typeof AimInput>;

export const RECOMMEND_ASSETS_MAX = 60;
export const MONEY_DEFAULT = 10_000;

export const RecommendRequest = z.strictObject({
  prices: PricesInput,
  /** What may be held; an index or another thing that cannot be held is refused by name. */
  assets: z.array(SymbolText).min(2).max(RECOMMEND_ASSETS_MAX),
  /** Of these, hold none; the answer says what that costs. */
  exclude: z.exactOptional(z.array(SymbolText)),
  profiles: z.exactOptional(z.array(RiskLevelName).min(1).max(3)),
  aim: z.exactOptional(AimInput),
  /** The decision day; the last day of the prices when absent. */
  asOf: z.exactOptional(IsoDayText),
  /** The amount that backtest and stress speak of. */
  money: z.exactOptional(Decimal.refine((v) => v >= 100 && v <= 1e9, 'must lie between 100 and 1,000,000,000')),
  /** Weights of the plan before this one, so that the answer can say what moved. */
  previous: z.exactOptional(z.partialRecord(RiskLevelName, WeightMap)),
  seed: z.exactOptional(z.string().max(64)),
});
export type RecommendRequest = z.infer<typeof RecommendRequest>;

/** What the plan may hold, in the order of the assets. */
export const symbolsToHold = ({ assets, exclude = [] }: Pick<RecommendRequest, 'assets' | 'exclude'>): string[] =>
  assets.filter((symbol) => !exclude.includes(symbol));

export const ReturnRange = z.strictObject({ mean: Decimal, low: Decimal, high: Decimal });

export const BacktestLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(['finished', 'unavailable']),
  note: z.string().nullable(),
  endValue: Decimal.nullable(),
  annualReturn: Decimal.nullable(),
  annualVolatility: Decimal.nullable(),
  sharpe: Decimal.nullable(),
  maxDrawdown: Decimal.nullable(),
  worstYear: z.strictObject({ year: z.number().int(), return: Decimal }).nullable(),
  turnoverAnnual: Decimal.nullable(),
  costs: Decimal.nullable(),
  trades: z.number().int().nullable(),
  annualReturns: z.array(z.strictObject({ year: z.number().int(), return: Decimal, isFullYear: z.boolean() })),
  /** Value at the end of each month, for drawing; starts at the start money. */
  monthly: z.array(Decimal),
});
export type BacktestLine = z.infer<typeof BacktestLine>;

export const BacktestSummary = z.strictObject({
  from: IsoDayText,
  to: IsoDayText,
  rebalance: z.enum(['monthly', 'quarterly', 'annual', 'never']),
  startMoney: Decimal,
  /** Month ends of the `monthly` columns, the first one being the start day. */
  months: z.array(IsoDayText),
  lines: z.array(BacktestLine),
  disclosure: z.string(),
});
export type BacktestSummary = z.infer<typeof BacktestSummary>;

export const StressLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['history', 'shock', 'risk']),
  status: z.enum(['computed', 'unavailable']),
  from: IsoDayText.nullable(),
  to: IsoDayText.nullable(),
  portfolioReturn: Decimal.nullable(),
  moneyChange: Decimal.nullable(),
  byInstrument: WeightMap,
  proxied: z.array(z.string()),
  note: z.string().nullable(),
});
export type StressLine = z.infer<typeof StressLine>;

export const NamedOptimizeRequest = z.strictObject({
  name: z.string(),
  objective: OptimizeObjective,
  constraints: OptimizeConstraints,
});
export type NamedOptimizeRequest = z.infer<typeof NamedOptimizeRequest>;

export const FrontierPointInfo = z.strictObject({ expectedReturn: Decimal, volatility: Decimal });

export const SolvedPlan = z.strictObject({
  profile: RiskLevelName,
  status: z.literal('solved'),
  request: NamedOptimizeRequest,
  weights: WeightMap,
  cashWeight: Decimal,
  /** Mean and 90 % interval of the estimate, not of next year's outcome. */
  expectedReturn: ReturnRange,
  volatility: Decimal,
  volatilityRange: z.strictObject({ low: Decimal, high: Decimal }),
  /** Nine of ten years end inside this range if the estimates hold; a wider thing than the interval above. */
  oneYearOutcome: ReturnRange,
  worstYear: z.strictObject({ year: z.number().int(), return: Decimal }).nullable(),
  /** Fractions of the portfolio's variance; they sum to one. */
  riskContributions: WeightMap,
  expectedReturnByInstrument: WeightMap,
  volatilityByInstrument: WeightMap,
  certificate: Certificate,
  shadowPrices: z.array(ShadowPriceInfo),
  drivers: z.array(NarratedFact),
  frontier: z.array(FrontierPointInfo),
  exclusions: z.array(z.strictObject({ symbol: z.string(), returnCost: Decimal, volatilityCost: Decimal })),
  backtest: BacktestSummary,
  stress: z.array(StressLine),
});
export type SolvedPlan = z.infer<typeof SolvedPlan>;

export const RefusedPlan = z.strictObject({
  profile: RiskLevelName,
  status: z.enum(['infeasible', 'not-converged', 'insufficient-history']),
  request: NamedOptimizeRequest.nullable(),
  conflictingConstraints: z.array(z.string()),
  nearestFeasible: z
    .strictObject({ weights: WeightMap, relaxed: z.array(z.strictObject({ limit: z.string(), by: Decimal })) })
    .nullable(),
  text: z.string(),
});
export type RefusedPlan = z.infer<typeof RefusedPlan>;

export const PlanInfo = z.union([SolvedPlan, RefusedPlan]);
export type PlanInfo = z.infer<typeof PlanInfo>;

export const RecommendAnswer = z.strictObject({
  schemaVersion: z.literal(1),
  engineVersion: z.number().int(),
  asOf: IsoDayText,
  source: PriceSourceInfo,
  money: Decimal,
  instruments: z.array(z.strictObject({ symbol: z.string(), name: z.string(), assetClass: AssetClassName })),
  /** Of daily returns over the look-back, indices included. */
  correlations: z.strictObject({ symbols: z.array(z.string()), matrix: z.array(z.array(Decimal.nullable())) }),
  /** Where the expected returns come from: the stated mix and its assumed Sharpe ratio. */
  assumptions: z.strictObject({
    policyMix: WeightMap,
    sharpeAssumed: Decimal,
    cashReturn: Decimal,
    lookbackDays: z.number().int(),
    sentences: z.array(z.string()),
  }),
  profiles: z.array(PlanInfo),
});
export type RecommendAnswer = z.infer<typeof RecommendAnswer>;
