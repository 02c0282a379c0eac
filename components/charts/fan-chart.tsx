'use client';

import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney, formatMoneyCompact } from '@/lib/shared/format/money';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { DayLabels, ValueLabels } from './plot-labels';
import { linearTicks, scalePosition, timeTicksAcross } from './scales';
import { useElementWidth } from './use-element-width';

export interface FanBands {
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

export interface FanChartProps extends ChartTexts {
  /** ISO days, rising, one a value. */
  readonly dates: readonly string[];
  /** Money. */
  readonly bands: FanBands;
  /** A line across, with its name. */
  readonly goal?: { readonly amount: number; readonly label: string } | undefined;
}

const HEIGHT = 320;
const PLOT = { top: 12, right: 16, bottom: 36, left: 64 } as const;

/** What nine paths in ten lie between, the middle half of them, and their centre. */
export function FanChart(props: FanChartProps) {
  const { dates, bands, goal } = props;
  const [ref, width] = useElementWidth();
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(props)}
      table={{
        columns: [
          { header: 'Day', kind: 'day' },
          { header: '5 in 100 below', kind: 'money' },
          { header: '25 in 100 below', kind: 'money' },
          { header: 'Middle', kind: 'money' },
          { header: '75 in 100 below', kind: 'money' },
          { header: '95 in 100 below', kind: 'money' },
        ],
        rows: dates.map((date, at) => [
          date,
          bands.p5[at] ?? null,
          bands.p25[at] ?? null,
          bands.p50[at] ?? null,
          bands.p75[at] ?? null,
          bands.p95[at] ?? null,
        ]),
      }}
    >
      <div className="flex flex-col gap-2">
        <FanLegend goal={goal?.label} />
        <div ref={ref} style={{ minHeight: HEIGHT }}>
          {width !== undefined && dates.length > 1 && <Drawing {...props} width={width} />}
        </div>
      </div>
    </ChartFrame>
  );
}

function summaryOf({ dates, bands, goal }: FanChartProps): string {
  const money = (value: number | undefined): string => formatMoney(value ?? null, 'USD', { decimals: 0 });
  const last = dates.length - 1;
  const end = `On ${formatDay(dates[last] ?? null)} the middle path has ${money(bands.p50[last])}; nine in ten lie between ${money(bands.p5[last])} and ${money(bands.p95[last])}.`;
  return goal === undefined ? end : `${end} ${goal.label}: ${money(goal.amount)}.`;
}

function FanLegend({ goal }: { readonly goal: string | undefined }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
      <li className="flex items-center gap-2">
        <span aria-hidden className="h-0.5 w-6 bg-accent" /> Middle path
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden className="h-3 w-6 bg-accent opacity-40" /> Half of the paths
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden className="h-3 w-6 bg-accent opacity-15" /> Nine in ten
      </li>
      {goal !== undefined && (
        <li className="flex items-center gap-2">
          <span aria-hidden className="w-6 border-t-2 border-dashed border-ink" /> {goal}
        </li>
      )}
    </ul>
  );
}

function Drawing({ dates, bands, goal, title, width }: FanChartProps & { readonly width: number }) {
  const days = dates.map((date) => dayNumber(isoDay(date)));
  const ends = [days[0] ?? 0, days.at(-1) ?? 1] as const;
  const ticks = linearTicks(0, Math.max(...bands.p95, goal?.amount ?? 0, 1), 6);
  const top = ticks.at(-1) ?? 1;
  const right = width - PLOT.right;
  const bottom = HEIGHT - PLOT.bottom;
  const x = (day: number): number => PLOT.left + scalePosition(day, ends) * (right - PLOT.left);
  const y = (value: number): number => bottom - scalePosition(value, [0, top]) * (bottom - PLOT.top);
  const line = (values: readonly number[]): string[] => values.map((value, at) => `${x(days[at] ?? 0)},${y(value)}`);
  const area = (low: readonly number[], high: readonly number[]): string =>
    [...line(high), ...line(low).toReversed()].join(' ');
  const [first, last] = [dates[0] ?? '', dates.at(-1) ?? ''];
  const marks = timeTicksAcross(isoDay(first), isoDay(last), width);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={title}>
      {ticks.map((tick) => (
        <line key={tick} x1={PLOT.left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--hairline)" />
      ))}
      <polygon points={area(bands.p5, bands.p95)} fill="var(--accent)" fillOpacity={0.14} />
      <polygon points={area(bands.p25, bands.p75)} fill="var(--accent)" fillOpacity={0.26} />
      <polyline points={line(bands.p50).join(' ')} fill="none" stroke="var(--accent)" strokeWidth={2.25} />
      {goal !== undefined && (
        <line
          x1={PLOT.left}
          x2={right}
          y1={y(goal.amount)}
          y2={y(goal.amount)}
          stroke="var(--ink)"
          strokeWidth={1.5}
          strokeDasharray="6 4"
        />
      )}
      <g aria-hidden>
        <ValueLabels values={ticks} text={(tick) => formatMoneyCompact(tick, 'USD')} left={PLOT.left} y={y} />
        <DayLabels ticks={marks} x={x} bottom={bottom} />
      </g>
    </svg>
  );
}
