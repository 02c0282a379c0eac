'use client';

import { useMemo, useState } from 'react';
import { formatMoney, formatMoneyCompact } from '@/lib/shared/format/money';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { Button } from '@/components/ui/button';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { linearTicks, logTicks } from './scales';
import { growthSummary } from './summaries';
import { LineNames, TimeLines } from './time-lines';
import { timePoints } from './time-points';
import { useElementWidth } from './use-element-width';

export interface GrowthSeries {
  readonly id: string;
  readonly label: string;
  /** Money, one per date, above zero. */
  readonly values: readonly number[];
  readonly isOwn?: boolean | undefined;
}

export interface GrowthChartProps extends ChartTexts {
  /** ISO days, rising, one per value. */
  readonly dates: readonly string[];
  readonly series: readonly GrowthSeries[];
  readonly currency?: string | undefined;
  readonly isLogAtFirst?: boolean | undefined;
  /** ISO day on which the part begins that the method had not seen. */
  readonly splitDate?: string | undefined;
}

const HEIGHT = 340;

export function GrowthChart(props: GrowthChartProps) {
  const { dates, series, currency = 'USD', splitDate } = props;
  const [isLog, setIsLog] = useState(props.isLogAtFirst ?? false);
  const [ref, width] = useElementWidth();
  const points = useMemo(() => timePoints(dates, series), [dates, series]);
  const drawn = points.flatMap((point) => series.map(({ id }) => point[id] ?? Number.NaN));
  const [min, max] = [Math.min(...drawn), Math.max(...drawn)];
  const ticks = drawn.length === 0 ? [] : isLog && min > 0 ? logTicks(min, max, 7) : linearTicks(min, max, 6);
  return (
    <ChartFrame
      {...props}
      currency={currency}
      summary={growthSummary(series, dates, currency)}
      table={{
        columns: [
          { header: 'Day', kind: 'day' },
          ...series.map(({ label }) => ({ header: label, kind: 'money' as const })),
        ],
        rows: dates.map((date, index) => [date, ...series.map(({ values }) => values[index] ?? null)]),
      }}
      controls={
        min > 0 && (
          <Button
            variant="quiet"
            size="small"
            aria-label={isLog ? 'Linear scale' : 'Log scale'}
            onClick={() => setIsLog(!isLog)}
          >
            {isLog ? 'Linear' : 'Log'}
          </Button>
        )
      }
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
              isLog={isLog && min > 0}
              isFilled={false}
              axisText={(value) => formatMoneyCompact(value, currency)}
              valueText={(value) => formatMoney(value, currency, { decimals: 0 })}
              splitDay={splitDate === undefined ? undefined : dayNumber(isoDay(splitDate))}
            />
          )}
        </div>
      </div>
    </ChartFrame>
  );
}
