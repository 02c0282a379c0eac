'use client';

import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { heatColor, HeatTable } from './heat-table';
import { MONTH_NAMES } from './scales';

export interface MonthHeatmapProps extends ChartTexts {
  /** YYYY-MM, rising, without gaps; the first and the last month may be cut. */
  readonly months: readonly string[];
  /** Decimals, one for each month. */
  readonly returns: readonly number[];
}

/** A table of years by months whose cells are tinted: blue for gains, orange for losses; the sign is always written. */
export function MonthHeatmap(props: MonthHeatmapProps) {
  const { months, returns } = props;
  const byMonth = new Map(months.map((month, index) => [month, returns[index] ?? Number.NaN]));
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const largest = Math.max(...returns.map(Math.abs), 0.01);
  const gains = returns.filter((value) => value > 0).length;
  return (
    <ChartFrame
      {...props}
      summary={`${gains} of ${returns.length} months with a gain.`}
      table={{
        columns: [
          { header: 'Month', kind: 'text' },
          { header: 'Return', kind: 'percent' },
        ],
        rows: months.map((month, index) => [month, returns[index] ?? null]),
      }}
    >
      <HeatTable
        title={props.title}
        columns={MONTH_NAMES}
        rows={years}
        minWidthClass="min-w-14"
        cell={(year, _row, column) => (
          <MonthCell value={byMonth.get(`${year}-${String(column + 1).padStart(2, '0')}`)} largest={largest} />
        )}
      />
    </ChartFrame>
  );
}

function MonthCell({ value, largest }: { readonly value: number | undefined; readonly largest: number }) {
  if (value === undefined || Number.isNaN(value)) return <td className="h-9 min-w-14" />;
  return (
    <td className="h-9 min-w-14 px-1 text-center" style={{ background: heatColor(value, Math.abs(value) / largest) }}>
      {formatPercent(value, { sign: 'always' })}
    </td>
  );
}
