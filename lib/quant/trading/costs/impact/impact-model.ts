import type { MarketImpact } from '../../../policy/types';

/** What an order has to do with the market it trades in. */
export interface Footprint {
  /** Order value over the mean value traded on a day: 0.01 is a hundredth of a day's trade. */
  readonly dayShare: number;
  /** Decimal per day. */
  readonly dailyVolatility: number;
}

export interface ImpactModel {
  readonly id: MarketImpact['model'];
  readonly name: string;
  /** The rate grows with this power of the day share, so the cost of an order with one more. */
  readonly exponent: number;
  /**
   * What the order loses on average to the price move it causes, as a fraction of its value.
   *
   * @param coefficient without unit
   */
  readonly rate: (coefficient: number, footprint: Footprint) => number;
}
