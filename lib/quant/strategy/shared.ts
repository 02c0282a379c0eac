import type { AssetClass } from '../market/instrument';
import { KNOWN, type PricePanel } from '../market/panel';
import type { Decided } from './types';

export const decided = (parts: Omit<Decided, 'status' | 'leftOut' | 'facts'> & Partial<Decided>): Decided => ({
  leftOut: [],
  facts: [],
  ...parts,
  status: 'decided',
});

/** Columns with a price on the decision day, optionally of one class only. */
export function pricedColumns({ instruments, known, dayCount }: PricePanel, assetClass?: AssetClass): number[] {
  const lastRow = (dayCount - 1) * instruments.length;
  return instruments.flatMap((instrument, i) =>
    known[lastRow + i] !== KNOWN.absent && (assetClass === undefined || instrument.assetClass === assetClass)
      ? [i]
      : [],
  );
}

/** Symbols of the columns that are not among the given ones. */
export function symbolsWithout({ instruments }: PricePanel, columns: readonly number[]): string[] {
  const kept = new Set(columns);
  return instruments.flatMap(({ symbol }, i) => (kept.has(i) ? [] : [symbol]));
}

/** Length n: the total split equally over the columns. */
export function equalWeights(length: number, columns: readonly number[], total = 1): Float64Array {
  const weights = new Float64Array(length);
  for (const column of columns) weights[column] = total / columns.length;
  return weights;
}

/** A quarter of daily returns: below it a covariance is noise, however short the policy's look-back. */
export const ESTIMATE_ROWS_MIN = 64;
