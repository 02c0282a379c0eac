import { dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { allocateLayer, allocateMask, KNOWN, makePanel, type PricePanel } from '../../../../lib/quant/market/panel';

/** A panel from a table: each line a date and a price per symbol, null where there is none. */
export function panelOf(
  symbols: readonly string[],
  lines: readonly (readonly [date: string, ...prices: (number | null)[]])[],
): PricePanel {
  const instruments = symbols.map(describeInstrument);
  const days = Int32Array.from(lines, ([date]) => dayNumber(isoDay(date)));
  const close = allocateLayer({ instruments, days });
  const known = allocateMask({ instruments, days });
  lines.forEach(([, ...prices], row) => {
    prices.forEach((price, column) => {
      if (price === null) return;
      close[row * symbols.length + column] = price;
      known[row * symbols.length + column] = KNOWN.observed;
    });
  });
  const source = { kind: 'inline', label: 'test' } as const;
  return makePanel({
    instruments,
    days,
    layers: { close, totalReturnIndex: close },
    known,
    basis: 'total-return',
    source,
  });
}

/** Row-major covariance from volatilities and correlations. */
export const covarianceOf = (
  volatilities: readonly number[],
  correlation: (row: number, column: number) => number,
): Float64Array =>
  Float64Array.from(
    volatilities.flatMap((left, i) =>
      volatilities.map((right, j) => left * right * (i === j ? 1 : correlation(Math.min(i, j), Math.max(i, j)))),
    ),
  );
