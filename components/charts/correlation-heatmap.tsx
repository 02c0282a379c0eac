'use client';

import { formatNumber } from '@/lib/shared/format/number';
import { ChartFrame, type ChartTexts } from './chart-frame';

export interface CorrelationHeatmapProps extends ChartTexts {
  readonly symbols: readonly string[];
  /** One row per symbol, in their order; −1 to 1. */
  readonly correlations: readonly (readonly number[])[];
}

/** Stronger tints would leave the figures below readable contrast. */
const TINT_PERCENT_MAX = 42;

/** A table whose cells are tinted: blue for moving together, orange for moving against each other. */
export function CorrelationHeatmap(props: CorrelationHeatmapProps) {
  const { symbols, correlations } = props;
  const pairs = symbols.flatMap((one, row) =>
    symbols
      .slice(row + 1)
      .map((other, offset) => ({ one, other, value: correlations[row]?.[row + 1 + offset] ?? Number.NaN })),
  );
  const ordered = pairs.toSorted((left, right) => left.value - right.value);
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  return (
    <ChartFrame
      {...props}
      summary={
        lowest === undefined || highest === undefined
          ? 'A correlation needs two holdings.'
          : `Most alike: ${highest.one} and ${highest.other} at ${formatNumber(highest.value)}. Least alike: ${lowest.one} and ${lowest.other} at ${formatNumber(lowest.value)}.`
      }
      table={{
        columns: [
          { header: 'Symbol', kind: 'text' },
          ...symbols.map((symbol) => ({ header: symbol, kind: 'number' as const })),
        ],
        rows: symbols.map((symbol, row) => [
          symbol,
          ...symbols.map((_, column) => correlations[row]?.[column] ?? null),
        ]),
      }}
    >
      <div role="region" aria-label={props.title} tabIndex={0} className="overflow-x-auto">
        <table className="figures border-separate border-spacing-0.5 text-small">
          <caption className="sr-only">{props.title}</caption>
          <thead>
            <tr>
              <td className="sticky start-0 bg-paper" />
              {symbols.map((symbol) => (
                <th key={symbol} scope="col" className="h-9 min-w-13 font-regular text-muted">
                  {symbol}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {symbols.map((symbol, row) => (
              <tr key={symbol}>
                <th scope="row" className="sticky start-0 bg-paper pe-3 text-start font-regular text-muted">
                  {symbol}
                </th>
                {symbols.map((other, column) => (
                  <CorrelationCell
                    key={other}
                    value={correlations[row]?.[column] ?? Number.NaN}
                    isDiagonal={row === column}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

function CorrelationCell({ value, isDiagonal }: { readonly value: number; readonly isDiagonal: boolean }) {
  const tint = Math.round(Math.min(Math.abs(value), 1) * TINT_PERCENT_MAX);
  const hue = value < 0 ? 'var(--class-commodity)' : 'var(--class-bond)';
  return (
    <td
      className="h-9 min-w-13 text-center"
      style={{
        background:
          isDiagonal || Number.isNaN(value) ? 'var(--well)' : `color-mix(in srgb, ${hue} ${tint}%, var(--paper))`,
      }}
    >
      {isDiagonal ? <span className="text-muted">1</span> : formatNumber(value)}
    </td>
  );
}
