import type { Refusal } from '../../base/outcome';
import type { RiskMeasureId } from '../risk/measures';
import type { Scenarios } from '../risk/measures/scenarios';

export type { Scenarios };

/** A limit on a weighted sum of weights: a group, a factor exposure, any linear row. `name` as the user would say it. */
export interface LinearLimit {
  readonly name: string;
  /** Length n, in universe order. */
  readonly coefficients: Float64Array;
  /** -Infinity = absent. */
  readonly min: number;
  /** Infinity = absent. */
  readonly max: number;
}

export interface OptimizeLimits {
  /** Sum of the weights; 1 = fully invested, 0 = market neutral. */
  readonly budget: number;
  /** Length n; -Infinity = free. */
  readonly weightMin: Float64Array;
  /** Length n; Infinity = free. */
  readonly weightMax: Float64Array;
  readonly rows: readonly LinearLimit[];
  /** Decimal per year. */
  readonly returnMin?: number;
  /** Decimal per year. */
  readonly volatilityMax?: number;
  /** Further caps, in any measure that can be one; all hold at once. */
  readonly riskMax?: readonly RiskCap[];
  /** Length n: what is held now. Trades, turnover and trading costs count from here; absent = nothing is held. */
  readonly currentWeights?: Float64Array;
  /** Most turnover: half the sum of |weight - current weight|, as in a rebalance plan. 0.2 = a fifth of the money moves. */
  readonly turnoverMax?: number;
  /** Length n: most |weight - current weight| of each; Infinity = free. */
  readonly tradeMax?: Float64Array;
  /** Length n: 1 = the weight stays what it is now. */
  readonly noTrade?: Uint8Array;
  /**
   * Length n, at least 0: cost of trading 1.0 of weight, bought or sold. It is added to what the objective minimises (for
   * least risk: to the measure itself, so to the variance; in decimal return a year for the others). `returnMin` counts before costs.
   */
  readonly costPerTrade?: Float64Array;
  /** Most sum of |weight|: longs plus shorts, whatever the net (the budget). 1.6 = 130 % long, 30 % short. */
  readonly grossMax?: number;
  /** Most sum of the negative weights, counted positive: 0.3 = 30 % sold short. */
  readonly shortMax?: number;
  /** Most sum of the positive weights. */
  readonly longMax?: number;
  /** Length n: what active weights and the tracking error count from. */
  readonly benchmarkWeights?: Float64Array;
  /** Most sqrt((w - benchmark)' S (w - benchmark)), decimal per year. Needs `benchmarkWeights`. */
  readonly trackingErrorMax?: number;
  /** Most instruments with a weight that is not zero. */
  readonly assetsMax?: number;
  /** Least |weight| of whatever is held at all. */
  readonly weightMinIfHeld?: number;
  /** ridge * w'w is added to what the objective minimises, in its unit; 0 or more. */
  readonly ridge?: number;
  /** Length n: most share of the variance that comes from each instrument; Infinity = free. */
  readonly riskContributionMax?: Float64Array;
  /** The same of groups of instruments. */
  readonly riskShares?: readonly RiskShareLimit[];
  /** The same of each cluster of instruments that move together; as many clusters as asked for, else as many as pay. */
  readonly clusterRiskMax?: { readonly max: number; readonly clusters?: number };
  /** Names for bounds that stand for something the user said otherwise: 'XOM max' -> 'XOM excluded'. */
  readonly boundNames?: ReadonlyMap<string, string>;
  /** Bounds that stand behind tighter ones: they bind nothing, but an answer that loosens those may break them as well. */
  readonly looserBounds?: readonly LooserBound[];
}

export interface LooserBound {
  /** Index of the instrument. */
  readonly at: number;
  readonly name: string;
  readonly side: 'min' | 'max';
  readonly value: number;
}

/** Some instruments together carry at most this share of the variance; all shares sum to 1, and shorts may have negative ones. */
export interface RiskShareLimit {
  readonly name: string;
  /** Length n: 1 = among them. */
  readonly members: Uint8Array;
  readonly max: number;
}

/** A cap on a risk measure, in the measure's own unit (see risk/measures). */
export interface RiskCap {
  readonly measure: string;
  readonly value: number;
  /** For tail measures: 0.95 looks at the worst 5 %. */
  readonly confidence?: number;
}

export interface MinRisk {
  readonly kind: 'min-risk';
  readonly measure: 'variance';
}

/** Expected return - riskAversion / 2 * variance; riskAversion > 0. */
export interface MaxUtility {
  readonly kind: 'max-utility';
  readonly measure: 'variance';
  readonly riskAversion: number;
}

export interface MaxReturn {
  readonly kind: 'max-return';
}

/** Shares of risk; `budgets` has length n, positive, any scale; equal when absent. */
export interface RiskBudget {
  readonly kind: 'risk-budget';
  readonly measure: 'volatility';
  readonly budgets?: Float64Array;
}

/** Most (expected return - riskFreeRate) / volatility: the Sharpe ratio. */
export interface MaxRatio {
  readonly kind: 'max-ratio';
  readonly measure: 'volatility';
  /** Decimal per year; 0 when absent. */
  readonly riskFreeRate?: number;
}

/** Most diversification ratio: mean volatility of what is held over the volatility of the mix. */
export interface MaxDiversification {
  readonly kind: 'max-diversification';
}

/** Least tracking error to `limits.benchmarkWeights`, which it needs: sqrt((w - benchmark)' S (w - benchmark)). */
export interface MinTrackingError {
  readonly kind: 'min-tracking-error';
}

/**
 * Most utility in the worst case of a box: each expected return may be up to kappa standard errors less than thought for
 * what is held, and more for what is sold short, all at once. mu'w - kappa * sum of error * |w| - riskAversion / 2 * variance.
 */
export interface RobustBox {
  readonly kind: 'robust-box';
  readonly measure: 'variance';
  /** 0 or more; 0 = the worst expected return alone. */
  readonly riskAversion: number;
  /** 0 or more. */
  readonly kappa: number;
  /** Length n, at least 0: of the expected returns, decimal per year. */
  readonly standardErrors: Float64Array;
}

export type Objective =
  MinRisk | MaxUtility | MaxReturn | MaxRatio | MaxDiversification | RiskBudget | MinTrackingError | RobustBox;

/** Least of a measure of scenario losses; `confidence` is 0.95 when absent. */
export interface MinMeasure {
  readonly kind: 'min-risk';
  readonly measure: RiskMeasureId;
  readonly confidence?: number;
}

/**
 * Expected return - riskAversion * measure; riskAversion > 0. The return is a year's, the measure in the period of the
 * scenarios.
 */
export interface MaxMeasureUtility {
  readonly kind: 'max-utility';
  readonly measure: RiskMeasureId;
  readonly riskAversion: number;
  readonly confidence?: number;
}

/**
 * Most (expected return - riskFreeRate) / measure: a year's return per measure in the period of the scenarios. Trading costs
 * and a ridge come off the return.
 */
export interface MaxMeasureRatio {
  readonly kind: 'max-ratio';
  readonly measure: RiskMeasureId;
  /** Decimal per year; 0 when absent. */
  readonly riskFreeRate?: number;
  readonly confidence?: number;
}

/** Shares of a measure of scenario losses; one that grows with the weights (not the semivariance). Else as `RiskBudget`. */
export interface MeasureBudget extends Omit<RiskBudget, 'measure'> {
  readonly measure: RiskMeasureId;
  readonly confidence?: number;
}

/** Objectives that look at scenarios rather than at a covariance. */
export type MeasureObjective = MinMeasure | MaxMeasureUtility | MaxMeasureRatio | MeasureBudget;

/**
 * Most utility in the worst case of an ellipsoid: mu'w - kappa * sqrt(w'Ow) - riskAversion / 2 * variance, O the covariance
 * of the errors of the expected returns.
 */
export interface RobustEllipsoid {
  readonly kind: 'robust-ellipsoid';
  readonly measure: 'variance';
  /** 0 or more. */
  readonly riskAversion: number;
  /** 0 or more: how many standard errors. */
  readonly kappa: number;
  /** O, (decimal per year)^2: row-major n x n, or length n where the errors are independent (squared standard errors). */
  readonly errorCovariance: Float64Array;
}

/** Most of the least utility over several models: the estimate of the problem, and others. */
export interface WorstCaseUtility {
  readonly kind: 'worst-case-utility';
  readonly measure: 'variance';
  /** 0 or more. */
  readonly riskAversion: number;
  /** In the shapes of the problem's own. */
  readonly otherModels: readonly { readonly expectedReturns: Float64Array; readonly covariance: Float64Array }[];
}

/** Most expected logarithmic growth a period over `scenarios`, which it needs. */
export interface MaxGrowth {
  readonly kind: 'max-growth';
}

/** Least CVaR in the worst distribution of returns near `scenarios`, which it needs; a period, whatever is expected. */
export interface WassersteinCvar {
  readonly kind: 'wasserstein-cvar';
  /** 0.95 looks at the worst 5 %. */
  readonly confidence: number;
  /** 0 or more: how far returns may move on average, decimal per period, as vectors by their 2-norm. */
  readonly radius: number;
}

/** Convex, but neither quadratic nor a measure of scenario losses. */
export type ConvexObjective = RobustEllipsoid | WorstCaseUtility | MaxGrowth | WassersteinCvar;

export type AnyObjective = Objective | MeasureObjective | ConvexObjective;

export type AnyProblem = OptimizeProblem<AnyObjective>;

export interface OptimizeProblem<O extends AnyObjective = Objective> {
  /** Length n; used to name limits. */
  readonly symbols: readonly string[];
  /** Length n, decimal per year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, (decimal return)^2 per year, symmetric positive semidefinite. */
  readonly covariance: Float64Array;
  /** What measures of scenario losses look at; in the order of the symbols. */
  readonly scenarios?: Scenarios;
  readonly objective: O;
  readonly limits: OptimizeLimits;
}

/** What a shadow price is counted in; all per year, decimals, but 'risk' is in the unit and period of the measure. */
export type PriceUnit =
  'expected-return' | 'volatility' | 'tracking-error' | 'utility' | 'ratio' | 'log-risk-balance' | 'risk';

/**
 * The gain of the objective per 1.0 by which a binding limit is loosened, for small changes: more expected return, less
 * volatility, more utility. A side that does not bind is not listed. For the budget, `side` is the one worth loosening.
 */
export interface ShadowPrice {
  readonly limit: string;
  readonly side: 'min' | 'max';
  readonly price: number;
  readonly unit: PriceUnit;
}

export type OptimizeWarning =
  /** Some mixes carry no risk at all, so several answers may be equally good. `rank` of `size`. */
  | {
      readonly kind: 'singular-covariance';
      readonly rank: number;
      readonly size: number;
      /** Without a variance. */
      readonly riskless: readonly string[];
      /** Pairs that move as one, or exactly against each other. */
      readonly twins: readonly (readonly [string, string])[];
    }
  /** Some instruments can hardly be told apart: small changes of the estimate shift much weight between them. */
  | { readonly kind: 'ill-conditioned-covariance'; readonly twins: readonly (readonly [string, string])[] }
  /** The direct solve was not possible or not accurate enough; the answer came from the regularised iterations. */
  | { readonly kind: 'regularised-iterations' }
  /** Instruments whose maximum is zero take no part in a risk budget; the others' budgets were scaled up. */
  | { readonly kind: 'left-out-of-risk-budget'; readonly symbols: readonly string[] };

/** Recomputed from the inputs, the weights and the multipliers alone; see certificate.ts. */
export interface Certificate {
  /** Upper bound on what a better answer could still gain, relative to the size of the objective's terms. */
  readonly dualityGap: number;
  /** Largest violation of a limit, relative to the size of the portfolio. */
  readonly primalResidual: number;
  /** Largest slope left on a weight that is free to move, relative to the slopes involved. */
  readonly dualResidual: number;
}

/**
 * Why no weights can meet the limits: multipliers whose combination of the limits contradicts itself.
 * Positive = the minimum side, negative = the maximum side. `rows` belong to budget, linear rows, target return, then to
 * turnover, gross, short and long exposure, those that are given, in order.
 */
export interface InfeasibilityCertificate {
  readonly rows: Float64Array;
  readonly bounds: Float64Array;
  /** Point of tangency of the volatility and tracking error limits; absent when the others conflict on their own. */
  readonly tangentWeights?: Float64Array;
  /** One for each of the volatility and tracking error limits that are given, in this order; 1 for the first when absent. */
  readonly capMultipliers?: Float64Array;
  /** Index of the bound or (after the bounds) row whose minimum is above its own maximum; needs no multipliers. */
  readonly crossed?: number;
  /**
   * Rules on how many instruments are held, or how much of each, have no multipliers: so many branches of an exhaustive
   * search were closed instead, and `margin` is infinite.
   */
  readonly branches?: number;
  /**
   * One for each cap on risk contribution: multiplied, they count every instrument once, and allow less than all of the
   * risk, which shares always sum to.
   */
  readonly riskShares?: Float64Array;
  /** Caps on measures, each times a multiplier: all weights within them have slope'w <= level. */
  readonly riskPlane?: { readonly slope: Float64Array; readonly level: number };
  /** How far the combination misses, in units of the combination; positive, and larger than its rounding. */
  readonly margin: number;
}

export interface NearestFeasible {
  readonly weights: Float64Array;
  /** `by` in the unit of the limit: weight, decimal return or volatility per year. */
  readonly relaxed: readonly { readonly limit: string; readonly by: number }[];
}

/** Positive is a loss, decimal per period of the scenarios. */
export interface MeasuredRisk {
  readonly measure: string;
  readonly confidence?: number;
  readonly value: number;
}

export interface Solved {
  readonly status: 'solved';
  readonly weights: Float64Array;
  readonly expectedReturn: number;
  readonly volatility: number;
  readonly certificate: Certificate;
  readonly shadowPrices: readonly ShadowPrice[];
  /** Of the measures that the objective and the caps named. */
  readonly risks?: readonly MeasuredRisk[];
  /** Length n, of sum 1, where a measure of loss was shared out: the share of it that comes from each instrument. */
  readonly riskShares?: Float64Array;
  readonly warnings: readonly OptimizeWarning[];
}

export interface Infeasible {
  readonly status: 'infeasible';
  /** Irreducible: without any one of them the others can be met. 'budget', 'SPY max', 'target return', ... */
  readonly conflictingLimits: readonly string[];
  readonly nearestFeasible: NearestFeasible | undefined;
  /** A cap on a measure that cannot be met, and the least that the other limits allow, in the measure's unit. */
  readonly leastAttainable?: { readonly limit: string; readonly value: number };
  readonly certificate: InfeasibilityCertificate;
}

/** The limits leave the objective without an end; only possible with open weights. */
export interface Unbounded {
  readonly status: 'unbounded';
  /** A change of weights that can be repeated without end, each time improving the objective. */
  readonly direction: Float64Array;
}

export interface NotConverged {
  readonly status: 'not-converged';
  readonly iterations: number;
  readonly dualityGap: number;
  /** Rules on how many instruments are held: the best weights within all limits so far, at most `dualityGap` from the best. */
  readonly bestWeights?: Float64Array;
}

export type OptimizeOutcome = Solved | Infeasible | Unbounded | NotConverged | Refusal;
