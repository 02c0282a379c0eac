import type { Fact } from '../../policy/types';

export type CalendarFrequency = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'semi-annual' | 'annual' | 'never';

/** How often a rule that watches something looks at it: at the first close of each such period. */
export type CheckFrequency = Exclude<CalendarFrequency, 'never'>;

/** Where a trade that a band caused stops: at the target, or at the edge of the band, which trades less. */
export type RebalanceTolerance = 'target' | 'edge';

/** The corridor of each instrument around its target weight. */
export type Bands =
  /** So many points of weight each side: 0.05 is five points. */
  | { readonly kind: 'absolute'; readonly points: number }
  /** A share of the target weight each side: 0.25 lets a target of 0.2 run from 0.15 to 0.25. */
  | { readonly kind: 'relative'; readonly share: number }
  /** The smaller of five points and a quarter of the target. @see Swedroe & Balaban (2012), "Investment Mistakes Even Smart Investors Make", mistake 70 */
  | { readonly kind: 'five-twenty-five' };

/**
 * When holdings are brought back. Each rule is asked after every close and knows what that close knows. The first
 * decision is taken on the first row whatever the rule.
 */
export type RebalanceRuleSpec = (
  | { readonly kind: 'calendar'; readonly every: CalendarFrequency }
  | {
      readonly kind: 'bands';
      readonly bands: Bands;
      readonly check: CheckFrequency;
      readonly tolerance: RebalanceTolerance;
    }
  /** At each such date, and on any day on which a band is left. */
  | {
      readonly kind: 'calendar-bands';
      readonly every: CalendarFrequency;
      readonly bands: Bands;
      readonly tolerance: RebalanceTolerance;
    }
  /** When the annual volatility of the last days leaves the target by more than the band on either side. */
  | {
      readonly kind: 'volatility-target';
      readonly annualVolatility: number;
      readonly band: number;
      readonly lookbackDays: number;
      readonly check: CheckFrequency;
    }
  /** When the strategy, asked at each such date, wants weights that differ from its last ones by more than so much. */
  | { readonly kind: 'signal-change'; readonly weightsMoved: number; readonly check: CheckFrequency }
  /** New money goes to what is below target, without a sale; only a band that is left sells too. */
  | {
      readonly kind: 'cash-flow-first';
      readonly bands: Bands;
      readonly check: CheckFrequency;
      readonly tolerance: RebalanceTolerance;
      /** Free cash below this share of the portfolio waits. */
      readonly cashWeightMin: number;
    }
) & {
  /** Calendar days after a trade during which the rule is not asked; absent = none. */
  readonly coolDownDays?: number;
};

export type RebalanceRuleKind = RebalanceRuleSpec['kind'];
export type SpecOf<Kind extends RebalanceRuleKind> = Extract<RebalanceRuleSpec, { readonly kind: Kind }>;

/** What a rule may know at the close of a row. */
export interface RuleState {
  /** Length n, in universe order. */
  readonly symbols: readonly string[];
  /** Whole days since 1970-01-01, of this row and of the one before. */
  readonly day: number;
  readonly previousDay: number;
  /** Day of the last trade. */
  readonly lastTradeDay: number;
  /** Length n, what is held, as fractions of value. */
  readonly weights: Float64Array;
  /** Length n, what the strategy wanted last. */
  readonly targetWeights: Float64Array;
  /** Cash outside instruments that is not owed to anybody, as a fraction of value. */
  readonly cashWeight: number;
  /** The smallest order, as a fraction of value: a smaller gap could not be traded, so it is none. */
  readonly orderWeightMin: number;
  /** Decimal per year, of the last so many portfolio returns, money from outside taken out; undefined when there are fewer. */
  readonly annualVolatility: (lookbackDays: number) => number | undefined;
  /** Asks the strategy what it would want now; undefined when it cannot say. */
  readonly wantedNow: () => Float64Array | undefined;
}

/** What a rule says at one close. */
export type RuleVerdict =
  | { readonly action: 'wait' }
  /** The strategy decides anew and all is traded. */
  | { readonly action: 'rebalance'; readonly reason: Fact }
  /** Free cash is placed towards the last targets; nothing is sold. */
  | { readonly action: 'place-cash'; readonly reason: Fact };

/** One way to say when. A pure function of what is known at a close, so that monitoring asks the same one. */
export interface RebalanceRuleEntry<Kind extends RebalanceRuleKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly verdict: (spec: SpecOf<Kind>, state: RuleState) => RuleVerdict;
}
