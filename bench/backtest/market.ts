import { invariant } from '@/lib/base/invariant';
import { dayNumber, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { type PricePanel, sliceDays } from '@/lib/quant/market/panel';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { selectUniverse } from '@/lib/quant/market/universe';
import type { PricesInput } from '../shared/task';

/** The embedded simulated market, so that everybody can run the bench on the same prices. */

const SEED = 'backtest-bench';
const LAST_DAY = '2024-06-28';
const SYMBOLS = ['USEQ', 'TECH', 'INTL', 'EM', 'LTB', 'ITB', 'CORP', 'GOLD', 'COMM', 'CASH'].map(
  (name) => `SIM-${name}`,
);

/** Twenty years of days. */
export const MARKET_ROWS = 5_040;
/** Rows the product's strategies look back on. */
export const LOOKBACK_ROWS = 756;
export const START_MONEY = 100_000;
const COST_RATE = 0.0005;

/** The last so many days of ten instruments. */
export function tenInstruments(rows: number): PricePanel {
  const all = selectUniverse(simulatedMarket({ seed: SEED, lastDay: dayNumber(isoDay(LAST_DAY)) }), SYMBOLS).panel;
  invariant(all.dayCount >= rows, `the market has ${all.dayCount} days`);
  return sliceDays(all, all.dayCount - rows, all.dayCount);
}

export function pricesInput(rows: number): PricesInput {
  const { instruments, days, layers } = tenInstruments(rows);
  return {
    kind: 'prices',
    symbols: instruments.map(({ symbol }) => symbol),
    days: Array.from(days, isoDayFromNumber),
    prices: Float64Array.from(layers.totalReturnIndex),
    costRate: COST_RATE,
    lookback: LOOKBACK_ROWS,
  };
}

/** Nobody watches, nobody stops. */
export const UNWATCHED = { report: () => undefined, shouldStop: () => false };
