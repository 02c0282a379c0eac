import type { AssetClass } from '../market/instrument';
import type { RiskModelId } from '../risk/risk-models';

/** From the most careful to the boldest; the investor's level is the more cautious of tolerance and capacity. */
export const RISK_LEVEL_IDS = ['conservative', 'balanced', 'aggressive'] as const;
export type RiskLevelId = (typeof RISK_LEVEL_IDS)[number];

/** A finding without words: its sentence is made in shared/narrate. */
export interface Fact {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Bounds on one risky class, as fractions of the whole portfolio, cash included. */
export interface ClassLimit {
  readonly assetClass: AssetClass;
  readonly min: number;
  readonly max: number;
}

/** How far an order moves the price against itself; the models stand in trading/costs/impact-models. */
export interface MarketImpact {
  readonly model: 'square-root' | 'three-halves' | 'three-fifths';
  /** Without unit, about one: multiplies daily volatility and a power of the order's share of the daily volume. */
  readonly coefficient: number;
}

/**
 * What trading costs besides the instrument's own half-spread; what is absent is zero, or no limit. The commission of an
 * order is the sum of its three parts, at least the minimum, at most the maximum, and whatever these say never more than
 * the stated share of the order's value. Amounts are in account currency.
 */
export interface CostPolicy {
  readonly commissionBasisPoints: number;
  readonly commissionPerShare?: number;
  readonly commissionPerOrder?: number;
  /** Of one order. */
  readonly commissionMin?: number;
  readonly commissionMax?: number;
  /** Of the order's value; stands above the minimum. */
  readonly commissionBasisPointsMax?: number;
  /** What the price moves between the decision and the fill, always against the order. */
  readonly slippageBasisPoints?: number;
  readonly impact?: MarketImpact;
}

/** When holdings are brought back: drift is half the sum of absolute weight gaps. */
export interface RebalancePolicy {
  readonly calendar: 'monthly' | 'quarterly' | 'annual';
  /** Half the sum of absolute deviations above which a rebalance is proposed. */
  readonly driftMax: number;
  /** Orders below this value are skipped, in account currency. */
  readonly orderValueMin: number;
}

/** The stated mix whose reverse optimisation gives the expected returns: class shares, split equally inside a class. */
export interface PolicyMix {
  readonly classShares: Readonly<Record<AssetClass, number>>;
  /** The Sharpe ratio the mix is assumed to earn; sets the size of all expected excess returns. */
  readonly sharpeAssumed: number;
}

/** The investment policy made from a profile: everything a strategy may not cross. All fractions are decimals. */
export interface Policy {
  readonly level: RiskLevelId;
  readonly annualVolatilityMax: number;
  /** Cash is a policy decision: this share of the money sits in cash instruments, no optimiser moves it. */
  readonly cashWeight: number;
  /** Highest weight of one risky instrument. */
  readonly weightMax: number;
  readonly classLimits: readonly ClassLimit[];
  readonly mix: PolicyMix;
  readonly costs: CostPolicy;
  readonly rebalance: RebalancePolicy;
  /** Trading days of history behind the risk model. */
  readonly lookbackDays: number;
  /** How those days become a covariance; absent: Ledoit-Wolf. */
  readonly riskModel?: RiskModelId;
}

/** What the investor wants; each maps to one named optimise request. Returns and rates are annual decimals. */
export type Aim =
  | { readonly kind: 'most-return' }
  | { readonly kind: 'least-risk' }
  | { readonly kind: 'target-return'; readonly annualReturn: number }
  | { readonly kind: 'keep-capital'; readonly lossMax: number }
  | {
      readonly kind: 'amount-by-date';
      readonly amount: number;
      readonly years: number;
      readonly startAmount: number;
      readonly monthlyContribution: number;
    };
export type AimKind = Aim['kind'];
