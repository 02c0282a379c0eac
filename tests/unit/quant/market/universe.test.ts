import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { KNOWN } from '@/lib/quant/market/panel';
import { panelFromRows } from '@/lib/quant/market/panel-from-rows';
import { selectUniverse } from '@/lib/quant/market/universe';

const SERIES = {
  'BTC-USD': { '2024-01-05': 10, '2024-01-06': 11, '2024-01-07': 12, '2024-01-08': 13, '2024-01-09': 14 },
  SPY: { '2024-01-05': 100, '2024-01-08': 102 },
};

const panel = panelFromRows(
  Object.entries(SERIES).flatMap(([symbol, prices]) =>
    Object.entries(prices).map(([date, close]) => ({
      symbol,
      day: dayNumber(isoDay(date)),
      close,
      totalReturnIndex: close,
    })),
  ),
  {
    instruments: Object.keys(SERIES).map(describeInstrument),
    basis: 'total-return',
    source: { kind: 'inline', label: 'test' },
  },
).panel;

const daysOf = (days: Int32Array): string[] => Array.from(days, isoDayFromNumber);

describe('the days that instruments have in common', () => {
  test('beside a fund a coin has no weekend', () => {
    const { panel: universe, report } = selectUniverse(panel, ['SPY', 'BTC-USD']);
    expect(universe.instruments.map(({ symbol }) => symbol)).toEqual(['SPY', 'BTC-USD']);
    expect(daysOf(universe.days)).toEqual(['2024-01-05', '2024-01-08', '2024-01-09']);
    // Monday's coin return holds Saturday, Sunday and Monday; the fund's last price is carried and marked.
    expect([...universe.layers.close]).toEqual([100, 10, 102, 13, 102, 14]);
    expect([...universe.known]).toEqual([1, 1, 1, 1, KNOWN.carried, 1]);
    expect(daysOf(Int32Array.from(report.rowsDropped, ({ day }) => day))).toEqual(['2024-01-06', '2024-01-07']);
  });

  test('coins alone keep every day', () => {
    const { panel: universe, report } = selectUniverse(panel, ['BTC-USD']);
    expect(universe.dayCount).toBe(5);
    expect(report.rowsDropped).toEqual([]);
  });
});
