import { invariant } from '../../base/invariant';
import { allocateDays, allocateLayer, type PriceBasis, type PriceLayers } from '../../quant/market/panel';
import { noEntries, type PriceEntries } from './price-entries';
import type { PriceTable } from './price-table';

/** More instruments than any sensible file; bounds the memory a hostile one can ask for. */
export const COLUMNS_MAX = 2_000;

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
  readonly entries: PriceEntries;
}

export const startTable = (): TableBuilder => ({
  symbols: [],
  days: [],
  fileRows: [],
  emptyCells: new Map(),
  dayIndexOf: new Map(),
  columnOf: new Map(),
  entries: noEntries(),
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
  const { keys, count } = builder.entries;
  for (let at = 0; at < count; at++) {
    const key = itemAt(keys, at);
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
  const { entries } = builder;
  const cells = new Int32Array(entries.count);
  for (let at = 0; at < entries.count; at++) {
    const key = itemAt(entries.keys, at);
    const row = itemAt(rowOf, Math.floor(key / COLUMNS_MAX));
    cells[at] = row * columns.length + itemAt(placeOf, key % COLUMNS_MAX);
  }
  const layerOf = (values: Float64Array): Float64Array => {
    const layer = allocateLayer(shape);
    for (let at = 0; at < entries.count; at++) layer[itemAt(cells, at)] = itemAt(values, at);
    return layer;
  };
  const has = (values: Float64Array): boolean =>
    values.subarray(0, entries.count).some((value) => !Number.isNaN(value));
  const close = layerOf(entries.close);
  const totalReturnIndex = basis === 'total-return' ? close : layerOf(entries.totalReturnIndex);
  const open = has(entries.open) ? layerOf(entries.open) : undefined;
  const volume = has(entries.volume) ? layerOf(entries.volume) : undefined;
  return { close, totalReturnIndex, ...(open && { open }), ...(volume && { volume }) };
}
