import { KNOWN, type PricePanel } from './panel';

/**
 * Total returns from each row of a panel to the next, NaN where an instrument is unknown on either of the two.
 *
 * @param columns of the panel, in the order wanted
 * @returns row-major (days - 1) x columns, decimals
 */
export function gappedPriceReturns({ dayCount, known, layers, instruments }: PricePanel, columns: Int32Array) {
  const width = instruments.length;
  const index = layers.totalReturnIndex;
  const returns = new Float64Array(Math.max(dayCount - 1, 0) * columns.length).fill(Number.NaN);
  for (let row = 1; row < dayCount; row++) {
    columns.forEach((column, at) => {
      const now = row * width + column;
      const before = now - width;
      if (known[now] === KNOWN.absent || known[before] === KNOWN.absent) return;
      returns[(row - 1) * columns.length + at] = index[now]! / index[before]! - 1;
    });
  }
  return returns;
}
