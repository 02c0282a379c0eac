import { describe, expect, test } from 'vitest';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { panelFromInline, panelFromSimulated, windowOf } from '@/lib/codec/prices-input';
import { KNOWN, type PricePanel } from '@/lib/quant/market/panel';
import type { InlinePrices, SimulatedPrices } from '@/lib/shared/contracts/common';

const PRICES: InlinePrices = {
  dates: ['2024-01-02', '2024-01-03', '2024-01-05'],
  series: { SPY: [470, 471, 475], DXY: [101, null, 102] },
};

function panelOf(outcome: ReturnType<typeof panelFromInline>): PricePanel {
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

const daysOf = (panel: PricePanel): string[] => Array.from(panel.days, isoDayFromNumber);

describe('what was paid on prices sent along', () => {
  const traded: InlinePrices = {
    dates: ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'],
    series: { SPY: [400, 396, 198, 200], GLD: [190, null, 191, 192] },
    opens: { SPY: [399, 398, 199, 198] },
    volumes: { GLD: [1_000, null, 0, 500] },
    dividends: { SPY: [{ date: '2024-01-03', amount: 4 }] },
    splits: { SPY: [{ date: '2024-01-04', factor: 2 }] },
  };

  // By hand: 396 + 4 is 400 again; two shares at 198 are 396; then 200 / 198.
  test('makes traded closes, and the index that reinvests it', () => {
    const panel = panelOf(panelFromInline(traded));
    expect(panel.basis).toBe('raw');
    const spy = (layer: Float64Array | undefined): number[] => [0, 2, 4, 6].map((cell) => layer![cell]!);
    expect(spy(panel.layers.totalReturnIndex)).toEqual([400, 400, 400, 400 * (200 / 198)]);
    expect(spy(panel.layers.dividend)).toEqual([0, 4, 0, 0]);
    expect(spy(panel.layers.splitFactor)).toEqual([1, 1, 2, 1]);
    expect(spy(panel.layers.open)).toEqual([399, 398, 199, 198]);
    expect(panel.layers.volume![5]).toBe(0);
    expect(panel.layers.open![1]).toBeNaN();
    expect(panel.layers.totalReturnIndex[5]! / panel.layers.totalReturnIndex[1]!).toBe(191 / 190);
  });

  test('volumes alone leave total-return closes what they are', () => {
    const { series, dates, volumes } = traded;
    expect(panelOf(panelFromInline({ series, dates, volumes: volumes! })).basis).toBe('total-return');
  });

  test.each<[string, Partial<InlinePrices>, string]>([
    [
      'a dividend on a day without a price',
      { dividends: { GLD: [{ date: '2024-01-03', amount: 1 }] } },
      'prices.dividends.GLD.0.date',
    ],
    ['a split of an unknown symbol', { splits: { TLT: [{ date: '2024-01-03', factor: 2 }] } }, 'prices.splits.TLT'],
    [
      'a split that is no ratio',
      { splits: { SPY: [{ date: '2024-01-03', factor: Math.E }] } },
      'prices.splits.SPY.0.factor',
    ],
    ['a column of opens too short', { opens: { SPY: [1] } }, 'prices.opens.SPY'],
    ['a volume below zero', { volumes: { SPY: [1, -1, 1, 1] } }, 'prices.volumes.SPY.1'],
  ])('%s is refused, the place named', (_, parts, field) => {
    expect(panelFromInline({ ...traded, ...parts })).toMatchObject({ status: 'refused', field });
  });
});

describe('prices sent along', () => {
  test('one column a symbol, null where there is none, taken as total-return closes', () => {
    const panel = panelOf(panelFromInline(PRICES));
    expect(panel.instruments.map(({ symbol, isInvestable }) => [symbol, isInvestable])).toEqual([
      ['SPY', true],
      ['DXY', false],
    ]);
    expect([...panel.layers.close]).toEqual([470, 101, 471, Number.NaN, 475, 102]);
    expect(panel.known[3]).toBe(KNOWN.absent);
    expect(panel.layers.totalReturnIndex).toBe(panel.layers.close);
    expect(panel).toMatchObject({ basis: 'total-return', source: { kind: 'inline' } });
    expect(daysOf(panel)).toEqual(PRICES.dates);
  });

  test.each<[string, Partial<InlinePrices>, string]>([
    ['no series', { series: {} }, 'prices.series'],
    ['a column too short', { series: { SPY: [1, 2] } }, 'prices.series.SPY'],
    ['a price of zero', { series: { SPY: [1, 0, 2] } }, 'prices.series.SPY.1'],
    ['a price below zero', { series: { SPY: [1, 2, -1] } }, 'prices.series.SPY.2'],
    ['a day twice', { dates: ['2024-01-02', '2024-01-02', '2024-01-03'] }, 'prices.dates.1'],
    ['days that fall', { dates: ['2024-01-02', '2024-01-03', '2024-01-01'] }, 'prices.dates.2'],
  ])('%s is refused, the place named', (_, parts, field) => {
    expect(panelFromInline({ ...PRICES, ...parts })).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });
});

describe('a window of days', () => {
  const panel = panelOf(panelFromInline(PRICES));

  test.each([
    ['all', {}, ['2024-01-02', '2024-01-03', '2024-01-05']],
    ['both ends included', { from: '2024-01-03', to: '2024-01-05' }, ['2024-01-03', '2024-01-05']],
    ['between rows', { from: '2024-01-04', to: '2024-01-08' }, ['2024-01-05']],
    ['before the first', { from: '2020-01-01', to: '2024-01-02' }, ['2024-01-02']],
  ])('%s', (_, window, expected) => {
    expect(daysOf(panelOf(windowOf(panel, window)))).toEqual(expected);
  });

  test.each([
    ['after the last row', { from: '2024-01-06' }],
    ['before the first row', { to: '2024-01-01' }],
    ['the wrong way round', { from: '2024-01-05', to: '2024-01-02' }],
    ['in a gap', { from: '2024-01-04', to: '2024-01-04' }],
  ])('none %s', (_, window) => {
    expect(windowOf(panel, window)).toMatchObject({ status: 'refused', field: 'prices' });
  });
});

describe('the simulated market', () => {
  const simulated = (to: string, from?: string): SimulatedPrices => ({
    simulated: { seed: 'test', to, ...(from === undefined ? {} : { from }) },
  });

  test('is marked as such and ends where it is asked to', () => {
    const panel = panelOf(panelFromSimulated(simulated('2001-03-31', '2001-03-01')));
    expect(panel.source.kind).toBe('simulated');
    expect([daysOf(panel)[0], daysOf(panel).at(-1)]).toEqual(['2001-03-01', '2001-03-30']);
  });

  test('runs as far as the exchange calendar is known, and no further', () => {
    expect(panelFromSimulated(simulated('2040-12-31')).status).toBe('done');
    for (const to of ['2041-01-01', '9999-12-31', '1999-12-31']) {
      expect(panelFromSimulated(simulated(to))).toMatchObject({ status: 'refused', field: 'prices.simulated.to' });
    }
  });
});
