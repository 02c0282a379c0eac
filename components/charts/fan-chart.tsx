'use client';

import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMoney, formatMoneyCompact } from '@/lib/shared/format/money';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { AXIS_TEXT } from './line-styles';
import { ReadOut } from './read-out';
import { linearTicks } from './scales';
import { useElementWidth } from './use-element-width';

export interface FanPoint {
  readonly yearsAhead: number;
  /** Money at five percentiles of the simulated outcomes. */
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export interface FanChartProps extends ChartTexts {
  readonly points: readonly FanPoint[];
  readonly goal?: { readonly label: string; readonly amount: number } | undefined;
  readonly currency?: string | undefined;
}

const HEIGHT = 320;

/** Where the money may stand in each year ahead: half of the outcomes in the dark band, nine in ten in the light one. */
export function FanChart(props: FanChartProps) {
  const { points, goal, currency = 'USD' } = props;
  const [ref, width] = useElementWidth();
  const money = (value: number): string => formatMoney(value, currency, { decimals: 0 });
  const ticks = linearTicks(0, Math.max(1, goal?.amount ?? 0, ...points.map(({ p95 }) => p95)), 6);
  const last = points.at(-1);
  const band = {
    stroke: 'none',
    fill: 'var(--accent)',
    isAnimationActive: false,
    activeDot: false,
  } as const;
  return (
    <ChartFrame
      {...props}
      currency={currency}
      summary={
        last === undefined
          ? 'No figures yet.'
          : `After ${last.yearsAhead} years the middle outcome is ${money(last.p50)}; nine in ten lie between ${money(last.p5)} and ${money(last.p95)}.`
      }
      table={{
        columns: [
          { header: 'Years ahead', kind: 'number' },
          ...(['5th', '25th', 'Middle', '75th', '95th'] as const).map((header) => ({ header, kind: 'money' as const })),
        ],
        rows: points.map(({ yearsAhead, p5, p25, p50, p75, p95 }) => [yearsAhead, p5, p25, p50, p75, p95]),
      }}
    >
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        {width !== undefined && (
          <ComposedChart
            width={width}
            height={HEIGHT}
            data={points.map((point) => ({ ...point, wide: [point.p5, point.p95], half: [point.p25, point.p75] }))}
            margin={{ top: 12, right: 12, bottom: 0, left: 0 }}
            aria-label={`${props.title}. Arrow keys read the values.`}
          >
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis
              dataKey="yearsAhead"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={(years: number) => (years === 0 ? 'now' : `${years} y`)}
              tickLine={false}
              axisLine={{ stroke: 'var(--outline)' }}
              tick={AXIS_TEXT}
              height={28}
            />
            <YAxis
              domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
              ticks={ticks}
              tickFormatter={(value: number) => formatMoneyCompact(value, currency)}
              width={60}
              tickLine={false}
              axisLine={false}
              tick={AXIS_TEXT}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--outline)' }}
              content={({ active, label }) => {
                const point = active ? points.find(({ yearsAhead }) => yearsAhead === label) : undefined;
                return point === undefined ? null : (
                  <ReadOut
                    title={`In ${point.yearsAhead} years`}
                    items={[
                      { label: 'Good (95th)', value: money(point.p95) },
                      { label: 'Middle', value: money(point.p50), color: 'var(--accent)' },
                      { label: 'Poor (5th)', value: money(point.p5) },
                    ]}
                  />
                );
              }}
            />
            <Area dataKey="wide" {...band} fillOpacity={0.12} />
            <Area dataKey="half" {...band} fillOpacity={0.2} />
            <Line dataKey="p50" stroke="var(--accent)" strokeWidth={2.25} dot={false} isAnimationActive={false} />
            {goal !== undefined && (
              <ReferenceLine
                y={goal.amount}
                stroke="var(--ink)"
                strokeDasharray="4 4"
                label={{
                  value: `${goal.label} ${money(goal.amount)}`,
                  position: 'insideTopLeft',
                  ...AXIS_TEXT,
                  fill: 'var(--ink)',
                }}
              />
            )}
          </ComposedChart>
        )}
      </div>
    </ChartFrame>
  );
}
