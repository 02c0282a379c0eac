'use client';

import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatPercent } from '@/lib/shared/format/percent';
import { VALUE_AXIS } from './axes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { AXIS_TEXT } from './line-styles';
import { ReadOut } from './read-out';
import { linearTicks, percentTickDecimals } from './scales';
import { useElementWidth } from './use-element-width';

export interface AnnualReturn {
  readonly year: number;
  /** Decimals; null where the yardstick has no full record. */
  readonly own: number;
  readonly yardstick: number | null;
  /** The year is not complete: marked, and never scaled up. */
  readonly isPartial?: boolean | undefined;
}

export interface AnnualReturnBarsProps extends ChartTexts {
  readonly ownLabel: string;
  readonly yardstickLabel?: string | undefined;
  readonly years: readonly AnnualReturn[];
}

const HEIGHT = 300;

export function AnnualReturnBars(props: AnnualReturnBarsProps) {
  const { ownLabel, yardstickLabel, years } = props;
  const [ref, width] = useElementWidth();
  const values = years.flatMap(({ own, yardstick }) => (yardstick === null ? [own] : [own, yardstick]));
  const ticks = linearTicks(Math.min(0, ...values), Math.max(0.01, ...values), 6);
  const worst = years.reduce<AnnualReturn | undefined>(
    (low, year) => (low === undefined || year.own < low.own ? year : low),
    undefined,
  );
  const yearName = ({ year, isPartial }: AnnualReturn): string => `${year}${isPartial === true ? '*' : ''}`;
  const hasYardstick = yardstickLabel !== undefined;
  const labelEvery = Math.ceil((years.length * 48) / Math.max((width ?? 640) - 60, 1));
  return (
    <ChartFrame
      {...props}
      summary={
        worst === undefined
          ? 'No full year yet.'
          : `${years.length} years. The worst was ${worst.year} with ${formatPercent(worst.own)}.`
      }
      table={{
        columns: [
          { header: 'Year', kind: 'text' },
          { header: ownLabel, kind: 'percent' },
          ...(hasYardstick ? [{ header: yardstickLabel, kind: 'percent' as const }] : []),
        ],
        rows: years.map((year) => [yearName(year), year.own, ...(hasYardstick ? [year.yardstick] : [])]),
      }}
    >
      <div className="flex flex-wrap gap-x-5 gap-y-1 text-small">
        <BarName color="var(--accent)" label={ownLabel} />
        {hasYardstick && <BarName color="var(--outline)" label={yardstickLabel} />}
        {years.some(({ isPartial }) => isPartial === true) && <span className="text-muted">* part of a year</span>}
      </div>
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        {width !== undefined && (
          <BarChart
            width={width}
            height={HEIGHT}
            data={years.map((year) => ({ ...year, name: yearName(year) }))}
            margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
            barGap={1}
            barCategoryGap="24%"
            aria-label={`${props.title}. Arrow keys read the values.`}
          >
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis
              dataKey="name"
              interval={Math.max(labelEvery, 1) - 1}
              tickLine={false}
              axisLine={false}
              tick={AXIS_TEXT}
              height={28}
            />
            <YAxis
              {...VALUE_AXIS}
              domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
              ticks={ticks}
              tickFormatter={(value: number) => formatPercent(value, { decimals: percentTickDecimals(ticks) })}
              width={52}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--well)' }}
              content={({ active, label }) => {
                const year = active ? years.find((candidate) => yearName(candidate) === label) : undefined;
                return year === undefined ? null : (
                  <ReadOut
                    title={yearName(year)}
                    items={[
                      { label: ownLabel, value: formatPercent(year.own, { sign: 'always' }), color: 'var(--accent)' },
                      ...(hasYardstick
                        ? [
                            {
                              label: yardstickLabel,
                              value: formatPercent(year.yardstick, { sign: 'always' }),
                              color: 'var(--outline)',
                            },
                          ]
                        : []),
                    ]}
                  />
                );
              }}
            />
            <ReferenceLine y={0} stroke="var(--outline)" />
            <Bar dataKey="own" fill="var(--accent)" maxBarSize={22} isAnimationActive={false} />
            {hasYardstick && (
              <Bar dataKey="yardstick" fill="var(--outline)" maxBarSize={22} isAnimationActive={false} />
            )}
          </BarChart>
        )}
      </div>
    </ChartFrame>
  );
}

function BarName({ color, label }: { readonly color: string; readonly label: string }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="size-3" style={{ background: color }} />
      {label}
    </span>
  );
}
