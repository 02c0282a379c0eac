import { z } from 'zod';
import { FactorSection } from './backtest-detail';
import { AssetClassName } from './common';

/** What a stored test says of its plan beside other lines, and of the markets it went through. */

/** In the order in which they are shown; measured on full months. */
export const AGAINST_FIGURE_IDS = [
  'benchmarkHitRate',
  'upCapture',
  'downCapture',
  'beta',
  'alpha',
  'trackingError',
  'informationRatio',
] as const;

const Figure = z.number().nullable();

/** Of full months: the first and the last, which the window may cut, are left out. */
export const AgainstFigures = z.strictObject({
  months: z.int(),
  /** Draws of the months in blocks, of which each interval holds so many. */
  samples: z.int(),
  confidence: z.number(),
  values: z.array(
    z.strictObject({
      id: z.enum(AGAINST_FIGURE_IDS),
      value: Figure,
      interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
    }),
  ),
});
export type AgainstFigures = z.infer<typeof AgainstFigures>;

/** Brinson and Fachler by asset class, linked over the days: with `other` the effects sum to the difference of the returns. */
export const AgainstAttribution = z.strictObject({
  /** Returns and effects are of a year; over the whole window where it is shorter than one. */
  isYearly: z.boolean(),
  ownReturn: z.number(),
  benchmarkReturn: z.number(),
  classes: z.array(
    z.strictObject({
      assetClass: AssetClassName,
      /** Mean shares of the value. */
      ownShare: z.number(),
      benchmarkShare: z.number(),
      allocation: z.number(),
      selection: z.number(),
      interaction: z.number(),
    }),
  ),
  /** Costs, fees and taxes of the plan less those of the other line. */
  other: z.number(),
});
export type AgainstAttribution = z.infer<typeof AgainstAttribution>;

export const AgainstLine = z.strictObject({
  name: z.string(),
  /** Null under twelve full months. */
  figures: AgainstFigures.nullable(),
  attribution: AgainstAttribution,
});
export type AgainstLine = z.infer<typeof AgainstLine>;

/** Figures over the days inside, joined as if nothing lay between them; those of a year are null under one. */
export const RegimeView = z.strictObject({
  /** One of the regimes told from prices, or the name of a period with dates. */
  id: z.string(),
  knownOn: z.enum(['the-day', 'hindsight', 'given']),
  days: z.int(),
  share: z.number(),
  totalReturn: Figure,
  annualReturn: Figure,
  annualVolatility: Figure,
  /** The deepest within one unbroken stretch: nobody was there in the bear markets alone. */
  maxDrawdown: Figure,
  benchmarkTotalReturn: Figure,
  benchmarkAnnualReturn: Figure,
});
export type RegimeView = z.infer<typeof RegimeView>;

export const BacktestAgainst = z.strictObject({
  lines: z.array(AgainstLine),
  /** Daily returns above cash on those of each class; null under a year. Factors are named after their class. */
  factors: FactorSection.nullable(),
  regimes: z.strictObject({
    /** What bull and bear, calm and storm are told from. */
    market: z.enum(['stocks', 'yardstick', 'plan']),
    /** The line beside the plan. */
    against: z.string().nullable(),
    rows: z.array(RegimeView),
  }),
});
export type BacktestAgainst = z.infer<typeof BacktestAgainst>;
