import type { Outcome } from '../../../base/outcome';
import type { OptimizeLimits } from '../types';

/** What limits may need to know of an instrument; whatever a limit needs and does not find is refused by name. */
export interface LimitInstrument {
  readonly symbol: string;
  readonly assetClass?: string;
  readonly sector?: string | null;
  readonly region?: string | null;
  /** Slope of its returns on the market's. */
  readonly beta?: number;
  /** Exposure by factor name. */
  readonly factors?: Readonly<Record<string, number>>;
  /** 0 to 100, higher is better. */
  readonly esgScore?: number;
  /** Average value traded a day, account currency. */
  readonly dailyValueTraded?: number;
}

export interface LimitContext {
  /** In universe order. */
  readonly instruments: readonly LimitInstrument[];
  /** Account currency; needed where a limit is about money. */
  readonly portfolioValue?: number;
}

/** What one limit adds to the limits of a problem; bounds of several limits meet at the tightest. */
export type LimitParts = Partial<Omit<OptimizeLimits, 'budget' | 'returnMin' | 'volatilityMax'>>;

/** Parameters of each kind of limit; plain data, fractions of the portfolio unless said otherwise. */
export interface LimitParameters {
  'asset-bounds': { readonly symbols?: readonly string[]; readonly min?: number; readonly max?: number };
  group: {
    readonly by: 'assetClass' | 'sector' | 'region';
    readonly of: string;
    readonly min?: number;
    readonly max?: number;
  };
  'beta-exposure': { readonly min?: number; readonly max?: number };
  'factor-exposure': { readonly factor: string; readonly min?: number; readonly max?: number };
  /** Weighted average score of what is held, 0 to 100. */
  'esg-floor': { readonly scoreMin: number };
  /** Whatever scores less is not held. */
  'esg-exclusion': { readonly scoreMin: number };
  exclusion: { readonly symbols: readonly string[]; readonly reason?: string };
  /** Trades take at most `participation` of a day's value traded, over `days` days. */
  liquidity: { readonly participation: number; readonly days?: number };
  'cash-floor': { readonly min: number };
  'no-trade': { readonly symbols: readonly string[] };
  /** One-way: half the sum of absolute trades. */
  turnover: { readonly max: number };
  'trade-max': { readonly max: number; readonly symbols?: readonly string[] };
  /** Gross, short and long exposure; the net is the budget. */
  leverage: { readonly grossMax?: number; readonly shortMax?: number; readonly longMax?: number };
  'tracking-error': { readonly benchmarkWeights: Readonly<Record<string, number>>; readonly max: number };
  /** Largest distance of each weight from the benchmark's. */
  'active-weight': { readonly benchmarkWeights: Readonly<Record<string, number>>; readonly max: number };
  holdings: { readonly countMax?: number; readonly weightMinIfHeld?: number };
  /** Shares of the variance; those of all instruments sum to 1. */
  'risk-contribution': { readonly max: number; readonly symbols?: readonly string[] };
  'group-risk-contribution': {
    readonly by: 'assetClass' | 'sector' | 'region';
    readonly of: string;
    readonly max: number;
  };
  /** As many clusters (by correlation) as said, else as many as pay. */
  'cluster-risk-contribution': { readonly max: number; readonly clusters?: number };
}

export type LimitKindId = keyof LimitParameters;
export type LimitRequest<K extends LimitKindId = LimitKindId> = {
  [P in K]: { readonly kind: P } & LimitParameters[P];
}[K];

/**
 * What an answer within a limit keeps:
 * scaling         expected returns and covariance of another length of time change nothing
 * permutation     nor does the order of the instruments
 * duplicate-split an instrument split into two that are the same (holdings and benchmark too) is held as much as before
 * zero-weight     one more instrument that may not be held changes nothing
 */
export const LIMIT_RELATIONS = ['scaling', 'permutation', 'duplicate-split', 'zero-weight'] as const;
export type LimitRelation = (typeof LIMIT_RELATIONS)[number];

/** One kind of limit. To add one: its parameters above, a file in this folder and a line in the registry. */
export interface LimitKind<K extends LimitKindId> {
  readonly id: K;
  /** One sentence for forms and documentation. */
  readonly summary: string;
  /** Tested in tests/contract; each that is missing has a counter-example there. */
  readonly relations: readonly LimitRelation[];
  readonly apply: (request: LimitRequest<K>, context: LimitContext) => Outcome<LimitParts>;
}
