import { invariant } from '../../base/invariant';
import { indexOfSymbol, type PricePanel } from '../market/panel';
import type { ParameterDefinition } from './parameters';

/** What several features need; features never import each other. */

/** Fifty years of trading days: more history than any fund has. */
export const WINDOW_DAYS_MAX = 12_600;

export const windowDays = (name: string, daysMin: number, daysDefault: number): ParameterDefinition => ({
  id: 'windowDays',
  name,
  kind: 'integer',
  unit: 'trading days',
  min: daysMin,
  max: WINDOW_DAYS_MAX,
  default: daysDefault,
});

export const BENCHMARK: ParameterDefinition = { id: 'benchmark', name: 'Benchmark', kind: 'symbol', default: null };

/** One number per instrument of the view. */
export function perInstrument(view: PricePanel, compute: (column: number) => number): Float64Array {
  return Float64Array.from(view.instruments, (_, column) => compute(column));
}

/** Total-return index of a column, counted back from the last row; NaN where absent or before the first row. */
export function indexBack(view: PricePanel, column: number, rowsBack: number): number {
  const row = view.dayCount - 1 - rowsBack;
  return row < 0 ? Number.NaN : view.layers.totalReturnIndex[row * view.instruments.length + column]!;
}

/** Total return over the last rows, decimal: from `fromBack` rows ago to `toBack` rows ago. */
export const returnBetween = (view: PricePanel, column: number, fromBack: number, toBack: number): number =>
  indexBack(view, column, toBack) / indexBack(view, column, fromBack) - 1;

/** The last simple returns of a column, oldest first; undefined when one of them is unknown. */
export function lastReturns(view: PricePanel, column: number, count: number): Float64Array | undefined {
  const returns = Float64Array.from({ length: count }, (_, k) => returnBetween(view, column, count - k, count - k - 1));
  return returns.some(Number.isNaN) ? undefined : returns;
}

/** @throws InvariantError when the view does not hold the symbol; the door has checked that it does */
export function benchmarkColumn(view: PricePanel, symbol: string | null): number {
  const column = symbol === null ? 0 : indexOfSymbol(view, symbol);
  invariant(
    column !== undefined && column < view.instruments.length,
    `the view does not hold the benchmark ${symbol ?? ''}`,
  );
  return column;
}
