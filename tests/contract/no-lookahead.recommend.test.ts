import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber, weekday } from '@/lib/base/iso-day';
import { panelFromTable } from '@/lib/codec/prices/panel-from-table';
import { readPriceTable } from '@/lib/codec/prices/read-price-table';
import { tableToCsv } from '@/lib/codec/prices/table-to-csv';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { cleanPanel } from '@/lib/quant/market/clean';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { KNOWN, type PricePanel, selectInstruments } from '@/lib/quant/market/panel';
import { type PriceRow, panelFromRows } from '@/lib/quant/market/panel-from-rows';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { checkNoLookahead, type DayOutput } from '../support/no-lookahead';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../support/shared-data';

const CONTROL = { report: () => undefined, shouldStop: () => false };
const FRIDAY = 5;
const COIN = 'BTC-USD';

/** Under these names the simulated prices are funds that rest at weekends beside a coin that does not. */
const NAMES = {
  'SIM-USEQ': 'SPY',
  'SIM-TECH': 'QQQ',
  'SIM-LTB': 'TLT',
  'SIM-ITB': 'IEF',
  'SIM-CASH': 'SHV',
  'SIM-GOLD': 'GLD',
  'SIM-USD': 'UUP',
  'SIM-BTC': COIN,
  'SIM-DXY': 'DXY',
} as const;

/** Simulated prices with weekends for the coin, so that bringing calendars together is part of the way. */
function withWeekends(panel: PricePanel): PricePanel {
  const n = panel.instruments.length;
  const rows: PriceRow[] = [];
  const symbols = Object.values(NAMES);
  panel.days.forEach((day, t) => {
    symbols.forEach((symbol, i) => {
      if (panel.known[t * n + i] === KNOWN.absent) return;
      const close = panel.layers.close[t * n + i]!;
      const totalReturnIndex = panel.layers.totalReturnIndex[t * n + i]!;
      rows.push({ symbol, day, close, totalReturnIndex });
      if (symbol !== COIN || weekday(day) !== FRIDAY) return;
      for (const ahead of [1, 2]) {
        const factor = 1 + 0.01 * ahead;
        rows.push({ symbol, day: day + ahead, close: close * factor, totalReturnIndex: totalReturnIndex * factor });
      }
    });
  });
  return panelFromRows(rows, {
    instruments: symbols.map(describeInstrument),
    basis: panel.basis,
    source: panel.source,
  }).panel;
}

/** The whole way of an uploaded file: text, cleaning, and the answer as the bytes that travel. */
function answerText(panel: PricePanel, request: RecommendRequest): string {
  const outcome = readPriceTable(tableToCsv(panel), { fileName: 'prices.csv' });
  if (outcome.status === 'unreadable') return outcome.message;
  const { panel: cleaned } = cleanPanel(panelFromTable(outcome.goodPart, describeInstrument).panel);
  const run = recommendAnswer(request, cleaned, CONTROL);
  return run.status === 'done' ? JSON.stringify(run.value) : JSON.stringify(run);
}

/** Says something about one row only: the plan decided on it. */
const onRow =
  (row: number, answer: (panel: PricePanel) => string) =>
  (panel: PricePanel): readonly DayOutput[] =>
    Array.from(panel.days, (_, t) => (t === row ? answer(panel) : ''));

interface Scene {
  readonly panel: PricePanel;
  readonly request: Omit<RecommendRequest, 'asOf'>;
  readonly asOfRow: number;
}

const findingsOf = ({ panel, request, asOfRow }: Scene) => {
  const asOf = isoDayFromNumber(panel.days[asOfRow]!);
  const compute = onRow(asOfRow, (seen) => answerText(seen, { ...request, asOf }));
  return checkNoLookahead({ compute, panel, cutIndices: [asOfRow + 1], seed: 'recommend' });
};

const simulated = (): PricePanel =>
  withWeekends(
    selectInstruments(
      simulatedMarket({
        seed: 'no-lookahead',
        firstDay: dayNumber(isoDay('2013-06-03')),
        lastDay: dayNumber(isoDay('2017-06-30')),
      }),
      Object.keys(NAMES),
    ),
  );

const ASSETS = ['SPY', 'QQQ', 'TLT', 'IEF', 'SHV', 'GLD', 'UUP', COIN];

const rowOf = (panel: PricePanel, day: string): number => panel.days.indexOf(dayNumber(isoDay(day)));

describe('a recommendation says the same, byte for byte, whatever comes after its day', () => {
  const prices = { file: 'prices.csv' };

  test.each<[string, string, Partial<RecommendRequest>]>([
    ['the most return, one instrument excluded', '2017-03-31', { exclude: ['QQQ'] }],
    ['keeping the capital', '2017-03-31', { aim: { kind: 'keep-capital', lossMax: 0.05 }, profiles: ['balanced'] }],
    ['an impossible return', '2017-03-31', { aim: { kind: 'target-return', annualReturn: 0.6 } }],
    ['too short a history', '2015-03-31', {}],
    ['a Sunday', '2017-04-02', { profiles: ['balanced'] }],
  ])('%s', (_, day, parts) => {
    const panel = simulated();
    const asOfRow = rowOf(panel, day);
    expect(asOfRow).toBeGreaterThan(0);
    expect(findingsOf({ panel, request: { prices, assets: ASSETS, ...parts }, asOfRow })).toEqual([]);
  });

  test('the plans compared are plans', () => {
    const panel = simulated();
    const { profiles } = JSON.parse(answerText(panel, { prices, assets: ASSETS, asOf: '2017-03-31' })) as {
      profiles: { status: string }[];
    };
    expect(profiles.map(({ status }) => status)).toContain('solved');
  });

  test('an answer that does look at the last row is caught', () => {
    const panel = simulated();
    const asOfRow = rowOf(panel, '2017-03-31');
    const compute = onRow(asOfRow, (seen) => answerText(seen, { prices, assets: ASSETS, profiles: ['balanced'] }));
    const findings = checkNoLookahead({ compute, panel, cutIndices: [asOfRow + 1], seed: 'recommend' });
    // An unknown future is empty rows, which the file's reader leaves out, so "the last row" is an honest one then.
    expect(findings.map(({ tampering }) => tampering)).toContain('scrambled');
    expect(findings.map(({ tampering }) => tampering)).toContain('removed');
  });
});

describe.skipIf(!hasSharedData(CORE_FILE))('the core file (skipped where shared data are absent)', () => {
  test('a plan of 2012 does not know 2013', () => {
    const outcome = readPriceTable(readSharedGzip(CORE_FILE), { fileName: 'core.csv' });
    if (outcome.status === 'unreadable') throw new Error(outcome.message);
    const { panel } = panelFromTable(outcome.goodPart, describeInstrument);
    const assets = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'];
    const request: RecommendRequest = { prices: { file: 'core.csv' }, assets, profiles: ['balanced'] };
    expect(findingsOf({ panel, request, asOfRow: rowOf(panel, '2012-12-31') })).toEqual([]);
  });
});
