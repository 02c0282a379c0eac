import type { Instrument } from '../market/instrument';
import type { CostPolicy } from '../policy/types';

const BASIS_POINTS_PER_UNIT = 10_000;

/** What one side of a trade loses, as a fraction of its value at the reference price. */
export interface TradeCostRates {
  /** Length n, in universe order: crossing half the spread upwards, and commission on the money paid. */
  readonly buy: Float64Array;
  /** Length n, in universe order: crossing half the spread downwards, and commission on the money received. */
  readonly sell: Float64Array;
}

export const halfSpreadOf = (instrument: Pick<Instrument, 'halfSpreadBasisPoints'>): number =>
  instrument.halfSpreadBasisPoints / BASIS_POINTS_PER_UNIT;

export const commissionRateOf = (costs: CostPolicy): number => costs.commissionBasisPoints / BASIS_POINTS_PER_UNIT;

/**
 * The linear cost model: cost = rate x value at the reference price. `fillMarketOrder` charges the same, order by order.
 *
 * @returns decimal fractions of traded value: 0.0004 means 4 basis points
 */
export function tradeCostRates(
  instruments: readonly Pick<Instrument, 'halfSpreadBasisPoints'>[],
  costs: CostPolicy,
): TradeCostRates {
  const commissionRate = commissionRateOf(costs);
  const halfSpreads = Float64Array.from(instruments, halfSpreadOf);
  return {
    buy: halfSpreads.map((halfSpread) => halfSpread + commissionRate * (1 + halfSpread)),
    sell: halfSpreads.map((halfSpread) => halfSpread + commissionRate * (1 - halfSpread)),
  };
}
