'use client';

import { formatNumber } from '@/lib/shared/format/number';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { heatColor, HeatTable } from './heat-table';

export interface CorrelationHeatmapProps extends ChartTexts {
  readonly symbols: readonly string[];
  /** One row per symbol, in their order; −1 to 1. */
  readonly correlations: readonly (readonly number[])[];
}

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
      <HeatTable
        title={props.title}
        columns={symbols}
        rows={symbols}
        minWidthClass="min-w-13"
        cell={(_symbol, row, column) => (
          <CorrelationCell value={correlations[row]?.[column] ?? Number.NaN} isDiagonal={row === column} />
        )}
      />
    </ChartFrame>
  );
}

function CorrelationCell({ value, isDiagonal }: { readonly value: number; readonly isDiagonal: boolean }) {
  return (
    <td
      className="h-9 min-w-13 text-center"
      style={{
        background: isDiagonal || Number.isNaN(value) ? 'var(--well)' : heatColor(value, Math.min(Math.abs(value), 1)),
      }}
    >
      {isDiagonal ? <span className="text-muted">1</span> : formatNumber(value)}
    </td>
  );
}
