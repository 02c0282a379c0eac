import { describe, expect, test } from 'vitest';
import { cleanPanel, HISTORY_DAYS_MIN, STALE_RUN_ROWS } from '../../../../lib/quant/market/clean';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { panelFromRows, type PriceRow } from '../../../../lib/quant/market/panel-from-rows';
import { randomStream } from '../../../../lib/quant/math/rng';

const FIRST_DAY = 10_000;

const rowsOf = (symbol: string, prices: readonly number[]): PriceRow[] =>
  prices.map((close, t) => ({ symbol, day: FIRST_DAY + t, close, totalReturnIndex: close }));

const build = (symbols: readonly string[], rows: readonly PriceRow[]) =>
  panelFromRows(rows, {
    instruments: symbols.map(describeInstrument),
    basis: 'total-return',
    source: { kind: 'inline', label: 'test' },
  });

/** A walk with one percent a day and no defect. */
function walk(length: number): number[] {
  const random = randomStream('clean-test');
  let price = 100;
  return Array.from({ length }, () => (price *= Math.exp(0.01 * random.nextNormal())));
}

const prices = walk(200);

describe('rows into a panel', () => {
  test('a second price for a day is ignored and named', () => {
    const rows = [...rowsOf('SPY', [100, 101]), { symbol: 'SPY', day: FIRST_DAY, close: 90, totalReturnIndex: 90 }];
    const { panel, report } = build(['SPY'], rows);
    expect([...panel.layers.close]).toEqual([100, 101]);
    expect(report.issues).toEqual([
      {
        kind: 'duplicate-day',
        action: 'kept-first',
        symbol: 'SPY',
        day: FIRST_DAY,
        row: 0,
        facts: { kept: 100, ignored: 90 },
      },
    ]);
  });

  test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('a price of %s is left out and named', (bad) => {
    const { panel, report } = build(['SPY'], rowsOf('SPY', [100, bad, 101]));
    expect([...panel.known]).toEqual([1, 0, 1]);
    expect(report.issues.map(({ kind, action, row }) => ({ kind, action, row }))).toEqual([
      { kind: 'non-positive-price', action: 'removed', row: 1 },
    ]);
  });

  test('a symbol that is not a column is a bug', () => {
    expect(() => build(['TLT'], rowsOf('SPY', [100]))).toThrow('SPY');
  });
});

describe('cleaning', () => {
  test('finds nothing in a clean walk and hands the same panel back', () => {
    const { panel } = build(['SPY'], rowsOf('SPY', prices));
    const cleaned = cleanPanel(panel);
    expect(cleaned.report.issues).toEqual([]);
    expect(cleaned.panel).toBe(panel);
  });

  test('flags a jump with its return and its threshold and leaves the price', () => {
    const spiked = prices.map((price, t) => (t === 150 ? 2 * price : price));
    const { panel, report } = cleanPanel(build(['SPY'], rowsOf('SPY', spiked)).panel);
    const jumps = report.issues.filter(({ kind }) => kind === 'jump');
    expect(jumps.map(({ row, action }) => ({ row, action }))).toEqual([
      { row: 150, action: 'flagged' },
      { row: 151, action: 'flagged' },
    ]);
    expect(jumps[0]?.facts['return']).toBeCloseTo((2 * prices[150]!) / prices[149]! - 1, 12);
    expect(panel.layers.close[150]).toBe(spiked[150]);
  });

  test('in quarantine a lone spike is hidden and the next day believed', () => {
    const spiked = prices.map((price, t) => (t === 150 ? 2 * price : price));
    const { panel } = cleanPanel(build(['SPY'], rowsOf('SPY', spiked)).panel, { jumps: 'quarantine' });
    expect(panel.known[150]).toBe(0);
    expect(panel.layers.close[150]).toBeNaN();
    expect(panel.layers.close[151]).toBe(spiked[151]);
  });

  test('in quarantine a new level is believed on its second day', () => {
    const moved = prices.map((price, t) => (t >= 150 ? 2 * price : price));
    const { panel, report } = cleanPanel(build(['SPY'], rowsOf('SPY', moved)).panel, { jumps: 'quarantine' });
    expect([...panel.known.subarray(149, 153)]).toEqual([1, 0, 1, 1]);
    expect(report.issues.filter(({ kind }) => kind === 'jump').map(({ row }) => row)).toEqual([150]);
  });

  test('reports a gap where it ends, and one that does not end on the last row', () => {
    const rows = rowsOf('SPY', prices).filter((_, t) => (t < 70 || t > 72) && t < 190);
    const { report } = cleanPanel(build(['SPY', 'TLT'], [...rows, ...rowsOf('TLT', prices)]).panel);
    expect(report.issues.map(({ kind, row, facts }) => ({ kind, row, facts }))).toEqual([
      { kind: 'missing', row: 73, facts: { firstDay: FIRST_DAY + 70, rows: 3, isOpen: 0 } },
      { kind: 'missing', row: 199, facts: { firstDay: FIRST_DAY + 190, rows: 10, isOpen: 1 } },
    ]);
  });

  test('flags a stale run once, and never for cash', () => {
    const stuck = prices.map((price, t) => (t >= 100 && t < 130 ? prices[100]! : price));
    const { panel } = build(['SPY', 'SHV'], [...rowsOf('SPY', stuck), ...rowsOf('SHV', stuck)]);
    const { issues } = cleanPanel(panel).report;
    expect(issues.map(({ kind, symbol, row }) => ({ kind, symbol, row }))).toEqual([
      { kind: 'stale-run', symbol: 'SPY', row: 100 + STALE_RUN_ROWS },
    ]);
  });

  test('says when the history is too short', () => {
    const { issues } = cleanPanel(build(['SPY'], rowsOf('SPY', prices.slice(0, HISTORY_DAYS_MIN - 1))).panel).report;
    expect(issues.map(({ kind, facts }) => ({ kind, facts }))).toEqual([
      { kind: 'short-history', facts: { rows: HISTORY_DAYS_MIN - 1, rowsMin: HISTORY_DAYS_MIN } },
    ]);
    expect(cleanPanel(build(['SPY'], rowsOf('SPY', prices.slice(0, HISTORY_DAYS_MIN))).panel).report.issues).toEqual(
      [],
    );
  });
});
