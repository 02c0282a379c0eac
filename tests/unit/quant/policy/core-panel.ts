import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { allocateMask, KNOWN, makePanel, type PricePanel } from '../../../../lib/quant/market/panel';

const DATA_FOLDER =
  process.env['BALLAST_SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../../../shared/data');
const CORE_FILE = path.join(DATA_FOLDER, 'prices/core_multi_asset_wide.csv.gz');
const YIELD_FILE = path.join(DATA_FOLDER, 'macro/yahoo_irx_tnx_daily.csv.gz');

export const HAS_SHARED_DATA = existsSync(CORE_FILE) && existsSync(YIELD_FILE);

const rowsOf = (file: string): string[][] =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** The ten funds of the core file, total return, as published: read plainly, not through the product's import. */
export function corePanel(): PricePanel {
  const [header, ...rows] = rowsOf(CORE_FILE);
  const symbols = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'];
  const columns = symbols.map((symbol) => header!.indexOf(symbol));
  const instruments = symbols.map(describeInstrument);
  const days = Int32Array.from(rows, (row) => dayNumber(isoDay(row[0]!)));
  const close = Float64Array.from(rows.flatMap((row) => columns.map((column) => Number(row[column]))));
  const known = allocateMask({ instruments, days }).fill(KNOWN.observed);
  const layers = { close, totalReturnIndex: close };
  const source = { kind: 'file', label: 'core file' } as const;
  return makePanel({ instruments, days, layers, known, basis: 'total-return', source });
}

/** Ten-year Treasury yield by day number, decimal per year. */
export function tenYearYields(): Map<number, number> {
  const [, ...rows] = rowsOf(YIELD_FILE);
  return new Map(
    rows.flatMap(([date, , yieldText]) =>
      yieldText === undefined || yieldText === '' ? [] : [[dayNumber(isoDay(date!)), Number(yieldText) / 100]],
    ),
  );
}

/** Sample covariance per year of daily returns in excess of the cash column, rows (endRow - length, endRow]; plainly. */
export function excessCovariance(
  panel: PricePanel,
  endRow: number,
  length: number,
  columns: readonly number[],
): number[][] {
  const n = panel.instruments.length;
  const cash = panel.instruments.findIndex(({ assetClass }) => assetClass === 'cash');
  const price = (row: number, column: number): number => panel.layers.totalReturnIndex[row * n + column]!;
  const daily = (row: number, column: number): number => price(row, column) / price(row - 1, column);
  const returns = Array.from({ length }, (_, back) =>
    columns.map((column) => daily(endRow - back, column) - daily(endRow - back, cash)),
  );
  const means = columns.map((_, j) => returns.reduce((sum, row) => sum + row[j]!, 0) / length);
  return columns.map((_, j) =>
    columns.map(
      (__, k) =>
        (252 / (length - 1)) * returns.reduce((sum, row) => sum + (row[j]! - means[j]!) * (row[k]! - means[k]!), 0),
    ),
  );
}
