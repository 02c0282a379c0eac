'use client';

import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';

export interface MonthHeatmapProps extends ChartTexts {
  /** YYYY-MM, rising, without gaps; the first and the last month may be cut. */
  readonly months: readonly string[];
  /** Decimals, one for each month. */
  readonly returns: readonly number[];
}

/** Stronger tints would leave the figures below readable contrast. */
const TINT_PERCENT_MAX = 42;

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

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
      <div role="region" aria-label={props.title} tabIndex={0} className="overflow-x-auto">
        <table className="figures border-separate border-spacing-0.5 text-small">
          <caption className="sr-only">{props.title}</caption>
          <thead>
            <tr>
              <td className="sticky start-0 bg-paper" />
              {MONTH_NAMES.map((name) => (
                <th key={name} scope="col" className="h-9 min-w-14 font-regular text-muted">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr key={year}>
                <th scope="row" className="sticky start-0 bg-paper pe-3 text-start font-regular text-muted">
                  {year}
                </th>
                {MONTH_NAMES.map((name, index) => (
                  <MonthCell
                    key={name}
                    value={byMonth.get(`${year}-${String(index + 1).padStart(2, '0')}`)}
                    largest={largest}
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

function MonthCell({ value, largest }: { readonly value: number | undefined; readonly largest: number }) {
  if (value === undefined || Number.isNaN(value)) return <td className="h-9 min-w-14" />;
  const tint = Math.round((Math.abs(value) / largest) * TINT_PERCENT_MAX);
  const hue = value < 0 ? 'var(--class-commodity)' : 'var(--class-bond)';
  return (
    <td
      className="h-9 min-w-14 px-1 text-center"
      style={{ background: `color-mix(in srgb, ${hue} ${tint}%, var(--paper))` }}
    >
      {formatPercent(value, { sign: 'always' })}
    </td>
  );
}
