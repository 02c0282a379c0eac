import type { MarketImpact } from '../../../policy/types';
import { IMPACT_MODELS } from './impact-models';

/** What was known of an instrument's market when the order was decided. */
export interface MarketContext {
  /** Mean value traded on a day, account currency. */
  readonly dailyValue: number;
  /** Decimal per day. */
  readonly dailyVolatility: number;
}

/** No model was ever fitted to orders that move the price by more; what would is charged so much. */
const IMPACT_RATE_MAX = 0.2;

/**
 * What an order loses to the price move it causes, as a fraction of its value; zero where the market is not known.
 *
 * @param orderValue at the reference price, account currency
 */
export function impactRate(impact: MarketImpact | undefined, orderValue: number, market?: MarketContext): number {
  if (impact === undefined || market === undefined || !knowsMarket(market)) return 0;
  const { dailyValue, dailyVolatility } = market;
  const model = IMPACT_MODELS[impact.model];
  return Math.min(
    IMPACT_RATE_MAX,
    model.rate(impact.coefficient, { dayShare: orderValue / dailyValue, dailyVolatility }),
  );
}

/** What any part of an order up to so much can add to its cost, as a fraction of the part's value. */
export function impactRateBound(impact: MarketImpact | undefined, valueMax: number, market?: MarketContext): number {
  if (impact === undefined) return 0;
  return (1 + IMPACT_MODELS[impact.model].exponent) * impactRate(impact, valueMax, market);
}

export const knowsMarket = ({ dailyValue, dailyVolatility }: MarketContext): boolean =>
  dailyValue > 0 && dailyVolatility >= 0;
