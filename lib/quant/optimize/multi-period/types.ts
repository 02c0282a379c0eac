import type { Refusal } from '../../../base/outcome';
import type {
  Certificate,
  Infeasible,
  NotConverged,
  OptimizeLimits,
  OptimizeWarning,
  ShadowPrice,
  Unbounded,
} from '../types';

/** One stretch of the plan, during which the weights stay as they are. */
export interface PlanPeriod {
  /** Length n, decimal per year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, (decimal return)^2 per year. */
  readonly covariance: Float64Array;
  /** Length of the stretch; positive. */
  readonly years: number;
}

export interface MultiPeriodProblem {
  /** Length n; used to name limits. */
  readonly symbols: readonly string[];
  /** Length n: what is held before the first trade. */
  readonly currentWeights: Float64Array;
  /** From now on; at least one. */
  readonly periods: readonly PlanPeriod[];
  /** Positive: utility a year is expected return - riskAversion / 2 * variance. */
  readonly riskAversion: number;
  /** Length n, at least 0: cost of trading 1.0 of weight, decimal return, paid at each trade. */
  readonly costPerTrade: Float64Array;
  /** They hold in every period. */
  readonly limits: Pick<OptimizeLimits, 'budget' | 'weightMin' | 'weightMax' | 'rows'>;
  /** Length n: what must be held in the last period; absent = free. */
  readonly finalWeights?: Float64Array;
}

/** A plan found and proven best; only its first trade is made, then a new plan is. */
export interface PlanSolved {
  readonly status: 'solved';
  /** Length n: what to hold now. */
  readonly weights: Float64Array;
  /** One a period, the first being `weights`. */
  readonly path: readonly Float64Array[];
  /** Sum over periods of utility less costs, decimal return over the whole plan. */
  readonly utility: number;
  /** Costs of the whole plan, decimal return. */
  readonly costs: number;
  /** Of the plan as one quadratic program. */
  readonly certificate: Certificate;
  /** Named by limit and, after the first period, by period: 'SPY max in period 2'. */
  readonly shadowPrices: readonly ShadowPrice[];
  readonly warnings: readonly OptimizeWarning[];
}

export type MultiPeriodOutcome = PlanSolved | Infeasible | Unbounded | NotConverged | Refusal;
