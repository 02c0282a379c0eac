import { z } from 'zod';
import type { AssetClassName, PriceSourceInfo, RiskLevelName } from './common';

/**
 * Service: lab/get-frontier-inputs. What it answers goes to the browser's worker as it is; the worker's own answers are
 * the studies below. Fractions of the whole portfolio, decimals a year; vectors in the order of `instruments`.
 */

export const GetFrontierInputsInput = z.strictObject({});

type AssetClass = z.infer<typeof AssetClassName>;

export interface LabClassLimit {
  readonly assetClass: AssetClass;
  readonly min: number;
  readonly max: number;
}

/** A limit on one instrument alone, in place of what holds for every other. */
export interface LabInstrumentLimit {
  readonly symbol: string;
  readonly min: number;
  /** Null: at most what any instrument may be. */
  readonly max: number | null;
}

/** The limits a reader may edit. Cash is set by policy and is not among them. */
export interface LabLimits {
  /** Highest weight of one risky instrument. */
  readonly weightMax: number;
  /** Only those that the reader set. */
  readonly instrumentLimits: readonly LabInstrumentLimit[];
  /** One a risky class that the universe holds. */
  readonly classLimits: readonly LabClassLimit[];
  /** Half the sum of all changes against the holdings; null = free. */
  readonly turnoverMax: number | null;
}

export interface LabMoments {
  readonly expectedReturns: readonly number[];
  readonly standardErrors: readonly number[];
  /** Row-major n x n, of returns above cash; zero rows for cash. */
  readonly covariance: readonly number[];
  readonly cashReturn: number;
  /** Daily returns behind the covariance, and the same in years. */
  readonly observations: number;
  readonly years: number;
}

/** What the prices and the policy say, before anybody's holdings. */
export interface LabMarket {
  readonly asOf: string;
  readonly level: z.infer<typeof RiskLevelName>;
  readonly instruments: readonly { readonly symbol: string; readonly name: string; readonly assetClass: AssetClass }[];
  /** Without a full history in the look-back, so without an estimate. */
  readonly leftOut: readonly string[];
  readonly moments: LabMoments;
  readonly cashWeight: number;
  readonly volatilityMax: number;
  readonly limits: LabLimits;
  /** How sure of themselves the expected returns' source is: the assumed Sharpe ratio of the stated market mix. */
  readonly sharpeAssumed: number;
}

export interface LabHoldings {
  readonly accountName: string;
  readonly weights: readonly number[];
  /** The part in instruments that are not in the universe; uninvested cash is what is missing to one. */
  readonly elsewhere: number;
}

export interface LabInputs extends LabMarket {
  readonly source: PriceSourceInfo;
  /** Null: no plan yet, and the universe is the simulated market's. */
  readonly planId: string | null;
  readonly plan: readonly number[] | null;
  readonly holdings: LabHoldings | null;
}

export type LabInputsView =
  | { readonly status: 'ready'; readonly inputs: LabInputs }
  | { readonly status: 'unavailable'; readonly reason: string };

/** A mix of the whole portfolio and what is to be said of it. */
export interface LabMix {
  readonly weights: readonly number[];
  readonly expectedReturn: number;
  /** Nine times in ten the true expected return lies between, if the method is right. */
  readonly low: number;
  readonly high: number;
  readonly volatility: number;
  /** Shares of the variance; null for a mix without risk. */
  readonly riskShares: readonly number[] | null;
}

/** One side of one limit, as the reader knows it. */
export type LabLimitRef =
  | { readonly kind: 'invested'; readonly value: number }
  | { readonly kind: 'class'; readonly assetClass: AssetClass; readonly side: 'min' | 'max'; readonly value: number }
  | { readonly kind: 'weight'; readonly symbol: string; readonly value: number }
  | { readonly kind: 'instrument'; readonly symbol: string; readonly side: 'min' | 'max'; readonly value: number }
  | { readonly kind: 'no-short'; readonly symbol: string }
  | { readonly kind: 'turnover'; readonly value: number }
  | { readonly kind: 'other'; readonly name: string };

/** What a hundredth of the portfolio more room on a limit would bring, for small changes. */
export interface LabShadowPrice {
  readonly limit: LabLimitRef;
  /** Positive; decimal a year for 0.01 of room. */
  readonly gain: number;
  /** More expected return at the mix with the most of it, less volatility everywhere else. */
  readonly unit: 'expected-return' | 'volatility';
}

export interface LabPoint extends LabMix {
  readonly shadowPrices: readonly LabShadowPrice[];
  /** What a better answer could still gain at most, relative; recomputed from the inputs. */
  readonly dualityGap: number;
}

export interface LabStrategy extends LabMix {
  readonly id: string;
  /** Share of the money that had to move elsewhere to keep the limits. */
  readonly moved: number;
}

export interface LabYardstick extends LabMix {
  readonly id: 'plan' | 'holdings' | 'equal-weight' | 'sixty-forty';
  /** Whether the weights happen to keep the edited limits; yardsticks do not try to. */
  readonly keepsLimits: boolean;
}

/** Limits that can be met, and what changed to get there. */
export interface LabRelaxation {
  readonly limits: LabLimits;
  readonly changes: readonly { readonly limit: LabLimitRef; readonly to: number }[];
}

export type LabFrontier =
  | {
      readonly status: 'solved';
      /** From the least risky mix to the one with the most expected return, evenly spaced in expected return. */
      readonly points: readonly LabPoint[];
      /** Where an instrument joins or leaves: between two of them all weights move along straight lines. */
      readonly corners: readonly LabMix[];
      readonly strategies: readonly LabStrategy[];
    }
  | {
      readonly status: 'infeasible';
      /** Without any one of them the others can be met. */
      readonly conflict: readonly LabLimitRef[];
      /** Each of them is enough, the smallest change first; one that moves several limits where no single one is. */
      readonly relaxations: readonly LabRelaxation[];
    }
  | { readonly status: 'failed'; readonly reason: string };

/** The worker's answer to inputs and limits. */
export interface LabStudy {
  readonly yardsticks: readonly LabYardstick[];
  readonly frontier: LabFrontier;
}
