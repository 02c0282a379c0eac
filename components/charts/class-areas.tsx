'use client';

import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { dayTable } from './chart-table';
import { DayLabels, ValueLabels } from './plot-labels';
import { scalePosition, timeTicksAcross } from './scales';
import { useElementWidth } from './use-element-width';

export interface ClassAreasProps extends ChartTexts {
  /** ISO days, rising: from each of them on the shares hold. */
  readonly dates: readonly string[];
  /** The day until which the last shares hold. */
  readonly endDate: string;
  readonly classes: readonly { readonly assetClass: AssetClassId; readonly shares: readonly number[] }[];
}

const HEIGHT = 240;
const PLOT = { top: 8, right: 16, bottom: 36, left: 52 } as const;
const SHARES = [0, 0.5, 1] as const;

/** What a mix is made of over the years ahead: one step at a time, as it is held. */
export function ClassAreas(props: ClassAreasProps) {
  const { dates, classes } = props;
  const [ref, width] = useElementWidth();
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(props)}
      table={dayTable(
        dates,
        classes.map(({ assetClass, shares }) => ({ label: ASSET_CLASSES[assetClass].label, values: shares })),
        'percent',
        'From',
      )}
    >
      <div className="flex flex-col gap-2">
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small text-muted">
          {classes.map(({ assetClass }) => (
            <li key={assetClass} className="flex items-center gap-2">
              <span aria-hidden className="size-3" style={{ background: ASSET_CLASSES[assetClass].color }} />
              {ASSET_CLASSES[assetClass].label}
            </li>
          ))}
        </ul>
        <div ref={ref} style={{ minHeight: HEIGHT }}>
          {width !== undefined && dates.length > 0 && <Drawing {...props} width={width} />}
        </div>
      </div>
    </ChartFrame>
  );
}

function summaryOf({ dates, classes }: ClassAreasProps): string {
  const at = (step: number): string =>
    classes
      .map(
        ({ assetClass, shares }) =>
          `${ASSET_CLASSES[assetClass].label} ${formatPercent(shares.at(step) ?? null, { decimals: 0 })}`,
      )
      .join(', ');
  return `From ${formatDay(dates[0] ?? null)}: ${at(0)}. From ${formatDay(dates.at(-1) ?? null)}: ${at(-1)}.`;
}

/** Each class on top of those before it. */
function stacked(classes: ClassAreasProps['classes']) {
  return classes.map(({ assetClass, shares }, place) => ({
    assetClass,
    edges: shares.map((share, step) => ({
      share,
      from: classes.slice(0, place).reduce((sum, other) => sum + (other.shares[step] ?? 0), 0),
    })),
  }));
}

function Drawing({ dates, endDate, classes, title, width }: ClassAreasProps & { readonly width: number }) {
  const days = [...dates, endDate].map((date) => dayNumber(isoDay(date)));
  const ends = [days[0] ?? 0, days.at(-1) ?? 1] as const;
  const right = width - PLOT.right;
  const bottom = HEIGHT - PLOT.bottom;
  const x = (day: number): number => PLOT.left + scalePosition(day, ends) * (right - PLOT.left);
  const y = (share: number): number => bottom - share * (bottom - PLOT.top);
  const marks = timeTicksAcross(isoDay(dates[0] ?? endDate), isoDay(endDate), width);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={title}>
      {stacked(classes).map(({ assetClass, edges }) =>
        edges.map(({ from, share }, step) => {
          const [left, end] = [x(days[step] ?? 0), x(days[step + 1] ?? 0)];
          return (
            <rect
              key={`${assetClass}-${dates[step] ?? ''}`}
              x={left}
              width={Math.max(0, end - left - 1)}
              y={y(from + share)}
              height={Math.max(0, y(from) - y(from + share))}
              fill={ASSET_CLASSES[assetClass].color}
            />
          );
        }),
      )}
      <g aria-hidden>
        <ValueLabels values={SHARES} text={(share) => formatPercent(share, { decimals: 0 })} left={PLOT.left} y={y} />
        <DayLabels ticks={marks} x={x} bottom={bottom} />
      </g>
    </svg>
  );
}
