import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { indexOfDay, KNOWN, makePanel, type PriceLayers, type PricePanel } from '@/lib/quant/market/panel';
import type { InlinePrices } from '@/lib/shared/contracts/common';

/** A split of whole numbers, and no more shares out of one than any company has given. */
const SPLIT_TERMS_MAX = 1_000;

/**
 * Lays opening prices, volumes, dividends and splits beside closes that came with a request. With dividends or splits
 * the closes are those that were traded, and the total-return index is made from them: a dividend buys its payer at the
 * close of its day.
 *
 * @param panel of the closes alone
 */
export function withEvents(panel: PricePanel, prices: InlinePrices): Outcome<PricePanel> {
  const { opens, volumes, dividends, splits } = prices;
  const layers: { -readonly [Id in keyof PriceLayers]: PriceLayers[Id] } = { ...panel.layers };
  for (const [id, field, series] of [
    ['open', 'opens', opens],
    ['volume', 'volumes', volumes],
  ] as const) {
    if (series === undefined) continue;
    const layer = seriesLayer(panel, series, field);
    if (layer.status === 'refused') return layer;
    layers[id] = layer.value;
  }
  if (dividends === undefined && splits === undefined) return done(makePanel({ ...panel, layers }));
  const paid = eventLayer(panel, 0, 'dividends', entriesOf(dividends, 'amount'));
  if (paid.status === 'refused') return paid;
  const split = eventLayer(panel, 1, 'splits', entriesOf(splits, 'factor'));
  if (split.status === 'refused') return split;
  layers.dividend = paid.value;
  layers.splitFactor = split.value;
  layers.totalReturnIndex = totalReturns(panel, paid.value, split.value);
  return done(makePanel({ ...panel, layers, basis: 'raw' }));
}

function columnOf({ instruments }: PricePanel, symbol: string, field: string): number | Refusal {
  const column = instruments.findIndex((instrument) => instrument.symbol === symbol);
  return column === -1
    ? refused('bad-input', `${symbol} has no series of prices.`, `prices.${field}.${symbol}`)
    : column;
}

function seriesLayer(
  panel: PricePanel,
  series: NonNullable<InlinePrices['opens']>,
  field: 'opens' | 'volumes',
): Outcome<Float64Array> {
  const n = panel.instruments.length;
  const layer = new Float64Array(panel.dayCount * n).fill(Number.NaN);
  for (const [symbol, values] of Object.entries(series)) {
    const column = columnOf(panel, symbol, field);
    if (typeof column !== 'number') return column;
    if (values.length !== panel.dayCount) {
      const message = `${symbol} has ${values.length} ${field} for ${panel.dayCount} dates.`;
      return refused('bad-input', message, `prices.${field}.${symbol}`);
    }
    for (const [row, value] of values.entries()) {
      if (value === null) continue;
      const isFine = field === 'opens' ? value > 0 : value >= 0;
      if (!isFine) return refused('bad-input', `${value} cannot be.`, `prices.${field}.${symbol}.${row}`);
      layer[row * n + column] = value;
    }
  }
  return done(layer);
}

interface Entry {
  readonly symbol: string;
  readonly at: number;
  readonly date: string;
  readonly value: number;
}

const entriesOf = <Key extends string>(
  events: Readonly<Record<string, readonly ({ readonly date: string } & Readonly<Record<Key, number>>)[]>> | undefined,
  key: Key,
): Entry[] =>
  Object.entries(events ?? {}).flatMap(([symbol, list]) =>
    list.map((event, at) => ({ symbol, at, date: event.date, value: event[key] })),
  );

function eventLayer(
  panel: PricePanel,
  otherwise: number,
  field: 'dividends' | 'splits',
  entries: readonly Entry[],
): Outcome<Float64Array> {
  const n = panel.instruments.length;
  const layer = panel.layers.close.map((close) => (Number.isNaN(close) ? Number.NaN : otherwise));
  for (const { symbol, at, date, value } of entries) {
    const column = columnOf(panel, symbol, field);
    if (typeof column !== 'number') return column;
    const day = dayNumber(isoDay(date));
    const row = indexOfDay(panel, day);
    const cell = row === undefined || panel.days[row] !== day ? -1 : row * n + column;
    if (cell === -1 || panel.known[cell] === KNOWN.absent) {
      return refused('bad-input', `${symbol} has no price on ${date}.`, `prices.${field}.${symbol}.${at}.date`);
    }
    if (field === 'splits' && !isRatio(value)) {
      const message = `${value} is no split of whole numbers, such as 2 or 1.5 or 0.1.`;
      return refused('bad-input', message, `prices.${field}.${symbol}.${at}.factor`);
    }
    layer[cell] = field === 'dividends' ? (layer[cell] ?? Number.NaN) + value : value;
  }
  return done(layer);
}

const isRatio = (factor: number): boolean =>
  Array.from({ length: SPLIT_TERMS_MAX }, (_, k) => factor * (k + 1)).some(
    (count) => Math.abs(count - Math.round(count)) <= 1e-7 * count && Math.round(count) <= SPLIT_TERMS_MAX,
  );

function totalReturns({ layers, instruments, known }: PricePanel, dividend: Float64Array, split: Float64Array) {
  const n = instruments.length;
  const index = layers.close.slice();
  const lastCell = new Int32Array(n).fill(-1);
  const at = (values: Float64Array, cell: number): number => values[cell] ?? Number.NaN;
  for (let cell = 0; cell < index.length; cell++) {
    if (known[cell] === KNOWN.absent) continue;
    const before = lastCell[cell % n] ?? -1;
    if (before >= 0) {
      const grown = at(split, cell) * (at(layers.close, cell) + at(dividend, cell));
      index[cell] = (at(index, before) * grown) / at(layers.close, before);
    }
    lastCell[cell % n] = cell;
  }
  return index;
}
