import { isoDayFromNumber } from '../../base/iso-day';
import type { CsvRecord } from './csv-records';
import { quoted, readDay, readNumber } from './price-cells';
import { type PriceLayout, readTicker } from './price-layout';
import { addEntry } from './price-entries';
import type { PriceProblems } from './price-problems';
import { cellKey, columnIndex, dayIndex, isTooLarge, itemAt, type TableBuilder } from './table-builder';

/** The range that the ledger's prices can hold: numeric(20,10), below a thousand million. */
const PRICE_MIN = 1e-10;
const PRICE_MAX = 1e9;

/** Shares or dollars of one day; above this a double no longer counts exactly. */
const VOLUME_MAX = Number.MAX_SAFE_INTEGER;

export interface ReadContext {
  readonly layout: PriceLayout;
  readonly header: readonly string[];
  readonly hasDecimalComma: boolean;
  readonly problems: PriceProblems;
  readonly builder: TableBuilder;
  /** File row of each price of a long file, to find a second one. */
  readonly filledRows: Map<number, number>;
}

/** Reads records after the header into the builder. @returns false when the table grew beyond its limits */
export function readRecords(records: Iterable<CsvRecord>, context: ReadContext): boolean {
  const lastDays = new Map<string, { day: number; row: number }>();
  for (const record of records) {
    if (!record.isComplete) {
      context.problems.add('open-quote', { row: record.row }, 'a quote opens here and never closes.');
      return true;
    }
    if (record.cells.every((cell) => cell.trim() === '') && record.cells.length === 1) continue;
    const day = dayOfRecord(record, context);
    if (day === undefined) continue;
    if (context.layout.kind === 'wide') readWideRecord(record, day, context);
    else readLongRecord(record, day, context);
    const series = context.layout.kind === 'long' ? itemAt(record.cells, context.layout.tickerColumn) : '';
    reportOrder({ record, day, last: lastDays.get(series) }, context);
    lastDays.set(series, { day, row: record.row });
    if (isTooLarge(context.builder)) return false;
  }
  return true;
}

const headerName = ({ header }: ReadContext, column: number): string => itemAt(header, column).trim();

function dayOfRecord({ row, cells }: CsvRecord, context: ReadContext): number | undefined {
  const { layout, header, problems } = context;
  if (cells.length !== header.length) {
    const claim = `the row has ${cells.length} cells and the first row has ${header.length}.`;
    problems.add('cell-count', { row }, claim);
    return undefined;
  }
  const cell = itemAt(cells, layout.dateColumn);
  const day = readDay(cell);
  if (day !== undefined) return day;
  const claim = cell.trim() === '' ? 'the date is missing.' : `${quoted(cell)} is not a date; write it as 2020-01-31.`;
  problems.add('bad-date', { row, column: headerName(context, layout.dateColumn) }, claim);
  return undefined;
}

interface OrderCheck {
  readonly record: CsvRecord;
  readonly day: number;
  readonly last: { readonly day: number; readonly row: number } | undefined;
}

/** Says once that a file is not in order: a file written newest first would otherwise fill the list. */
function reportOrder({ record, day, last }: OrderCheck, context: ReadContext): void {
  if (last === undefined || day >= last.day || context.problems.countOf('unsorted-dates') > 0) return;
  const claim = `${isoDayFromNumber(day)} comes after ${isoDayFromNumber(last.day)} of row ${last.row}; dates should rise.`;
  context.problems.add(
    'unsorted-dates',
    { row: record.row, column: headerName(context, context.layout.dateColumn) },
    claim,
  );
}

function readWideRecord({ row, cells }: CsvRecord, day: number, context: ReadContext): void {
  const { layout, builder, problems } = context;
  if (layout.kind !== 'wide') return;
  const first = builder.dayIndexOf.get(day);
  if (first !== undefined) {
    const claim = `${isoDayFromNumber(day)} was already given in row ${itemAt(builder.fileRows, first)}.`;
    problems.add('duplicate-date', { row, column: headerName(context, layout.dateColumn) }, claim);
    return;
  }
  const index = dayIndex(builder, day, row);
  for (const { column, symbol } of layout.tickers) {
    const key = cellKey(index, columnIndex(builder, symbol));
    const price = readPrice({ row, column: symbol, cell: itemAt(cells, column) }, context);
    if (typeof price === 'number') {
      addEntry(builder.entries, key, { close: price, totalReturnIndex: price, open: Number.NaN, volume: Number.NaN });
    } else {
      builder.emptyCells.set(key, price === 'missing' ? { kind: 'blank', fileRow: row } : { kind: 'reported' });
    }
  }
}

function readLongRecord({ row, cells }: CsvRecord, day: number, context: ReadContext): void {
  const { layout, builder, problems } = context;
  if (layout.kind === 'wide') return;
  const symbol = layout.kind === 'single' ? layout.symbol : readTicker(itemAt(cells, layout.tickerColumn));
  if (symbol === undefined) {
    const cell = layout.kind === 'long' ? itemAt(cells, layout.tickerColumn) : '';
    const claim = cell.trim() === '' ? 'the ticker is missing.' : `${quoted(cell)} is not a ticker.`;
    problems.add('bad-ticker', { row }, claim);
    return;
  }
  const key = cellKey(dayIndex(builder, day, row), columnIndex(builder, symbol));
  const firstRow = context.filledRows.get(key);
  if (firstRow !== undefined) {
    const claim = `${isoDayFromNumber(day)} was already given in row ${firstRow}.`;
    problems.add('duplicate-date', { row, column: symbol }, claim);
    return;
  }
  const { fields } = layout;
  const read = (column: number) =>
    readPrice({ row, column: headerName(context, column), cell: itemAt(cells, column) }, context);
  const close = read(fields.close);
  const { adjustedClose } = fields;
  const adjusted = adjustedClose === null || adjustedClose === fields.close ? close : read(adjustedClose);
  if (typeof close === 'number' && typeof adjusted === 'number') {
    const open = readOptional({ row, column: fields.open, cells }, context);
    const volume = readOptional({ row, column: fields.volume, cells }, context);
    builder.emptyCells.delete(key);
    context.filledRows.set(key, row);
    addEntry(builder.entries, key, { close, totalReturnIndex: adjusted, open, volume });
    return;
  }
  const isReported = close === 'reported' || adjusted === 'reported';
  builder.emptyCells.set(key, isReported ? { kind: 'reported' } : { kind: 'blank', fileRow: row });
}

interface PriceCell {
  readonly row: number;
  readonly column: string;
  readonly cell: string;
}

/** A usable price, or why there is none. */
function readPrice(
  { row, column, cell }: PriceCell,
  { hasDecimalComma, problems }: ReadContext,
): number | 'missing' | 'reported' {
  const read = readNumber(cell, hasDecimalComma);
  switch (read.status) {
    case 'missing':
      return 'missing';
    case 'formula':
      problems.add('formula', { row, column }, `${quoted(cell)} looks like a formula; formulas are not run.`);
      return 'reported';
    case 'text':
      problems.add('not-a-number', { row, column }, `${quoted(cell)} is not a number.`);
      return 'reported';
    case 'number':
      if (read.value <= 0) {
        problems.add('not-positive', { row, column }, `a price must be above zero, ${quoted(cell)} is not.`);
        return 'reported';
      }
      if (read.value < PRICE_MIN || read.value >= PRICE_MAX) {
        problems.add(
          'out-of-range',
          { row, column },
          `${quoted(cell)} is too ${read.value < PRICE_MIN ? 'small' : 'large'} for a price.`,
        );
        return 'reported';
      }
      return read.value;
  }
}

interface OptionalCell {
  readonly row: number;
  readonly column: number | null;
  readonly cells: readonly string[];
}

/** Open and volume: a bad one is reported, but does not cost the day its price. */
function readOptional({ row, column, cells }: OptionalCell, context: ReadContext): number {
  if (column === null) return Number.NaN;
  const cell = itemAt(cells, column);
  const read = readNumber(cell, context.hasDecimalComma);
  if (read.status === 'missing') return Number.NaN;
  if (read.status === 'number' && read.value >= 0 && read.value <= VOLUME_MAX) return read.value;
  const kind = read.status === 'formula' ? 'formula' : 'not-a-number';
  context.problems.add(kind, { row, column: headerName(context, column) }, `${quoted(cell)} is not a usable number.`);
  return Number.NaN;
}
