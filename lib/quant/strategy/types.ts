import type { PricePanel } from '../market/panel';
import type { OptimizeOutcome } from '../optimize/types';
import type { Aim, Policy } from '../policy/types';

/** What a strategy may look at: a view that ends on the decision day, the policy, and what is held now. */
export interface StrategyInput {
  /** Investable instruments only, in universe order; the last row is the decision day. */
  readonly view: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  /** Length n, fractions of portfolio value; may sum to less than one (uninvested cash). */
  readonly currentWeights: Float64Array;
}

/** The estimates a decision was made from; annual decimals in universe order, kept so that the answer can be explained. */
export interface DecisionInputs {
  readonly expectedReturns: Float64Array;
  readonly standardErrors: Float64Array;
  /** Row-major n x n, per year, of returns in excess of cash. */
  readonly covariance: Float64Array;
  readonly cashReturn: number;
  readonly observations: number;
}

export type StrategyOutcome =
  | {
      readonly status: 'decided';
      /** Length n, sums to one. */
      readonly weights: Float64Array;
      /** The certified answer behind the weights, absent for rules that do not optimise. */
      readonly allocation?: Extract<OptimizeOutcome, { status: 'solved' }>;
      readonly inputs?: DecisionInputs;
    }
  | { readonly status: 'insufficient-history'; readonly symbols: readonly string[]; readonly daysNeeded: number }
  | Exclude<OptimizeOutcome, { status: 'solved' }>;

export interface Strategy {
  readonly id: string;
  readonly lookbackDaysMin: number;
  readonly decide: (input: StrategyInput) => StrategyOutcome;
}
