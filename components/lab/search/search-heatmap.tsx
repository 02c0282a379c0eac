'use client';

import { type ReactNode, useState } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { HeatTable, shadeColor } from '@/components/charts/heat-table';
import { Select } from '@/components/ui/select';
import type { SearchDimensionName, SearchResult } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { heatMapOf, variedIn } from './search-reading';
import { DIMENSION_WORDS, valueWords } from './search-words';

export interface SearchHeatmapProps {
  /** In which two things or more were varied; with fewer there is nothing to draw. */
  readonly result: SearchResult;
  readonly source: ReactNode;
}

/** Two varied things against each other. A single dark cell is luck; a whole dark corner may be more. */
export function SearchHeatmap({ result, source }: SearchHeatmapProps) {
  const varied = variedIn(result);
  const [rowId, setRowId] = useState(varied[0]);
  const [columnId, setColumnId] = useState(varied[1]);
  if (rowId === undefined || columnId === undefined) return null;
  const { rows, columns, cells } = heatMapOf(result, rowId, columnId);
  const all = cells.flat().filter((cell) => cell !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const title = `Mean Sharpe ratio by ${nameOf(rowId)} and ${nameOf(columnId)}`;
  const options = varied.map((id) => ({ value: id, label: DIMENSION_WORDS[id].name }));
  /** What stood on the other side changes places with it. */
  const choose = (text: string, isRow: boolean): void => {
    const chosen = varied.find((id) => id === text);
    if (chosen === (isRow ? columnId : rowId)) {
      setRowId(columnId);
      setColumnId(rowId);
    } else if (isRow) setRowId(chosen);
    else setColumnId(chosen);
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select label="Down" options={options} value={rowId} onValueChange={(id) => choose(id, true)} />
        <Select label="Across" options={options} value={columnId} onValueChange={(id) => choose(id, false)} />
      </div>
      <ChartFrame
        takeaway="Each cell is the mean over all tries with both values, so that no lucky one makes it."
        title={title}
        source={source}
        summary={`Between ${formatNumber(low)} and ${formatNumber(high)}.`}
        table={{
          columns: [
            { header: DIMENSION_WORDS[rowId].name, kind: 'text' },
            ...columns.map((value) => ({ header: valueWords(columnId, value), kind: 'number' as const })),
          ],
          rows: rows.map((value, r) => [valueWords(rowId, value), ...(cells[r] ?? [])]),
        }}
      >
        <HeatTable
          title={title}
          columns={columns.map((value) => valueWords(columnId, value))}
          rows={rows.map((value) => valueWords(rowId, value))}
          minWidthClass="min-w-20 px-2"
          cell={(_row, r, c) => <Cell value={cells[r]?.[c] ?? null} ends={[low, high]} />}
        />
      </ChartFrame>
    </div>
  );
}

const nameOf = (id: SearchDimensionName): string => DIMENSION_WORDS[id].name.toLowerCase();

function Cell({
  value,
  ends: [low, high],
}: {
  readonly value: number | null;
  readonly ends: readonly [number, number];
}) {
  if (value === null) return <td className="h-9 min-w-20" />;
  const strength = high > low ? (value - low) / (high - low) : 0;
  return (
    <td className="h-9 min-w-20 px-2 text-center" style={{ background: shadeColor(strength) }}>
      {formatNumber(value)}
    </td>
  );
}
