import { describe, expect, test } from 'vitest';
import { panelFromRows } from '../../../../lib/quant/market/panel-from-rows';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import {
  equalPartsReturns,
  excessReturns,
  logReturns,
  simpleReturns,
  simpleReturnsOf,
} from '../../../../lib/quant/market/returns';
import { expectClose, TOLERANCE } from '../../../support/close';

/** Columns of prices by day; NaN leaves the day out. */
const panelOf = (columns: Readonly<Record<string, readonly number[]>>) =>
  panelFromRows(
    Object.entries(columns).flatMap(([symbol, prices]) =>
      prices.flatMap((close, day) => (Number.isNaN(close) ? [] : [{ symbol, day, close, totalReturnIndex: close }])),
    ),
    {
      instruments: Object.keys(columns).map(describeInstrument),
      basis: 'total-return',
      source: { kind: 'inline', label: 'test' },
    },
  ).panel;

describe('returns', () => {
  const panel = panelOf({ SPY: [100, 110, 99], SHV: [100, 100.5, 101.0025], GLD: [Number.NaN, 50, 60] });

  // Oracle: done by hand.
  test('simple ones are growth minus one, and the first row is unknown', () => {
    const { values } = simpleReturns(panel);
    expect([...values.subarray(0, 3)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    [0.1, 0.005, Number.NaN, -0.1, 0.005, 0.2].forEach((expected, k) => {
      if (Number.isNaN(expected)) expect(values[3 + k]).toBeNaN();
      else expectClose(values[3 + k]!, expected, TOLERANCE.closedForm);
    });
  });

  test('log ones are the logarithm of one plus the simple ones', () => {
    const simple = simpleReturns(panel).values;
    logReturns(panel).values.forEach((value, k) => {
      if (Number.isNaN(value)) expect(simple[k]).toBeNaN();
      else expectClose(value, Math.log1p(simple[k]!), TOLERANCE.closedForm);
    });
  });

  test('excess ones subtract the cash instrument of the same row', () => {
    const { values } = excessReturns(simpleReturns(panel), 'SHV');
    expectClose(values[3]!, 0.095, TOLERANCE.closedForm);
    expectClose(values[6]!, -0.105, TOLERANCE.closedForm);
    expect(values[4]).toBe(0);
    expect(() => excessReturns(simpleReturns(panel), 'BIL')).toThrow('BIL');
  });

  test('of one instrument equal its column', () => {
    const { values } = simpleReturns(panel);
    expect([...simpleReturnsOf(panel, 'SPY')]).toEqual([values[0], values[3], values[6]]);
  });

  // Oracle: done by hand; gold has its first return on the last row.
  test('of equal parts are the mean of those that are known', () => {
    const [first, second, third] = equalPartsReturns(panel, [0, 2]);
    expect(first).toBeNaN();
    expectClose(second!, 0.1, TOLERANCE.closedForm);
    expectClose(third!, (0.2 - 0.1) / 2, TOLERANCE.closedForm);
    expect([...equalPartsReturns(panel, [])].every(Number.isNaN)).toBe(true);
  });
});
