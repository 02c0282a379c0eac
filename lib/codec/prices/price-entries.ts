/** What one cell or row of a file brings; NaN for a field the file does not have. */
interface PriceEntry {
  readonly close: number;
  readonly totalReturnIndex: number;
  readonly open: number;
  readonly volume: number;
}

/** Entries in file order, a column a field: ten million of them as objects would not fit into memory. */
export interface PriceEntries {
  count: number;
  /** Key of the cell each belongs to; of every column the first `count` are in use. */
  keys: Float64Array;
  close: Float64Array;
  totalReturnIndex: Float64Array;
  open: Float64Array;
  volume: Float64Array;
}

const INITIAL_ROOM = 1_024;

export function noEntries(): PriceEntries {
  const column = (): Float64Array => new Float64Array(INITIAL_ROOM);
  return {
    count: 0,
    keys: column(),
    close: column(),
    totalReturnIndex: column(),
    open: column(),
    volume: column(),
  };
}

export function addEntry(entries: PriceEntries, key: number, entry: PriceEntry): void {
  if (entries.count === entries.keys.length) makeRoom(entries);
  const at = entries.count++;
  entries.keys[at] = key;
  entries.close[at] = entry.close;
  entries.totalReturnIndex[at] = entry.totalReturnIndex;
  entries.open[at] = entry.open;
  entries.volume[at] = entry.volume;
}

function makeRoom(entries: PriceEntries): void {
  const wider = (column: Float64Array): Float64Array => {
    const next = new Float64Array(2 * column.length);
    next.set(column);
    return next;
  };
  entries.keys = wider(entries.keys);
  entries.close = wider(entries.close);
  entries.totalReturnIndex = wider(entries.totalReturnIndex);
  entries.open = wider(entries.open);
  entries.volume = wider(entries.volume);
}
