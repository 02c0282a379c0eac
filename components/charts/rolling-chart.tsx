'use client';

import { useMemo } from 'react';
import { formatDay } from '@/lib/shared/format/date';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { linearTicks, percentTickDecimals } from './scales';
import { LineNames, TimeLines } from './time-lines';
import { timePoints } from './time-points';
import { useElementWidth } from './use-element-width';

export interface RollingLine {
  readonly id: string;
  readonly label: string;
  /** One a date; null where the figure is undefined. */
  readonly values: readonly (number | null)[];
  readonly isOwn?: boolean | undefined;
}

export interface RollingChartProps extends ChartTexts {
  /** ISO days, rising. */
  readonly dates: readonly string[];
  readonly lines: readonly RollingLine[];
  readonly unit: 'percent' | 'number';
}

const HEIGHT = 220;

/** A figure over a moving window: how steady it was, or not. */
export function RollingChart(props: RollingChartProps) {
  const { dates, lines, unit } = props;
  const [ref, width] = useElementWidth();
  const points = useMemo(
    () =>
      timePoints(
        dates,
        lines.map(({ id, values }) => ({ id, values: values.map((value) => value ?? Number.NaN) })),
      ),
    [dates, lines],
  );
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = known.length === 0 ? [] : linearTicks(Math.min(0, ...known), Math.max(...known), 5);
  const valueText = (value: number): string => (unit === 'percent' ? formatPercent(value) : formatNumber(value));
  const axisText = (value: number): string =>
    unit === 'percent'
      ? formatPercent(value, { decimals: percentTickDecimals(ticks) })
      : formatNumber(value, { decimals: 1 });
  return (
    <ChartFrame
      {...props}
      summary={`From ${formatDay(dates[0] ?? null)} to ${formatDay(dates.at(-1) ?? null)}: ${lines.map((line) => rangeWords(line, valueText)).join('; ')}.`}
      table={{
        columns: [{ header: 'Day', kind: 'day' }, ...lines.map(({ label }) => ({ header: label, kind: unit }))],
        rows: dates.map((date, index) => [date, ...lines.map(({ values }) => values[index] ?? null)]),
      }}
    >
      <div className="@container flex flex-col gap-2">
        <LineNames lines={lines} />
        <div ref={ref} style={{ minHeight: HEIGHT }}>
          {width !== undefined && (
            <TimeLines
              name={props.title}
              width={width}
              height={HEIGHT}
              points={points}
              lines={lines}
              ticks={ticks}
              isLog={false}
              isFilled={false}
              axisText={axisText}
              valueText={valueText}
              splitDay={undefined}
            />
          )}
        </div>
      </div>
    </ChartFrame>
  );
}

function rangeWords({ label, values }: RollingLine, valueText: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? `${label} has no figure`
    : `${label} between ${valueText(Math.min(...known))} and ${valueText(Math.max(...known))}`;
}
