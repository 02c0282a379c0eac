import type { Refusal } from '../../../base/outcome';

/** What orders cost. The broker's own charges; spreads belong into the prices. */
export interface ShareFees {
  /** Micro-units for each order. */
  readonly perOrder: bigint;
  /** Millionths of an order's value, at least 0, whole: 1 basis point = 100. The charge is rounded up to a micro-unit. */
  readonly perMillion: number;
}

/** How far whole shares are from the target. */
export type TrackingMeasure =
  /** Sum of |position - target|, that of idle cash included: an amount of money. */
  | { readonly kind: 'absolute' }
  /**
   * riskAversion / 2 * value * d'Sd with d = (position - target) / value: what a year of tracking variance is worth, in
   * money. Cash counts as riskless.
   */
  | {
      readonly kind: 'variance';
      /** Row-major n x n, (decimal return)^2 per year, positive semidefinite. */
      readonly covariance: Float64Array;
      /** Above 0, as in max-utility. */
      readonly riskAversion: number;
    };

export interface WholeSharesRequest {
  readonly symbols: readonly string[];
  /** Length n, fractions of the whole value (cash included), at least 0; what they leave of 1 is meant to stay cash. */
  readonly targetWeights: Float64Array;
  /** Micro-units for one share (or one step, where an instrument trades in steps); above 0. */
  readonly prices: readonly bigint[];
  /** Whole shares held now, at least 0. */
  readonly held: readonly bigint[];
  /** Micro-units in hand, at least 0. */
  readonly cash: bigint;
  readonly fees: ShareFees;
  /** Micro-units: no order is smaller. */
  readonly orderMin: bigint;
  readonly measure: TrackingMeasure;
  /** Branches looked at before the best answer so far is given with its gap. */
  readonly branchesMax?: number;
}

export interface ShareOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly shares: bigint;
  /** Micro-units, before the fee. */
  readonly value: bigint;
  /** Micro-units. */
  readonly fee: bigint;
}

export interface WholeSharesSolved {
  readonly status: 'solved';
  /** Length n. */
  readonly shares: readonly bigint[];
  readonly orders: readonly ShareOrder[];
  /** Micro-units, never below 0. */
  readonly cashAfter: bigint;
  /** Micro-units. */
  readonly fees: bigint;
  /** The tracking difference plus fees, account currency: what was made as small as can be. */
  readonly cost: number;
  /** No whole shares cost less than this. */
  readonly costAtLeast: number;
  /** cost - costAtLeast; 0 = proved to be the best. */
  readonly gap: number;
  readonly branches: number;
}

export type WholeSharesOutcome = WholeSharesSolved | Refusal;
