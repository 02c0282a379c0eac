import { describe, expect, test } from 'vitest';
import { panelFromTable } from '../../../../lib/codec/prices/panel-from-table';
import { readPriceTable } from '../../../../lib/codec/prices/read-price-table';
import { addDays, dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { indexOfDay, indexOfSymbol } from '../../../../lib/quant/market/panel';
import { EPISODE_SPANS, EPISODES } from '../../../../lib/quant/market/simulated-episodes';
import { SIMULATED_INSTRUMENTS } from '../../../../lib/quant/market/simulated-instruments';
import { hasSharedData, readSharedGzip } from '../../../support/shared-data';

test('episodes lie in order, do not touch, and name only instruments that exist', () => {
  const symbols = new Set(SIMULATED_INSTRUMENTS.map(({ instrument }) => instrument.symbol));
  EPISODE_SPANS.forEach((span, k) => {
    expect(span.firstDay).toBeLessThan(span.lastDay);
    expect(span.tradingDayCount).toBeGreaterThan(20);
    if (k > 0) expect(span.firstDay).toBeGreaterThan(EPISODE_SPANS[k - 1]!.lastDay);
  });
  for (const { totalReturns } of EPISODES) {
    for (const symbol of Object.keys(totalReturns)) expect(symbols.has(symbol), symbol).toBe(true);
  }
});

test('the loadings of every instrument leave room for its own noise', () => {
  for (const { instrument, loadings } of SIMULATED_INSTRUMENTS) {
    expect(
      loadings.reduce((sum, loading) => sum + loading * loading, 0),
      instrument.symbol,
    ).toBeLessThan(1);
  }
});

const FILE = 'prices/etf_adjclose_wide.csv.gz';

/** The fund that tracks each class most nearly. */
const FUNDS: Readonly<Record<string, string>> = {
  ...{ 'SIM-USEQ': 'SPY', 'SIM-TECH': 'QQQ', 'SIM-SMALL': 'IWM', 'SIM-INTL': 'EFA', 'SIM-EM': 'EEM', 'SIM-LTB': 'TLT' },
  ...{ 'SIM-ITB': 'IEF', 'SIM-CORP': 'LQD', 'SIM-TIPS': 'TIP', 'SIM-GOLD': 'GLD', 'SIM-YEN': 'FXY', 'SIM-USD': 'UUP' },
};

// Oracle: what the matching funds really earned. Six points cover the difference between a fund and its index.
describe.skipIf(!hasSharedData(FILE))('episodes against real funds (skipped where shared data are absent)', () => {
  test('every total return since 2000 lies within six points of the fund’s', () => {
    const outcome = readPriceTable(readSharedGzip(FILE), { fileName: 'etf.csv' });
    if (outcome.status === 'unreadable') throw new Error(outcome.message);
    const { panel } = panelFromTable(outcome.goodPart, describeInstrument);
    const n = panel.instruments.length;
    const priceOn = (symbol: string, day: number): number =>
      panel.layers.close[indexOfDay(panel, day)! * n + indexOfSymbol(panel, symbol)!]!;
    let compared = 0;
    for (const { id, firstDate, lastDate, totalReturns } of EPISODES) {
      for (const [symbol, fund] of Object.entries(FUNDS)) {
        const start = priceOn(fund, dayNumber(addDays(isoDay(firstDate), -1)));
        const real = priceOn(fund, dayNumber(isoDay(lastDate))) / start - 1;
        if (Number.isNaN(real)) continue;
        compared++;
        expect(Math.abs(totalReturns[symbol]! - real), `${id} ${symbol} ${real.toFixed(3)}`).toBeLessThanOrEqual(0.065);
      }
    }
    expect(compared).toBeGreaterThan(80);
  });
});
