import type { AssetClass } from '../market/instrument';
import type { PricePanel } from '../market/panel';
import type { OptimizeOutcome, OptimizeProblem, Solved } from '../optimize/types';
import type { AimRequest } from '../policy/aims';
import type { Aim, Fact, Policy } from '../policy/types';
import type { ReturnsSample } from '../risk/risk-model';

/** What a strategy may look at: a view that ends on the decision day, the policy, and what is held now. */
export interface StrategyInput {
  /** Investable instruments only, in universe order; the last row is the decision day. */
  readonly view: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  /** Length n, fractions of portfolio value at the prices of the decision day; may sum to less than one (uninvested cash). */
  readonly currentWeights: Float64Array;
  /** Gives the estimates of a view and a policy where they are known already; absent: they are made anew, to the same. */
  readonly estimate?: (view: PricePanel, policy: Policy) => EstimateOutcome;
}

/**
 * The estimates a decision was made from; annual decimals in universe order, kept so that the answer can be explained.
 * Instruments that were left out have no estimate: their entries are zero, and so are their weights.
 */
export interface DecisionInputs {
  /** Length n: cash return plus premium. */
  readonly expectedReturns: Float64Array;
  readonly standardErrors: Float64Array;
  /** Row-major n x n, per year, of returns in excess of cash; zero rows for cash instruments. */
  readonly covariance: Float64Array;
  readonly cashReturn: number;
  /** Rows of returns behind the covariance. */
  readonly observations: number;
  /** The same in years of the calendar that the rows follow. */
  readonly years: number;
}

/** What a decision knows about the risky part, and which columns it may use at all. */
export interface Estimate {
  readonly status: 'estimated';
  /** Columns of the risky instruments with a full history, in universe order; vectors below are in this order. */
  readonly riskyColumns: readonly number[];
  /** Columns of the cash instruments with a full history. */
  readonly cashColumns: readonly number[];
  /** Length m: cash return plus premium. */
  readonly expectedReturns: Float64Array;
  /** Row-major m x m, per year, of returns in excess of cash. */
  readonly covariance: Float64Array;
  /** Daily returns of the risky columns in excess of cash, over the look-back. */
  readonly sample: ReturnsSample;
  readonly periodsPerYear: number;
  /** The same in universe order. */
  readonly inputs: DecisionInputs;
  readonly leftOut: readonly string[];
  readonly facts: readonly Fact[];
}

/** The certified answer behind the weights and the question it answers, both over the risky instruments alone. */
export interface RiskyAllocation {
  readonly problem: OptimizeProblem;
  readonly solution: Solved;
}

export interface Decided {
  readonly status: 'decided';
  /** Length n, sums to one; to less only where the view holds no cash instrument, the rest then stays uninvested. */
  readonly weights: Float64Array;
  /** Symbols with weight zero because their history in the look-back is not known. */
  readonly leftOut: readonly string[];
  /** What else was noticed on the way. */
  readonly facts: readonly Fact[];
  /** The named request the aim was read as; absent for rules that serve no aim. */
  readonly request?: AimRequest;
  /** Absent for rules that do not optimise. */
  readonly allocation?: RiskyAllocation;
  readonly inputs?: DecisionInputs;
}

export interface InsufficientHistory {
  readonly status: 'insufficient-history';
  readonly symbols: readonly string[];
  readonly daysNeeded: number;
}

export type StrategyOutcome =
  | Decided
  | InsufficientHistory
  /** The rule needs instruments of these classes and the view holds none with a price. */
  | { readonly status: 'missing-class'; readonly assetClasses: readonly AssetClass[] }
  /** No request could serve the aim. */
  | { readonly status: 'out-of-reach'; readonly facts: readonly Fact[] }
  /** Nearest weights of an infeasible request are in universe order, cash included. */
  | Exclude<OptimizeOutcome, Solved>;

export type EstimateOutcome = Estimate | InsufficientHistory | Extract<StrategyOutcome, { status: 'missing-class' }>;

export interface Strategy {
  readonly id: string;
  /** Whether the weights keep the policy's volatility, cash, class and instrument limits; benchmarks do not. */
  readonly keepsPolicyLimits: boolean;
  /** Rows of history below which no decision is made, whatever the policy's look-back. */
  readonly lookbackDaysMin: number;
  readonly decide: (input: StrategyInput) => StrategyOutcome;
}
