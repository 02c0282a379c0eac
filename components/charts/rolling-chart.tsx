'use client';

import { useMemo } from 'react';
import { formatDay } from '@/lib/shared/format/date';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { NamedLines } from './named-lines';
import { linearTicks, percentTickDecimals } from './scales';
import { timePoints } from './time-points';

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
      table={dayTable(dates, lines, unit)}
    >
      <NamedLines
        name={props.title}
        height={HEIGHT}
        points={points}
        lines={lines}
        ticks={ticks}
        axisText={axisText}
        valueText={valueText}
      />
    </ChartFrame>
  );
}

function rangeWords({ label, values }: RollingLine, valueText: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? `${label} has no figure`
    : `${label} between ${valueText(Math.min(...known))} and ${valueText(Math.max(...known))}`;
}
