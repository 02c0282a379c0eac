import { KNOWN, type PricePanel } from './panel';

/**
 * Returns over the rows on which all of some instruments are known: what a method that can't live with holes is given,
 * with the holes counted so that a caller can say what was left out.
 */
export interface CompleteRows {
  /** Indices of the complete rows, rising. */
  readonly rows: Int32Array;
  readonly rowCount: number;
  /** Length n: on how many rows each instrument is missing. */
  readonly missing: Int32Array;
}

export interface CompleteReturns extends CompleteRows {
  /** Row-major: simple returns, decimals. */
  readonly returns: Float64Array;
}

/** @param isKnown told for each row and each of the `width` columns */
function completeRows(rowCount: number, width: number, isKnown: (row: number, column: number) => boolean) {
  const missing = new Int32Array(width);
  const rows = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    let holes = 0;
    for (let column = 0; column < width; column++) {
      if (isKnown(row, column)) continue;
      holes += 1;
      missing[column] = missing[column]! + 1;
    }
    if (holes === 0) rows[count++] = row;
  }
  return { rows: rows.slice(0, count), rowCount, missing };
}

/**
 * Total returns from each complete row to the next one: (rows - 1) x columns.
 *
 * @param columns of the panel, in the order wanted
 */
export function completePriceReturns(panel: PricePanel, columns: Int32Array): CompleteReturns {
  const width = panel.instruments.length;
  const { known, layers } = panel;
  const isKnown = (row: number, column: number): boolean => known[row * width + columns[column]!] !== KNOWN.absent;
  const found = completeRows(panel.dayCount, columns.length, isKnown);
  const index = layers.totalReturnIndex;
  const returns = new Float64Array(Math.max(found.rows.length - 1, 0) * columns.length);
  for (let row = 1, at = 0; row < found.rows.length; row++) {
    const now = found.rows[row]! * width;
    const before = found.rows[row - 1]! * width;
    for (const column of columns) returns[at++] = index[now + column]! / index[before + column]! - 1;
  }
  return { ...found, returns };
}

/**
 * The complete rows of returns that came as one column an instrument, each of `rowCount` rows: rows x columns.
 *
 * @param columns null where a return is unknown
 */
export function completeColumns(columns: readonly (readonly (number | null)[])[], rowCount: number): CompleteReturns {
  const found = completeRows(rowCount, columns.length, (row, column) => columns[column]![row] !== null);
  const returns = new Float64Array(found.rows.length * columns.length);
  let at = 0;
  for (const row of found.rows) for (const column of columns) returns[at++] = column[row]!;
  return { ...found, returns };
}
