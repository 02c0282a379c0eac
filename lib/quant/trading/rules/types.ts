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
