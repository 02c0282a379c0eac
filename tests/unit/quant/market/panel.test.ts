import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import {
  indexOfDay,
  indexOfSymbol,
  KNOWN,
  makePanel,
  type PricePanel,
  selectInstruments,
  sliceDays,
  view,
} from '../../../../lib/quant/market/panel';

const day = (text: string): number => dayNumber(isoDay(text));

/** Three days of two instruments; TLT has no price on the second. */
function smallPanel(): PricePanel {
  const close = Float64Array.of(100, 50, 101, Number.NaN, 102, 51);
  return makePanel({
    instruments: [describeInstrument('SPY'), describeInstrument('TLT')],
    days: Int32Array.of(day('2020-01-02'), day('2020-01-03'), day('2020-01-06')),
    layers: { close, totalReturnIndex: close, volume: Float64Array.of(1, 2, 3, Number.NaN, 5, 6) },
    known: Uint8Array.of(1, 1, 1, 0, 1, 1),
    basis: 'total-return',
    source: { kind: 'inline', label: 'test' },
  });
}

describe('a view', () => {
  test('ends at its row and copies nothing', () => {
    const panel = smallPanel();
    const seen = view(panel, 2);
    expect(seen.dayCount).toBe(2);
    expect([...seen.layers.close]).toEqual([100, 50, 101, Number.NaN]);
    expect(seen.layers.close.buffer).toBe(panel.layers.close.buffer);
    expect(seen.known.buffer).toBe(panel.known.buffer);
    expect([...(seen.layers.volume ?? [])]).toEqual([1, 2, 3, Number.NaN]);
  });

  test('of a slice counts from the slice', () => {
    const slice = sliceDays(smallPanel(), 1, 3);
    expect([...slice.days]).toEqual([day('2020-01-03'), day('2020-01-06')]);
    expect([...view(slice, 1).layers.close]).toEqual([101, Number.NaN]);
  });

  test('past the last row is refused', () => {
    expect(() => view(smallPanel(), 4)).toThrow('rows 0 to 4 of 3');
  });
});

describe('columns', () => {
  test('are picked in the order asked for, and close and total return still share memory', () => {
    const picked = selectInstruments(smallPanel(), ['TLT', 'SPY']);
    expect([...picked.layers.close]).toEqual([50, 100, Number.NaN, 101, 51, 102]);
    expect([...picked.known]).toEqual([1, 1, 0, 1, 1, 1]);
    expect(picked.layers.totalReturnIndex).toBe(picked.layers.close);
    expect(indexOfSymbol(picked, 'SPY')).toBe(1);
  });

  test('that do not exist are refused by name', () => {
    expect(() => selectInstruments(smallPanel(), ['GLD'])).toThrow('GLD');
    expect(indexOfSymbol(smallPanel(), 'GLD')).toBeUndefined();
  });
});

test('the row of a day is the last one known when that day is over', () => {
  const panel = smallPanel();
  expect(indexOfDay(panel, day('2020-01-01'))).toBeUndefined();
  expect(indexOfDay(panel, day('2020-01-02'))).toBe(0);
  expect(indexOfDay(panel, day('2020-01-05'))).toBe(1);
  expect(indexOfDay(panel, day('2020-01-06'))).toBe(2);
  expect(indexOfDay(panel, day('2030-01-01'))).toBe(2);
});

describe('a panel refuses', () => {
  const refuses = (change: Partial<PricePanel>, message: string): void => {
    expect(() => makePanel({ ...smallPanel(), ...change })).toThrow(message);
  };
  test('days that do not rise', () => refuses({ days: Int32Array.of(1, 3, 3) }, 'days do not rise at row 2'));
  test('a layer of another size', () => {
    refuses({ layers: { close: new Float64Array(2), totalReturnIndex: new Float64Array(6) } }, 'layer close has 2');
  });
  test('a mask that claims an absent price', () => refuses({ known: Uint8Array.of(1, 1, 1, 1, 1, 1) }, 'with mask 1'));
  test('a mask that hides a price', () => {
    refuses({ known: Uint8Array.of(1, 1, KNOWN.absent, 0, 1, 1) }, 'close 101 with mask 0');
  });
  test('a symbol twice', () => {
    refuses({ instruments: [describeInstrument('SPY'), describeInstrument('SPY')] }, 'a symbol twice');
  });
});
