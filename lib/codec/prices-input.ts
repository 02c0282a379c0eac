import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { CALENDAR_LAST_YEAR } from '@/lib/quant/market/calendar';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { allocateDays, allocateLayer, indexOfDay, type PricePanel, sliceDays } from '@/lib/quant/market/panel';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { withEvents } from './prices/inline-events';
import { panelFromTable } from './prices/panel-from-table';
import type { InlinePrices, SimulatedPrices } from '@/lib/shared/contracts/common';

export interface DayWindow {
  readonly from?: string;
  readonly to?: string;
}

const NO_DAYS = 'There are no prices between these days.';

/** The rows from one day to another, both included. */
export function windowOf(panel: PricePanel, { from, to }: DayWindow): Outcome<PricePanel> {
  const end = to === undefined ? panel.dayCount - 1 : indexOfDay(panel, dayNumber(isoDay(to)));
  const before = from === undefined ? undefined : indexOfDay(panel, dayNumber(isoDay(from)) - 1);
  const start = before === undefined ? 0 : before + 1;
  if (end === undefined || start > end) return refused('bad-input', NO_DAYS, 'prices');
  return done(sliceDays(panel, start, end + 1));
}

/** Prices that came with the request, one column a symbol: total-return closes, or traded ones with what was paid on them. */
export function panelFromInline(prices: InlinePrices): Outcome<PricePanel> {
  const { dates, series } = prices;
  const symbols = Object.keys(series);
  if (symbols.length === 0) return refused('bad-input', 'Give at least one series.', 'prices.series');
  const days = allocateDays(dates.map((date) => dayNumber(isoDay(date))));
  const unsorted = days.findIndex((day, row) => row > 0 && day <= (days[row - 1] as number));
  if (unsorted !== -1) {
    return refused(
      'bad-input',
      `${dates[unsorted] ?? ''} does not come after the date before it.`,
      `prices.dates.${unsorted}`,
    );
  }
  const close = allocateLayer({ instruments: symbols, days });
  for (const [column, symbol] of symbols.entries()) {
    const values = series[symbol] ?? [];
    const field = `prices.series.${symbol}`;
    if (values.length !== dates.length) {
      return refused('bad-input', `${symbol} has ${values.length} prices for ${dates.length} dates.`, field);
    }
    for (const [row, value] of values.entries()) {
      if (value === null) continue;
      if (!(value > 0))
        return refused(
          'bad-input',
          `${symbol} has the price ${value} on ${dates[row] ?? ''}; a price is above zero.`,
          `${field}.${row}`,
        );
      close[row * symbols.length + column] = value;
    }
  }
  const layers = { close, totalReturnIndex: close };
  const table = { fileName: 'request', symbols, days, layers, basis: 'total-return' } as const;
  const source = { kind: 'inline', label: 'Sent with the request' } as const;
  return withEvents(panelFromTable(table, describeInstrument, source).panel, prices);
}

const SIMULATED_FROM = '2000-01-03';

/** The exchange's holidays are known by rule up to here, and nobody waits for centuries to be simulated. */
const SIMULATED_TO = `${CALENDAR_LAST_YEAR}-12-31`;

export function panelFromSimulated({ simulated }: SimulatedPrices): Outcome<PricePanel> {
  if (simulated.to < SIMULATED_FROM || simulated.to > SIMULATED_TO) {
    const message = `The simulated market runs from ${SIMULATED_FROM} to ${SIMULATED_TO}.`;
    return refused('bad-input', message, 'prices.simulated.to');
  }
  const panel = simulatedMarket({ seed: simulated.seed, lastDay: dayNumber(isoDay(simulated.to)) });
  return windowOf(panel, simulated.from === undefined ? {} : { from: simulated.from });
}
