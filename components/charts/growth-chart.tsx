'use client';

import { useMemo, useState } from 'react';
import { formatMoney, formatMoneyCompact } from '@/lib/shared/format/money';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { Button } from '@/components/ui/button';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { NamedLines } from './named-lines';
import { linearTicks, logTicks } from './scales';
import { growthSummary } from './summaries';
import { timePoints } from './time-points';

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
  const points = useMemo(() => timePoints(dates, series), [dates, series]);
  const drawn = points.flatMap((point) => series.map(({ id }) => point[id] ?? Number.NaN));
  const [min, max] = [Math.min(...drawn), Math.max(...drawn)];
  const ticks = drawn.length === 0 ? [] : isLog && min > 0 ? logTicks(min, max, 7) : linearTicks(min, max, 6);
  return (
    <ChartFrame
      {...props}
      currency={currency}
      summary={growthSummary(series, dates, currency)}
      table={dayTable(dates, series, 'money')}
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
      <NamedLines
        name={props.title}
        height={HEIGHT}
        points={points}
        lines={series}
        ticks={ticks}
        isLog={isLog && min > 0}
        axisText={(value) => formatMoneyCompact(value, currency)}
        valueText={(value) => formatMoney(value, currency, { decimals: 0 })}
        splitDay={splitDate === undefined ? undefined : dayNumber(isoDay(splitDate))}
      />
    </ChartFrame>
  );
}
