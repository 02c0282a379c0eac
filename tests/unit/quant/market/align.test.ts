import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import { alignPanel } from '../../../../lib/quant/market/align';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { KNOWN, type PricePanel } from '../../../../lib/quant/market/panel';
import { panelFromRows } from '../../../../lib/quant/market/panel-from-rows';

const day = (text: string): number => dayNumber(isoDay(text));

type Series = Readonly<Record<string, Readonly<Record<string, number>>>>;

const panelOf = (series: Series): PricePanel =>
  panelFromRows(
    Object.entries(series).flatMap(([symbol, prices]) =>
      Object.entries(prices).map(([date, close]) => ({ symbol, day: day(date), close, totalReturnIndex: close })),
    ),
    {
      instruments: Object.keys(series).map(describeInstrument),
      basis: 'total-return',
      source: { kind: 'inline', label: 'test' },
    },
  ).panel;

/** A fund that rests at the weekend and a coin that does not; Monday's coin price is missing. */
const weekend = panelOf({
  SPY: { '2024-01-05': 100, '2024-01-08': 102, '2024-01-09': 103 },
  'BTC-USD': { '2024-01-05': 10, '2024-01-06': 11, '2024-01-07': 12, '2024-01-09': 14 },
});

const rowsOf = (panel: PricePanel): Readonly<Record<string, readonly number[]>> => {
  const n = panel.instruments.length;
  return Object.fromEntries(
    Array.from(panel.days, (number, t) => [
      isoDayFromNumber(number),
      [...panel.layers.close.subarray(t * n, t * n + n)],
    ]),
  );
};

describe('alignment to the NYSE calendar', () => {
  const { panel, report } = alignPanel(weekend, { rule: { kind: 'calendar', calendar: 'nyse' } });

  test('keeps trading days and takes Monday’s coin from Sunday', () => {
    expect(rowsOf(panel)).toEqual({ '2024-01-05': [100, 10], '2024-01-08': [102, 12], '2024-01-09': [103, 14] });
    expect([...panel.known]).toEqual([1, 1, 1, KNOWN.carried, 1, 1]);
  });

  test('names each dropped row and each carried cell', () => {
    expect(report.rowsDropped).toEqual([
      { day: day('2024-01-06'), observedCount: 1 },
      { day: day('2024-01-07'), observedCount: 1 },
    ]);
    expect(report.carried).toEqual([{ symbol: 'BTC-USD', day: day('2024-01-08'), fromDay: day('2024-01-07') }]);
    expect(report.rowsKept + report.rowsDropped.length).toBe(weekend.dayCount);
  });
});

test('an anchor keeps the rows on which it was observed', () => {
  const { panel } = alignPanel(weekend, { rule: { kind: 'anchor', symbol: 'BTC-USD' } });
  expect(Object.keys(rowsOf(panel))).toEqual(['2024-01-05', '2024-01-06', '2024-01-07', '2024-01-09']);
  expect(() => alignPanel(weekend, { rule: { kind: 'anchor', symbol: 'GLD' } })).toThrow('anchor');
});

test('the union keeps every row and carries the fund over the weekend', () => {
  const { panel } = alignPanel(weekend, { rule: { kind: 'union' } });
  expect(rowsOf(panel)['2024-01-07']).toEqual([100, 12]);
});

test('a value is carried no further than the limit, and the gap is reported', () => {
  const dead = panelOf({
    SPY: { '2024-01-02': 100, '2024-01-05': 101, '2024-01-08': 102 },
    TLT: { '2024-01-02': 50 },
  });
  const { panel, report } = alignPanel(dead, { rule: { kind: 'union' }, carryCalendarDaysMax: 3 });
  expect(rowsOf(panel)).toEqual({ '2024-01-02': [100, 50], '2024-01-05': [101, 50], '2024-01-08': [102, Number.NaN] });
  expect(report.gaps).toEqual([{ symbol: 'TLT', day: day('2024-01-08') }]);
});

test('a carried value does not start its own count when aligned again', () => {
  const dead = panelOf({
    SPY: { '2024-01-02': 100, '2024-01-05': 101, '2024-01-08': 102 },
    TLT: { '2024-01-02': 50 },
  });
  const once = alignPanel(dead, { rule: { kind: 'union' }, carryCalendarDaysMax: 3 }).panel;
  const twice = alignPanel(once, { rule: { kind: 'union' }, carryCalendarDaysMax: 3 }).panel;
  expect(rowsOf(twice)).toEqual(rowsOf(once));
  expect([...twice.known]).toEqual([...once.known]);
});

test('trading days without any row are named', () => {
  const { report } = alignPanel(weekend, { rule: { kind: 'calendar', calendar: 'nyse' } });
  expect(report.missingTradingDays).toEqual([]);
  const holed = panelOf({ SPY: { '2024-01-05': 100, '2024-01-09': 103 } });
  const { missingTradingDays } = alignPanel(holed, { rule: { kind: 'calendar', calendar: 'nyse' } }).report;
  expect(missingTradingDays).toEqual([day('2024-01-08')]);
});
