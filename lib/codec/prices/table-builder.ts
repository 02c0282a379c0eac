import { invariant } from '../../base/invariant';
import { allocateDays, allocateLayer, type PriceBasis, type PriceLayers } from '../../quant/market/panel';
import type { PriceTable } from './price-table';

/** What one cell or row of a file brings; NaN for a field the file does not have. */
export interface PriceEntry {
  readonly close: number;
  readonly totalReturnIndex: number;
  readonly open: number;
  readonly volume: number;
}

/** More instruments than any sensible file; bounds the memory a hostile one can ask for. */
export const COLUMNS_MAX = 1_000;

/** More than two centuries of trading days. */
export const DAYS_MAX = 60_000;

/** Days times instruments: 80 MB a layer. */
export const CELLS_MAX = 10_000_000;

/** What is known about a cell without a price. */
export type EmptyCell =
  /** The file has the cell and leaves it blank, in this row. */
  | { readonly kind: 'blank'; readonly fileRow: number }
  /** Something unusable stood there and has been reported. */
  | { readonly kind: 'reported' };

/** Collects prices in file order. Day and column indices count from 0 in order of first appearance. */
export interface TableBuilder {
  readonly symbols: string[];
  readonly days: number[];
  /** First file row of each day. */
  readonly fileRows: number[];
  readonly emptyCells: Map<number, EmptyCell>;
  readonly dayIndexOf: Map<number, number>;
  readonly columnOf: Map<string, number>;
  /** Key of each entry, in the same order. */
  readonly keys: number[];
  readonly entries: PriceEntry[];
}

export const startTable = (): TableBuilder => ({
  symbols: [],
  days: [],
  fileRows: [],
  emptyCells: new Map(),
  dayIndexOf: new Map(),
  columnOf: new Map(),
  keys: [],
  entries: [],
});

/** The item at a place that our own bookkeeping promises to exist. */
export function itemAt<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  invariant(value !== undefined, `nothing at ${index} of ${values.length}`);
  return value;
}

export const cellKey = (dayIndex: number, column: number): number => dayIndex * COLUMNS_MAX + column;

/** Index of a day, making room for a new one. */
export function dayIndex(builder: TableBuilder, day: number, fileRow: number): number {
  const existing = builder.dayIndexOf.get(day);
  if (existing !== undefined) return existing;
  builder.dayIndexOf.set(day, builder.days.length);
  builder.fileRows.push(fileRow);
  return builder.days.push(day) - 1;
}

/** Column of a symbol, making room for a new one. */
export function columnIndex(builder: TableBuilder, symbol: string): number {
  const existing = builder.columnOf.get(symbol);
  if (existing !== undefined) return existing;
  builder.columnOf.set(symbol, builder.symbols.length);
  return builder.symbols.push(symbol) - 1;
}

export function addEntry(builder: TableBuilder, key: number, entry: PriceEntry): void {
  builder.keys.push(key);
  builder.entries.push(entry);
}

export const isTooLarge = ({ symbols, days }: TableBuilder): boolean =>
  symbols.length > COLUMNS_MAX || days.length > DAYS_MAX || symbols.length * days.length > CELLS_MAX;

/** The table with its way back to the file: for each of its rows and columns the builder's index. */
export interface BuiltTable {
  readonly table: PriceTable;
  readonly dayIndices: readonly number[];
  readonly columns: readonly number[];
}

/** Days rising; days and instruments without any price are left out (the caller reports them). */
export function buildTable(builder: TableBuilder, facts: { fileName: string; basis: PriceBasis }): BuiltTable {
  const usedDays = new Uint8Array(builder.days.length);
  const usedColumns = new Uint8Array(builder.symbols.length);
  for (const key of builder.keys) {
    usedDays[Math.floor(key / COLUMNS_MAX)] = 1;
    usedColumns[key % COLUMNS_MAX] = 1;
  }
  const dayOf = (index: number): number => itemAt(builder.days, index);
  const dayIndices = Array.from(usedDays.keys())
    .filter((index) => usedDays[index] === 1)
    .sort((left, right) => dayOf(left) - dayOf(right));
  const columns = Array.from(usedColumns.keys()).filter((column) => usedColumns[column] === 1);
  const symbols = builder.symbols.filter((_, column) => usedColumns[column] === 1);
  const days = allocateDays(dayIndices.map(dayOf));
  const layers = fillLayers(builder, { dayIndices, columns, basis: facts.basis });
  return { table: { ...facts, symbols, days, layers }, dayIndices, columns };
}

interface Places {
  readonly dayIndices: readonly number[];
  readonly columns: readonly number[];
  readonly basis: PriceBasis;
}

function fillLayers(builder: TableBuilder, { dayIndices, columns, basis }: Places): PriceLayers {
  const shape = { instruments: columns, days: dayIndices };
  const rowOf = new Int32Array(builder.days.length);
  dayIndices.forEach((index, row) => (rowOf[index] = row));
  const placeOf = new Int32Array(builder.symbols.length);
  columns.forEach((column, place) => (placeOf[column] = place));
  const close = allocateLayer(shape);
  const totalReturnIndex = basis === 'total-return' ? close : allocateLayer(shape);
  const has = (field: 'open' | 'volume'): boolean => builder.entries.some((entry) => !Number.isNaN(entry[field]));
  const open = has('open') ? allocateLayer(shape) : undefined;
  const volume = has('volume') ? allocateLayer(shape) : undefined;
  builder.entries.forEach((entry, position) => {
    const key = itemAt(builder.keys, position);
    const row = itemAt(rowOf, Math.floor(key / COLUMNS_MAX));
    const cell = row * columns.length + itemAt(placeOf, key % COLUMNS_MAX);
    close[cell] = entry.close;
    totalReturnIndex[cell] = entry.totalReturnIndex;
    if (open !== undefined) open[cell] = entry.open;
    if (volume !== undefined) volume[cell] = entry.volume;
  });
  return { close, totalReturnIndex, ...(open && { open }), ...(volume && { volume }) };
}
