'use client';

import { useMemo } from 'react';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { NamedLines } from './named-lines';
import { linearTicks, percentTickDecimals } from './scales';
import { drawdownSummary } from './summaries';
import { timePoints } from './time-points';

export interface DrawdownSeries {
  readonly id: string;
  readonly label: string;
  /** Decimals of at most zero: −0.2 is 20 % below the highest value so far. */
  readonly drawdowns: readonly number[];
  readonly isOwn?: boolean | undefined;
}

export interface UnderwaterChartProps extends ChartTexts {
  readonly dates: readonly string[];
  readonly series: readonly DrawdownSeries[];
}

const HEIGHT = 240;

export function UnderwaterChart(props: UnderwaterChartProps) {
  const { dates, series } = props;
  const points = useMemo(
    () =>
      timePoints(
        dates,
        series.map(({ id, drawdowns }) => ({ id, values: drawdowns })),
      ),
    [dates, series],
  );
  const deepest = Math.min(0, ...points.flatMap((point) => series.map(({ id }) => point[id] ?? 0)));
  const ticks = linearTicks(Math.min(deepest, -0.01), 0, 5);
  return (
    <ChartFrame
      {...props}
      summary={drawdownSummary(series, dates)}
      table={dayTable(
        dates,
        series.map(({ label, drawdowns }) => ({ label, values: drawdowns })),
        'percent',
      )}
    >
      <NamedLines
        name={props.title}
        height={HEIGHT}
        points={points}
        lines={series}
        ticks={ticks}
        isFilled
        axisText={(value) => formatPercent(value, { decimals: percentTickDecimals(ticks) })}
        valueText={(value) => formatPercent(value)}
      />
    </ChartFrame>
  );
}
