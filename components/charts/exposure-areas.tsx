'use client';

import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId, byAssetClass } from './asset-classes';
import { DAY_CURSOR, dayAxis, VALUE_AXIS } from './axes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { ReadOut } from './read-out';
import { ClassKey } from './stacked-bar';
import { useElementWidth } from './use-element-width';

export interface ClassShares {
  readonly assetClass: AssetClassId;
  /** Decimals, one for each date. */
  readonly shares: readonly number[];
}

export interface ExposureAreasProps extends ChartTexts {
  /** ISO days, rising. */
  readonly dates: readonly string[];
  readonly classes: readonly ClassShares[];
  /** Where shares change at their date only: the day until which the last ones hold. Absent: they move from date to date. */
  readonly heldUntil?: string | undefined;
}

const HEIGHT = 280;
const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Shares of the portfolio by class over time, stacked to the whole. */
export function ExposureAreas(props: ExposureAreasProps) {
  const { dates, heldUntil } = props;
  const classes = props.classes.toSorted((left, right) => byAssetClass(left.assetClass, right.assetClass));
  const [ref, width] = useElementWidth();
  const isStepped = heldUntil !== undefined;
  const points = (isStepped ? [...dates, heldUntil] : dates).map((date, place) => {
    const at = Math.min(place, dates.length - 1);
    return {
      day: dayNumber(isoDay(date)),
      date,
      at,
      ...Object.fromEntries(classes.map(({ assetClass, shares }) => [assetClass, shares[at] ?? 0])),
    };
  });
  const [first, last] = [points[0], points.at(-1)];
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(dates, classes, isStepped)}
      table={dayTable(
        dates,
        classes.map(({ assetClass, shares }) => ({ label: ASSET_CLASSES[assetClass].label, values: shares })),
        'percent',
        isStepped ? 'From' : 'Day',
      )}
    >
      <ClassKey classes={classes.map(({ assetClass }) => ({ assetClass }))} />
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        {width !== undefined && first !== undefined && last !== undefined && (
          <AreaChart
            width={width}
            height={HEIGHT}
            data={points}
            margin={{ top: 8, right: 8, bottom: 8, left: 0 }}
            aria-label={`${props.title}. Arrow keys read the values.`}
          >
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis {...dayAxis(first.day, last.day, width)} />
            <YAxis
              {...VALUE_AXIS}
              domain={[0, 1]}
              ticks={SHARE_TICKS}
              tickFormatter={(share: number) => formatPercent(share, { decimals: 0 })}
              width={52}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={DAY_CURSOR}
              content={({ active, label }) => {
                const point = active ? points.find(({ day }) => day === label) : undefined;
                return point === undefined ? null : (
                  <ReadOut
                    title={formatDay(point.date)}
                    items={classes.map(({ assetClass, shares }) => ({
                      label: ASSET_CLASSES[assetClass].label,
                      value: formatPercent(shares[point.at] ?? null),
                      color: ASSET_CLASSES[assetClass].color,
                    }))}
                  />
                );
              }}
            />
            {classes.map(({ assetClass }) => (
              <Area
                key={assetClass}
                type={isStepped ? 'stepAfter' : 'linear'}
                dataKey={assetClass}
                stackId="shares"
                stroke="none"
                fill={ASSET_CLASSES[assetClass].color}
                fillOpacity={1}
                isAnimationActive={false}
              />
            ))}
          </AreaChart>
        )}
      </div>
    </ChartFrame>
  );
}

function summaryOf(dates: readonly string[], classes: readonly ClassShares[], isStepped: boolean): string {
  const mix = (at: number): string =>
    classes
      .map(({ assetClass, shares }) => `${ASSET_CLASSES[assetClass].label} ${formatPercent(shares.at(at) ?? null)}`)
      .join(', ');
  const [first, last] = [formatDay(dates[0] ?? null), formatDay(dates.at(-1) ?? null)];
  return isStepped ? `From ${first}: ${mix(0)}. From ${last}: ${mix(-1)}.` : `On ${last}: ${mix(-1)}.`;
}
