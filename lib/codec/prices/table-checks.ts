import { isoDayFromNumber } from '../../base/iso-day';
import { HISTORY_DAYS_MIN } from '../../quant/market/clean';
import type { PriceLayout } from './price-layout';
import type { PriceProblems } from './price-problems';
import { type BuiltTable, cellKey, itemAt, type TableBuilder } from './table-builder';

/** Looks at a whole table: what no single cell can show. */
export function checkTable(
  built: BuiltTable,
  builder: TableBuilder,
  layout: PriceLayout,
  problems: PriceProblems,
): void {
  reportEmptyColumns(built, builder, problems);
  reportEmptyRows(built, builder, problems);
  built.columns.forEach((column, place) => checkColumn({ built, builder, layout, problems }, column, place));
  const { symbols, days } = built.table;
  const [only] = symbols;
  if (symbols.length === 1 && only !== undefined) {
    problems.add('one-asset', { column: only }, 'this is the only instrument with prices.');
  }
  if (days.length < HISTORY_DAYS_MIN) {
    problems.add('few-dates', {}, `there are usable prices for ${days.length} dates; ${HISTORY_DAYS_MIN} are needed.`);
  }
}

function reportEmptyColumns({ columns }: BuiltTable, { symbols }: TableBuilder, problems: PriceProblems): void {
  const used = new Set(columns);
  symbols.forEach((symbol, column) => {
    if (!used.has(column)) problems.add('empty-column', { column: symbol }, 'there is no usable price.');
  });
}

function reportEmptyRows({ dayIndices }: BuiltTable, { days, fileRows }: TableBuilder, problems: PriceProblems): void {
  const used = new Set(dayIndices);
  days.forEach((day, index) => {
    const row = fileRows[index];
    if (used.has(index) || row === undefined) return;
    problems.add('empty-row', { row }, `there is no usable price for ${isoDayFromNumber(day)}.`);
  });
}

interface Check {
  readonly built: BuiltTable;
  readonly builder: TableBuilder;
  readonly layout: PriceLayout;
  readonly problems: PriceProblems;
}

/** Start, end and holes of one instrument, which has at least one price. */
function checkColumn({ built, builder, layout, problems }: Check, column: number, place: number): void {
  const { table, dayIndices } = built;
  const width = table.symbols.length;
  const symbol = itemAt(builder.symbols, column);
  const rows = Array.from(dayIndices.keys());
  const knownRows = rows.filter((row) => !Number.isNaN(itemAt(table.layers.close, row * width + place)));
  const first = itemAt(knownRows, 0);
  const last = itemAt(knownRows, knownRows.length - 1);
  const known = new Set(knownRows);
  const dayAt = (row: number): string => isoDayFromNumber(itemAt(table.days, row));
  // In a long file the row of a day is not the row of this instrument.
  const where = (row: number) =>
    layout.kind === 'wide'
      ? { row: itemAt(builder.fileRows, itemAt(dayIndices, row)), column: symbol }
      : { column: symbol };
  if (first > 0) problems.add('late-start', where(first), `the first price is of ${dayAt(first)}.`);
  let absent = 0;
  for (let row = first + 1; row < last; row++) {
    if (known.has(row)) continue;
    const empty = builder.emptyCells.get(cellKey(itemAt(dayIndices, row), column));
    if (empty === undefined) absent++;
    if (empty?.kind !== 'blank') continue;
    problems.add('missing-price', { row: empty.fileRow, column: symbol }, `the price of ${dayAt(row)} is missing.`);
  }
  if (absent > 0) {
    const claim = `${absent} of the ${last - first + 1} days from ${dayAt(first)} to ${dayAt(last)} have no row.`;
    problems.add('missing-price', { column: symbol }, claim);
  }
  if (last < rows.length - 1) problems.add('early-end', where(last), `the last price is of ${dayAt(last)}.`);
}
