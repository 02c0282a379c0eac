import { invariant } from '../../base/invariant';
import { indexOfSymbol, type PricePanel } from './panel';

/**
 * Returns as dates x instruments, date-major like the panel. Row t uses rows t and t - 1 only; row 0 and every pair
 * with an absent end is NaN. A carried price counts as known: its return is 0, and the next observed one catches up.
 */

export type ReturnKind = 'simple' | 'log';

export interface ReturnMatrix {
  readonly symbols: readonly string[];
  readonly days: Int32Array;
  readonly kind: ReturnKind;
  /** Length days x symbols: decimal per row of the panel, dividends included. */
  readonly values: Float64Array;
}

const matrixOf = (panel: PricePanel, kind: ReturnKind, values: Float64Array): ReturnMatrix => ({
  symbols: panel.instruments.map(({ symbol }) => symbol),
  days: panel.days,
  kind,
  values,
});

/** Simple total returns: index(t) / index(t-1) - 1, decimal per row. */
export function simpleReturns(panel: PricePanel): ReturnMatrix {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  const values = new Float64Array(totalReturnIndex.length).fill(Number.NaN);
  for (let k = n; k < values.length; k++) values[k] = totalReturnIndex[k]! / totalReturnIndex[k - n]! - 1;
  return matrixOf(panel, 'simple', values);
}

/** Log total returns: ln(index(t) / index(t-1)), decimal per row. They add up over time, simple ones over holdings. */
export function logReturns(panel: PricePanel): ReturnMatrix {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  const values = new Float64Array(totalReturnIndex.length).fill(Number.NaN);
  for (let k = n; k < values.length; k++) values[k] = Math.log(totalReturnIndex[k]! / totalReturnIndex[k - n]!);
  return matrixOf(panel, 'log', values);
}

/**
 * Returns minus those of a cash instrument on the same row; NaN where either is unknown. Risk methods work on these,
 * because raw returns flatter whatever resembles cash.
 *
 * @throws InvariantError when the matrix does not hold the cash symbol
 */
export function excessReturns(returns: ReturnMatrix, cashSymbol: string): ReturnMatrix {
  const n = returns.symbols.length;
  const cash = returns.symbols.indexOf(cashSymbol);
  invariant(cash !== -1, `the returns do not hold the cash instrument ${cashSymbol}`);
  const values = returns.values.map((value, k) => value - returns.values[k - (k % n) + cash]!);
  return { ...returns, values };
}

/** Total returns of one instrument, row by row. @throws InvariantError on a symbol that the panel does not hold */
export function simpleReturnsOf(panel: PricePanel, symbol: string): Float64Array {
  const n = panel.instruments.length;
  const column = indexOfSymbol(panel, symbol);
  invariant(column !== undefined, `the panel does not hold ${symbol}`);
  const { totalReturnIndex } = panel.layers;
  const values = new Float64Array(panel.dayCount).fill(Number.NaN);
  for (let t = 1; t < panel.dayCount; t++) {
    values[t] = totalReturnIndex[t * n + column]! / totalReturnIndex[(t - 1) * n + column]! - 1;
  }
  return values;
}

/**
 * Total returns of instruments in equal parts that are brought back on every row, without costs: the mean of those that
 * have a price on the row and on the one before.
 *
 * @param columns of the panel
 * @returns length days, simple; NaN on row 0 and where there is none
 */
export function equalPartsReturns(panel: PricePanel, columns: readonly number[]): Float64Array {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  const means = new Float64Array(panel.dayCount).fill(Number.NaN);
  for (let t = 1; t < panel.dayCount; t++) {
    let [sum, count] = [0, 0];
    for (const column of columns) {
      const value = totalReturnIndex[t * n + column]! / totalReturnIndex[(t - 1) * n + column]! - 1;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    means[t] = sum / count;
  }
  return means;
}
