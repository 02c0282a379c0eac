import { quoted } from './price-cells';
import type { PriceProblems } from './price-problems';

/** Where a file keeps what. Column numbers count from 0. */
export type PriceLayout =
  | {
      readonly kind: 'wide';
      readonly dateColumn: number;
      readonly tickers: readonly { readonly column: number; readonly symbol: string }[];
    }
  | { readonly kind: 'long'; readonly dateColumn: number; readonly tickerColumn: number; readonly fields: FieldColumns }
  | { readonly kind: 'single'; readonly dateColumn: number; readonly symbol: string; readonly fields: FieldColumns };

export interface FieldColumns {
  readonly close: number;
  readonly adjustedClose: number | null;
  readonly open: number | null;
  readonly volume: number | null;
}

type FieldName = 'date' | 'ticker' | 'close' | 'adjustedClose' | 'open' | 'volume' | 'ignored';

/** How vendors name their columns, letters and digits only. */
const FIELD_NAMES: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ...['date', 'day', 'datetime', 'timestamp', 'time'].map((name): [string, FieldName] => [name, 'date']),
  ...['ticker', 'symbol', 'instrument', 'asset'].map((name): [string, FieldName] => [name, 'ticker']),
  ...['close', 'price', 'last', 'closeprice', 'closingprice'].map((name): [string, FieldName] => [name, 'close']),
  ...['adjclose', 'adjustedclose', 'closeadj'].map((name): [string, FieldName] => [name, 'adjustedClose']),
  ['open', 'open'],
  ['volume', 'volume'],
  ...['high', 'low', 'source', 'currency', 'name'].map((name): [string, FieldName] => [name, 'ignored']),
]);

const fieldOf = (header: string): FieldName | undefined =>
  FIELD_NAMES.get(header.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

/** What tickers look like at exchanges and vendors: BRK.B, BTC-USD, ^GSPC, EURUSD=X, CSI_300. */
const TICKER_PATTERN = /^[A-Z0-9^][A-Z0-9.\-_=^]{0,31}$/;

/** The ticker in capitals, or undefined when the text cannot be one. */
export function readTicker(text: string): string | undefined {
  const ticker = text.trim().toUpperCase();
  return TICKER_PATTERN.test(ticker) ? ticker : undefined;
}

export type LayoutOutcome =
  { readonly status: 'known'; readonly layout: PriceLayout } | { readonly status: 'unknown'; readonly message: string };

export interface HeaderInput {
  readonly fileName: string;
  readonly header: readonly string[];
  /** Whether the first cell of the first row with data is a day: then an oddly named first column holds dates. */
  readonly startsWithDay: boolean;
}

/** Tells the layout from the column names. Faulty ticker columns of a wide file are reported and left out. */
export function detectLayout(input: HeaderInput, problems: PriceProblems): LayoutOutcome {
  const { fileName, startsWithDay } = input;
  const header = input.header.map((name) => name.trim());
  const fields = header.map(fieldOf);
  const find = (wanted: FieldName): number | null => {
    const column = fields.indexOf(wanted);
    return column === -1 ? null : column;
  };
  const dateColumn = find('date') ?? (startsWithDay ? 0 : null);
  const tickerColumn = find('ticker');
  const adjustedClose = find('adjustedClose');
  const close = find('close') ?? adjustedClose;
  if (dateColumn === null) return unknown(fileName, header, 'there is no date column');
  const columns = { adjustedClose, open: find('open'), volume: find('volume') };
  if (tickerColumn !== null) {
    if (close === null) return unknown(fileName, header, 'there is a ticker column but no close column');
    return { status: 'known', layout: { kind: 'long', dateColumn, tickerColumn, fields: { ...columns, close } } };
  }
  const isFieldsOnly = fields.every((field, column) => field !== undefined || column === dateColumn);
  if (close !== null && isFieldsOnly) {
    const symbol = tickerOfFile(fileName);
    return { status: 'known', layout: { kind: 'single', dateColumn, symbol, fields: { ...columns, close } } };
  }
  if (header.length < 2) return unknown(fileName, header, 'there is no price column');
  return { status: 'known', layout: { kind: 'wide', dateColumn, tickers: wideTickers(header, dateColumn, problems) } };
}

function unknown(fileName: string, header: readonly string[], why: string): LayoutOutcome {
  const columns = quoted(header.join(', '));
  return {
    status: 'unknown',
    message: `${fileName}: ${why} (row 1 reads ${columns}). A price file has a first row of either date and one column per ticker, or date, ticker and close.`,
  };
}

const tickerOfFile = (fileName: string): string => {
  const stem = fileName.replace(/^.*[/\\]/, '').replace(/\..*$/, '');
  return readTicker(stem) ?? 'PRICE';
};

function wideTickers(header: readonly string[], dateColumn: number, problems: PriceProblems) {
  const columnOf = new Map<string, number>();
  header.forEach((name, column) => {
    if (column === dateColumn) return;
    const symbol = readTicker(name);
    if (symbol === undefined) {
      const claim = name === '' ? `column ${column + 1} has no ticker.` : `${quoted(name)} is not a ticker.`;
      problems.add('bad-ticker', { row: 1 }, claim);
    } else if (columnOf.has(symbol)) {
      const first = (columnOf.get(symbol) ?? column) + 1;
      problems.add(
        'duplicate-column',
        { row: 1, column: symbol },
        `columns ${first} and ${column + 1} have the same ticker.`,
      );
    } else {
      columnOf.set(symbol, column);
    }
  });
  return [...columnOf].map(([symbol, column]) => ({ symbol, column }));
}
