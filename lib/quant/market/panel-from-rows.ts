import { invariant } from '../../base/invariant';
import { byRowThenSymbol, type CleaningIssue } from './cleaning-report';
import type { Cleaned } from './clean';
import type { Instrument } from './instrument';
import { type AllocateBytes, allocateDays, allocateLayer, allocateMask, allocateSharedBytes, KNOWN } from './panel';
import { makePanel, type PriceBasis, type PriceSource } from './panel';

/** One price of one instrument, in any order. */
export interface PriceRow {
  readonly symbol: string;
  /** Whole days since 1970-01-01. */
  readonly day: number;
  readonly close: number;
  /** Equal to the close where dividends are already in it. */
  readonly totalReturnIndex: number;
  readonly open?: number;
  readonly volume?: number;
}

export interface PanelFromRowsOptions {
  /** The columns, in order; rows of other symbols are a caller's mistake. */
  readonly instruments: readonly Instrument[];
  readonly basis: PriceBasis;
  readonly source: PriceSource;
  readonly allocate?: AllocateBytes;
}

const isPrice = (value: number): boolean => Number.isFinite(value) && value > 0;

/**
 * Builds a panel over the union of the rows' days. A price that is no price is left out and a second price for a day
 * is ignored; both are reported.
 *
 * @throws InvariantError on a symbol that is not among the instruments
 */
export function panelFromRows(rows: readonly PriceRow[], options: PanelFromRowsOptions): Cleaned {
  const { instruments, basis, source, allocate = allocateSharedBytes } = options;
  const days = allocateDays(
    [...new Set(rows.map(({ day }) => day))].sort((left, right) => left - right),
    allocate,
  );
  const rowOfDay = new Map(Array.from(days, (day, row) => [day, row]));
  const columnOf = new Map(instruments.map(({ symbol }, column) => [symbol, column]));
  const shape = { instruments, days };
  const known = allocateMask(shape, allocate);
  const close = allocateLayer(shape, allocate);
  const totalReturnIndex = basis === 'total-return' ? close : allocateLayer(shape, allocate);
  const open = rows.some((row) => row.open !== undefined) ? allocateLayer(shape, allocate) : undefined;
  const volume = rows.some((row) => row.volume !== undefined) ? allocateLayer(shape, allocate) : undefined;
  const issues: CleaningIssue[] = [];
  for (const entry of rows) {
    const row = rowOfDay.get(entry.day);
    const column = columnOf.get(entry.symbol);
    invariant(row !== undefined && column !== undefined, `${entry.symbol} is not among the instruments of the panel`);
    const k = row * instruments.length + column;
    const at = { symbol: entry.symbol, day: entry.day, row };
    if (!isPrice(entry.close) || !isPrice(entry.totalReturnIndex)) {
      const value = Number.isFinite(entry.close) ? { value: entry.close } : {};
      issues.push({ ...at, kind: 'non-positive-price', action: 'removed', facts: value });
    } else if (known[k] !== KNOWN.absent) {
      issues.push({
        ...at,
        kind: 'duplicate-day',
        action: 'kept-first',
        facts: { kept: close[k]!, ignored: entry.close },
      });
    } else {
      known[k] = KNOWN.observed;
      close[k] = entry.close;
      totalReturnIndex[k] = entry.totalReturnIndex;
      if (open !== undefined) open[k] = entry.open ?? Number.NaN;
      if (volume !== undefined) volume[k] = entry.volume ?? Number.NaN;
    }
  }
  const layers = { close, totalReturnIndex, ...(open && { open }), ...(volume && { volume }) };
  return {
    panel: makePanel({ instruments, days, layers, known, basis, source }),
    report: { issues: issues.sort(byRowThenSymbol) },
  };
}
