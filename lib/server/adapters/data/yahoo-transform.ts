import { isoDayFromNumber } from '@/lib/base/iso-day';
import { instrumentOf } from '../../prices/instrument-of';
import { allocateDays, allocateLayer, allocateMask, KNOWN, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import type { ImportProblem } from '@/lib/shared/contracts/price-set';
import type { WantedPrices } from './provider';

/** The parts of a chart answer that are used. */
export interface YahooChart {
  readonly symbol: string;
  /** Seconds that the exchange's clock is ahead of UTC. */
  readonly gmtOffsetSeconds: number;
  readonly quotes: readonly YahooQuote[];
  readonly dividends: readonly { readonly at: Date; readonly amount: number }[];
  readonly splits: readonly { readonly at: Date; readonly factor: number }[];
}

export interface YahooQuote {
  readonly at: Date;
  readonly open: number | null;
  readonly close: number | null;
  readonly adjustedClose: number | null;
  readonly volume: number | null;
}

const SECONDS_PER_DAY = 86_400;

/** The exchange's own calendar day of an instant. */
const dayOf = (at: Date, gmtOffsetSeconds: number): number =>
  Math.floor((at.getTime() / 1_000 + gmtOffsetSeconds) / SECONDS_PER_DAY);

const isPrice = (value: number | null): value is number => value !== null && Number.isFinite(value) && value > 0;

/**
 * Charts as one panel over the union of their days. Yahoo's closes are corrected for splits, its adjusted closes for
 * dividends too: they become close and total-return index; dividends and splits are kept beside them. A bar without a
 * usable price stays absent and is reported.
 */
export function panelFromCharts(
  charts: readonly YahooChart[],
  { fromDay, toDay }: Pick<WantedPrices, 'fromDay' | 'toDay'>,
): { readonly panel: PricePanel; readonly problems: readonly ImportProblem[] } {
  const isWanted = (day: number): boolean => fromDay <= day && day <= toDay;
  const dayNumbers = new Set<number>();
  for (const { quotes, gmtOffsetSeconds } of charts) {
    for (const { at } of quotes) dayNumbers.add(dayOf(at, gmtOffsetSeconds));
  }
  const days = allocateDays([...dayNumbers].filter(isWanted).sort((left, right) => left - right));
  const rowOf = new Map(Array.from(days, (day, row) => [day, row]));
  const instruments = charts.map(({ symbol }) => instrumentOf(symbol));
  const shape = { instruments, days };
  const layers = {
    close: allocateLayer(shape),
    totalReturnIndex: allocateLayer(shape),
    open: allocateLayer(shape),
    volume: allocateLayer(shape),
    dividend: allocateLayer(shape),
    splitFactor: allocateLayer(shape),
  };
  const known = allocateMask(shape);
  const problems: ImportProblem[] = [];
  charts.forEach((chart, column) => {
    const cellOf = (at: Date): number | undefined => {
      const row = rowOf.get(dayOf(at, chart.gmtOffsetSeconds));
      return row === undefined ? undefined : row * charts.length + column;
    };
    for (const quote of chart.quotes) {
      const cell = cellOf(quote.at);
      if (cell === undefined) continue;
      if (!isPrice(quote.close) || !isPrice(quote.adjustedClose)) {
        problems.push(noPrice(chart, quote.at));
        continue;
      }
      known[cell] = KNOWN.observed;
      layers.close[cell] = quote.close;
      layers.totalReturnIndex[cell] = quote.adjustedClose;
      layers.open[cell] = quote.open ?? Number.NaN;
      layers.volume[cell] = quote.volume ?? Number.NaN;
      layers.dividend[cell] = 0;
      layers.splitFactor[cell] = 1;
    }
    for (const { at, amount } of chart.dividends) add(layers.dividend, cellOf(at), amount);
    for (const { at, factor } of chart.splits) put(layers.splitFactor, cellOf(at), factor);
  });
  const source = { kind: 'yahoo', label: 'Yahoo Finance' } as const;
  return { panel: makePanel({ instruments, days, layers, known, basis: 'split-adjusted', source }), problems };
}

/** Only where the day has a bar: an event without one is already in the adjusted closes. */
function add(layer: Float64Array, cell: number | undefined, amount: number): void {
  if (cell !== undefined && !Number.isNaN(layer[cell])) layer[cell] = (layer[cell] ?? 0) + amount;
}

function put(layer: Float64Array, cell: number | undefined, value: number): void {
  if (cell !== undefined && !Number.isNaN(layer[cell])) layer[cell] = value;
}

function noPrice({ symbol, gmtOffsetSeconds }: YahooChart, at: Date): ImportProblem {
  const day = isoDayFromNumber(dayOf(at, gmtOffsetSeconds));
  return {
    severity: 'dropped',
    code: 'missing-price',
    row: null,
    column: symbol,
    message: `Yahoo Finance has a bar for ${symbol} on ${day} without a usable price; the day stays empty.`,
  };
}
