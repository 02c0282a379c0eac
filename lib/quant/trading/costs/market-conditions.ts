import type { MarketContext } from './impact/impact-rate';

/** What was known of each instrument's market on a day; the past alone says it. */
export interface MarketConditions {
  /** Length n, mean value traded on a day, account currency; NaN where it is not known. */
  readonly dailyValues: Float64Array;
  /** Length n, decimals per day; NaN where it is not known. */
  readonly dailyVolatilities: Float64Array;
}

export const marketOf = (market: MarketConditions | undefined, i: number): MarketContext | undefined =>
  market && { dailyValue: market.dailyValues[i]!, dailyVolatility: market.dailyVolatilities[i]! };
