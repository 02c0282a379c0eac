'use client';

import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney, formatMoneyCompact } from '@/lib/shared/format/money';
import { DAY_CURSOR, dayAxis, VALUE_AXIS } from './axes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { ReadOut } from './read-out';
import { linearTicks } from './scales';
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
const BAND = { fill: 'var(--accent)', stroke: 'none', activeDot: false, isAnimationActive: false } as const;

const money = (value: number | undefined): string => formatMoney(value ?? null, 'USD', { decimals: 0 });

/** What nine paths in ten lie between, the middle half of them, and their centre. */
export function FanChart(props: FanChartProps) {
  const { dates, bands, goal } = props;
  const [ref, width] = useElementWidth();
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(props)}
      table={dayTable(
        dates,
        [
          { label: '5 in 100 below', values: bands.p5 },
          { label: '25 in 100 below', values: bands.p25 },
          { label: 'Middle', values: bands.p50 },
          { label: '75 in 100 below', values: bands.p75 },
          { label: '95 in 100 below', values: bands.p95 },
        ],
        'money',
      )}
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
  const end = `On ${formatDay(dates.at(-1) ?? null)} the middle path has ${money(bands.p50.at(-1))}; nine in ten lie between ${money(bands.p5.at(-1))} and ${money(bands.p95.at(-1))}.`;
  return goal === undefined ? end : `${end} ${goal.label}.`;
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

interface FanPoint {
  readonly day: number;
  readonly date: string;
  readonly nineInTen: readonly [number, number];
  readonly half: readonly [number, number];
  readonly middle: number;
}

const pointsOf = ({ dates, bands: { p5, p25, p50, p75, p95 } }: FanChartProps): FanPoint[] =>
  dates.map((date, at) => ({
    day: dayNumber(isoDay(date)),
    date,
    nineInTen: [p5[at] ?? 0, p95[at] ?? 0],
    half: [p25[at] ?? 0, p75[at] ?? 0],
    middle: p50[at] ?? 0,
  }));

function Drawing(props: FanChartProps & { readonly width: number }) {
  const { bands, goal, title, width } = props;
  const points = pointsOf(props);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const ticks = linearTicks(0, Math.max(...bands.p95, goal?.amount ?? 0, 1), 6);
  return (
    <ComposedChart
      width={width}
      height={HEIGHT}
      data={points}
      margin={{ top: 12, right: 16, bottom: 8, left: 0 }}
      aria-label={`${title}. Arrow keys read the values.`}
    >
      <CartesianGrid vertical={false} stroke="var(--hairline)" />
      <XAxis {...dayAxis(first.day, last.day, width)} />
      <YAxis
        {...VALUE_AXIS}
        domain={[0, ticks.at(-1) ?? 1]}
        ticks={ticks}
        tickFormatter={(value: number) => formatMoneyCompact(value, 'USD')}
        width={64}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={DAY_CURSOR}
        content={({ active, label }) => (
          <FanReadOut point={active ? points.find(({ day }) => day === label) : undefined} />
        )}
      />
      <Area {...BAND} dataKey="nineInTen" fillOpacity={0.14} />
      <Area {...BAND} dataKey="half" fillOpacity={0.26} />
      <Line
        dataKey="middle"
        stroke="var(--accent)"
        strokeWidth={2.25}
        dot={false}
        activeDot={{ r: 3.5 }}
        isAnimationActive={false}
      />
      {goal !== undefined && (
        <ReferenceLine y={goal.amount} stroke="var(--ink)" strokeWidth={1.5} strokeDasharray="6 4" />
      )}
    </ComposedChart>
  );
}

function FanReadOut({ point }: { readonly point: FanPoint | undefined }) {
  if (point === undefined) return null;
  const range = ([low, high]: readonly [number, number]): string => `${money(low)} to ${money(high)}`;
  return (
    <ReadOut
      title={formatDay(point.date)}
      items={[
        { label: 'Middle path', value: money(point.middle), color: 'var(--accent)' },
        { label: 'Half of the paths', value: range(point.half) },
        { label: 'Nine in ten', value: range(point.nineInTen) },
      ]}
    />
  );
}
