import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import { panelFromTable } from '../../../../lib/codec/prices/panel-from-table';
import { readPriceTable } from '../../../../lib/codec/prices/read-price-table';
import { tableToCsv } from '../../../../lib/codec/prices/table-to-csv';
import { alignPanel } from '../../../../lib/quant/market/align';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import {
  indexOfDay,
  indexOfSymbol,
  KNOWN,
  type PricePanel,
  selectInstruments,
} from '../../../../lib/quant/market/panel';
import { simulatedMarket } from '../../../../lib/quant/market/simulated-market';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../../../support/shared-data';

function load(text: string, fileName: string) {
  const outcome = readPriceTable(text, { fileName });
  if (outcome.status === 'unreadable') throw new Error(outcome.message);
  return { outcome, ...panelFromTable(outcome.goodPart, describeInstrument) };
}

const bytes = (values: Float64Array | Uint8Array | Int32Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

describe('the simulated market as a file', () => {
  const market = simulatedMarket({ seed: 'file', lastDay: dayNumber(isoDay('2024-06-28')) });
  const { outcome, panel, unknownSymbols } = load(tableToCsv(market), 'simulated.csv');

  test('reads back to the same panel, byte for byte', () => {
    expect(panel.instruments).toEqual(market.instruments);
    expect(bytes(panel.days).equals(bytes(market.days))).toBe(true);
    expect(bytes(panel.known).equals(bytes(market.known))).toBe(true);
    expect(bytes(panel.layers.close).equals(bytes(market.layers.close))).toBe(true);
    expect(panel.layers.totalReturnIndex).toBe(panel.layers.close);
    expect(unknownSymbols).toEqual([]);
  });

  test('has one remark: bitcoin starts late', () => {
    expect(outcome.needsConsent).toBe(false);
    expect(outcome.problems.map(({ kind, column }) => [kind, column])).toEqual([['late-start', 'SIM-BTC']]);
  });
});

/** Rows on which an instrument has no observed price, from its first one on. */
function unknownDates(panel: PricePanel, symbol: string): string[] {
  const n = panel.instruments.length;
  const column = indexOfSymbol(panel, symbol)!;
  const states = Array.from(panel.days, (_, t) => panel.known[t * n + column]!);
  const first = states.indexOf(KNOWN.observed);
  return states.flatMap((state, t) =>
    t > first && state !== KNOWN.observed ? [isoDayFromNumber(panel.days[t]!)] : [],
  );
}

describe.skipIf(!hasSharedData(CORE_FILE))('the real core file (skipped where shared data are absent)', () => {
  const read = () => load(readSharedGzip(CORE_FILE), 'core_multi_asset_wide.csv.gz');

  test('has 4,363 rows and ten funds without a gap', () => {
    const { panel, outcome } = read();
    expect(panel.dayCount).toBe(4_363);
    expect(outcome.needsConsent).toBe(false);
    for (const symbol of ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP']) {
      expect(unknownDates(panel, symbol), symbol).toEqual([]);
      expect(panel.instruments[indexOfSymbol(panel, symbol)!]?.isInvestable).toBe(true);
    }
    expect(panel.layers.close[0]).toBe(98.26801);
  });

  test('names the two holes of the dollar index and the late starts of crypto', () => {
    expect(read().outcome.problems.map(({ message }) => message)).toEqual([
      'core_multi_asset_wide.csv.gz, row 2423, column DXY: the price of 2016-10-10 is missing.',
      'core_multi_asset_wide.csv.gz, row 2447, column DXY: the price of 2016-11-11 is missing.',
      'core_multi_asset_wide.csv.gz, row 1903, column BTC-USD: the first price is of 2014-09-17.',
      'core_multi_asset_wide.csv.gz, row 2697, column ETH-USD: the first price is of 2017-11-09.',
    ]);
  });

  test('holds the index as one that cannot be bought, and crypto on its own calendar', () => {
    const { panel } = read();
    const instrument = (symbol: string) => panel.instruments[indexOfSymbol(panel, symbol)!];
    expect(instrument('DXY')).toMatchObject({ isInvestable: false, suggestedSubstitute: 'UUP', kind: 'index' });
    expect(instrument('BTC-USD')).toMatchObject({ assetClass: 'crypto', calendar: 'always' });
    expect(unknownDates(panel, 'BTC-USD')).toEqual([]);
  });

  test('has the holes carried by rule, marked as carried', () => {
    const { panel, report } = alignPanel(read().panel, { rule: { kind: 'calendar', calendar: 'nyse' } });
    expect(report.rowsDropped).toEqual([]);
    expect(report.missingTradingDays).toEqual([]);
    expect(report.carried.map(({ symbol, day }) => [symbol, isoDayFromNumber(day)])).toEqual([
      ['DXY', '2016-10-10'],
      ['DXY', '2016-11-11'],
    ]);
    const row = indexOfDay(panel, dayNumber(isoDay('2016-10-10')))!;
    const cell = row * panel.instruments.length + indexOfSymbol(panel, 'DXY')!;
    expect(panel.known[cell]).toBe(KNOWN.carried);
    expect(panel.layers.close[cell]).toBe(panel.layers.close[cell - panel.instruments.length]);
  });

  test('exports to the numbers it was read from', () => {
    const { panel } = read();
    const again = load(tableToCsv(panel), 'export.csv').panel;
    expect(bytes(again.layers.close).equals(bytes(panel.layers.close))).toBe(true);
    expect(selectInstruments(again, ['UUP']).layers.close).toEqual(selectInstruments(panel, ['UUP']).layers.close);
  });
});

describe.skipIf(!hasSharedData('prices/etf_adjclose_wide.csv.gz'))(
  'large and dirty real files (skipped where shared data are absent)',
  () => {
    test('111 funds over 31 years are read in under three seconds of processor time', () => {
      const text = readSharedGzip('prices/etf_adjclose_wide.csv.gz');
      const start = process.threadCpuUsage();
      const { panel, outcome } = load(text, 'etf.csv');
      const { user, system } = process.threadCpuUsage(start);
      console.log(
        `${(text.length / 1e6).toFixed(1)} million characters read in ${((user + system) / 1000).toFixed(0)} ms`,
      );
      expect(panel.instruments.length).toBe(111);
      expect(outcome.needsConsent).toBe(false);
      expect((user + system) / 1000).toBeLessThan(3_000);
    });

    test('the dirty file names its empty, late and dead tickers', () => {
      const { outcome } = load(readSharedGzip('prices/etf_dirty_2016_2021_long.csv.gz'), 'dirty.csv');
      const columns = (kind: string) =>
        outcome.problems.filter((problem) => problem.kind === kind).map(({ column }) => column);
      expect(outcome.layout).toBe('long');
      expect(columns('empty-column').sort()).toEqual(['ACCU', 'BRAF', 'GLDE']);
      expect(columns('late-start')).toEqual(expect.arrayContaining(['CNBS', 'INDF', 'ARKX', 'JJM']));
      expect(columns('early-end')).toEqual(
        expect.arrayContaining(['GIVE', 'IPS', 'EPRO', 'EU', 'IST', 'CIU', 'CSJ', 'WREI', 'LALT', 'FWDD', 'HECO']),
      );
    });
  },
);
