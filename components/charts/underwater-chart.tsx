'use client';

import { useMemo } from 'react';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { linearTicks, percentTickDecimals } from './scales';
import { drawdownSummary } from './summaries';
import { LineNames, TimeLines } from './time-lines';
import { timePoints } from './time-points';
import { useElementWidth } from './use-element-width';

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
  const [ref, width] = useElementWidth();
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
      table={{
        columns: [
          { header: 'Day', kind: 'day' },
          ...series.map(({ label }) => ({ header: label, kind: 'percent' as const })),
        ],
        rows: dates.map((date, index) => [date, ...series.map(({ drawdowns }) => drawdowns[index] ?? null)]),
      }}
    >
      <div className="@container flex flex-col gap-2">
        <LineNames lines={series} />
        <div ref={ref} style={{ minHeight: HEIGHT }}>
          {width !== undefined && (
            <TimeLines
              name={props.title}
              width={width}
              height={HEIGHT}
              points={points}
              lines={series}
              ticks={ticks}
              isLog={false}
              isFilled
              axisText={(value) => formatPercent(value, { decimals: percentTickDecimals(ticks) })}
              valueText={(value) => formatPercent(value)}
              splitDay={undefined}
            />
          )}
        </div>
      </div>
    </ChartFrame>
  );
}
