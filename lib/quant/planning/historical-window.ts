import { dayNumber, isoDay, type IsoDay, isoDayFromNumber } from '../../base/iso-day';
import { indexOfDay, type PricePanel } from '../market/panel';
import type { Fact } from '../policy/types';
import { cappedReturn } from './basket';
import { proxyReturns, returnsBetween } from './proxies';
import type { Rows, Scenario, ScenarioInput, ScenarioOutcome } from './types';

interface Window {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

type Unavailable = Extract<ScenarioOutcome, { status: 'unavailable' }>;

const unavailable = (window: Window, key: string, values: Fact['values'] = {}): Unavailable => ({
  ...window,
  status: 'unavailable',
  reason: { key, values },
});

function rowsOf(panel: PricePanel, window: Window): (Rows & { readonly status: 'found' }) | Unavailable {
  if (panel.dayCount === 0) return unavailable(window, 'stress.no-prices');
  const fromRow = indexOfDay(panel, dayNumber(window.from));
  const toRow = indexOfDay(panel, dayNumber(window.to));
  if (fromRow === undefined || toRow === undefined) {
    return unavailable(window, 'stress.prices-start-later', { firstDay: isoDayFromNumber(panel.days[0]!) });
  }
  const lastDay = panel.days[panel.dayCount - 1]!;
  if (lastDay < dayNumber(window.to)) {
    return unavailable(window, 'stress.prices-end-earlier', { lastDay: isoDayFromNumber(lastDay) });
  }
  return fromRow < toRow ? { status: 'found', fromRow, toRow } : unavailable(window, 'stress.no-prices');
}

/** Today's weights, bought at the close of the first day and held to the close of the last. */
function runWindow(window: Window, input: ScenarioInput): ScenarioOutcome {
  const { panel, weights } = input;
  const rows = rowsOf(panel, window);
  if (rows.status === 'unavailable') return rows;
  const returns = returnsBetween(panel, rows);
  const proxyOf = proxyReturns(input, rows, returns);
  const contributions = new Float64Array(weights.length);
  const proxied: string[] = [];
  const facts: Fact[] = [];
  let openVariance = 0;
  for (let column = 0; column < weights.length; column++) {
    if (weights[column] === 0) continue;
    let own = returns[column]!;
    if (Number.isNaN(own)) {
      const { symbol } = panel.instruments[column]!;
      const proxy = proxyOf(column);
      if (proxy.status === 'none') return unavailable(window, 'stress.no-proxy', { symbol });
      proxied.push(symbol);
      facts.push(proxy.fact);
      own = cappedReturn(proxy.estimate, symbol, facts);
      // What classes leave unexplained is each instrument's own, so the parts add up as squares.
      openVariance += (weights[column]! * proxy.deviation) ** 2;
    }
    contributions[column] = weights[column]! * own;
  }
  return { status: 'computed', contributions, deviation: Math.sqrt(openVariance), ...window, proxied, facts };
}

/** A stretch of history between two closes. */
export function historicalWindow(id: string, name: string, fromText: string, toText: string): Scenario {
  const window = { from: isoDay(fromText), to: isoDay(toText) };
  return { id, name, kind: 'history', window, run: (input) => runWindow(window, input) };
}
