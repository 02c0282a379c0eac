'use client';

import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatDay } from '@/lib/shared/format/date';
import { isoDayFromNumber, isoDay } from '@/lib/base/iso-day';
import { DAY_AXIS_HEIGHT, DAY_CURSOR, dayAxis, VALUE_AXIS } from './axes';
import { lineStyles } from './line-styles';
import { spreadLabels } from './label-layout';
import { ReadOut } from './read-out';
import { scalePosition } from './scales';

export interface TimeLine {
  readonly id: string;
  readonly label: string;
  readonly isOwn?: boolean | undefined;
}

/** One date: `day` counts from 1970, the other keys are the lines' ids. */
export type TimePoint = Readonly<Record<string, number>> & { readonly day: number };

export interface TimeLinesProps {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly points: readonly TimePoint[];
  readonly lines: readonly TimeLine[];
  readonly ticks: readonly number[];
  readonly isLog?: boolean | undefined;
  /** Fills the own line down from zero. */
  readonly isFilled?: boolean | undefined;
  readonly axisText: (value: number) => string;
  readonly valueText: (value: number) => string;
  /** Where the part begins that the method had not seen. */
  readonly splitDay?: number | undefined;
}

const MARGIN = { top: 12, bottom: 8, left: 0 } as const;
const LABEL_GAP = 18;
const CHARACTER_WIDTH = 8.2;
/** Below this width names stand above the chart (`LineNames`): beside it they would take a third of the drawing. */
const DIRECT_LABEL_WIDTH_MIN = 560;

/** Lines over time with names at their ends; shared by growth and drawdown. */
export function TimeLines(props: TimeLinesProps) {
  const { width, height, points, lines, ticks, isLog = false, axisText } = props;
  const styles = lineStyles(lines);
  const [first, last] = [points[0], points.at(-1)];
  const [low, high] = [ticks[0], ticks.at(-1)];
  if (first === undefined || last === undefined || low === undefined || high === undefined) return null;

  const hasDirectLabels = width >= DIRECT_LABEL_WIDTH_MIN;
  const axisWidth = Math.ceil(Math.max(...ticks.map((tick) => axisText(tick).length)) * CHARACTER_WIDTH) + 16;
  const labelWidth = hasDirectLabels
    ? Math.ceil(Math.max(...lines.map(({ label }) => label.length)) * CHARACTER_WIDTH) + 14
    : 8;
  const bottom = height - MARGIN.bottom - DAY_AXIS_HEIGHT;
  const ends = lines.map(
    ({ id }) => bottom - scalePosition(last[id] ?? low, [low, high], isLog) * (bottom - MARGIN.top),
  );
  const labelTops = spreadLabels(ends, LABEL_GAP, [MARGIN.top, bottom]);

  return (
    <div className="relative" style={{ width, height }}>
      <ComposedChart
        width={width}
        height={height}
        data={[...points]}
        margin={{ ...MARGIN, right: labelWidth }}
        aria-label={`${props.name}. Arrow keys read the values.`}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis {...dayAxis(first.day, last.day, width)} />
        <YAxis
          {...VALUE_AXIS}
          type="number"
          scale={isLog ? 'log' : 'linear'}
          domain={[low, high]}
          ticks={[...ticks]}
          tickFormatter={axisText}
          width={axisWidth}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={DAY_CURSOR}
          content={({ active, label }) => <PointReadOut {...props} isShown={active} day={label} />}
        />
        {props.splitDay !== undefined && (
          <ReferenceLine x={props.splitDay} stroke="var(--outline)" strokeDasharray="3 3" />
        )}
        {lines.map(({ id, isOwn }, index) =>
          props.isFilled === true && isOwn === true ? (
            <Area
              key={id}
              dataKey={id}
              {...styles[index]}
              fill="var(--accent)"
              fillOpacity={0.12}
              dot={false}
              activeDot={{ r: 3.5 }}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={id}
              dataKey={id}
              {...styles[index]}
              dot={false}
              activeDot={{ r: 3.5 }}
              isAnimationActive={false}
            />
          ),
        )}
      </ComposedChart>
      {hasDirectLabels &&
        lines.map(({ id, label, isOwn }, index) => (
          <span
            key={id}
            aria-hidden
            className={`absolute -translate-y-1/2 text-small whitespace-nowrap ${isOwn === true ? 'font-strong text-accent' : 'text-muted'}`}
            style={{ left: width - labelWidth + 8, top: labelTops[index] }}
          >
            {label}
          </span>
        ))}
    </div>
  );
}

/** The names of the lines where there is no room at their ends; the styles decide, so that nothing moves on load. */
export function LineNames({ lines }: { readonly lines: readonly TimeLine[] }) {
  const styles = lineStyles(lines);
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small @min-[560px]:hidden">
      {lines.map(({ id, label, isOwn }, index) => (
        <li key={id} className="flex items-center gap-2">
          <svg aria-hidden width="24" height="4">
            <line x1="0" x2="24" y1="2" y2="2" {...styles[index]} />
          </svg>
          <span className={isOwn === true ? 'font-strong' : 'text-muted'}>{label}</span>
        </li>
      ))}
    </ul>
  );
}

interface PointReadOutProps extends TimeLinesProps {
  readonly isShown: boolean;
  readonly day: unknown;
}

function PointReadOut({ isShown, day, points, lines, valueText }: PointReadOutProps) {
  const point = isShown ? points.find((candidate) => candidate.day === day) : undefined;
  if (point === undefined) return null;
  const styles = lineStyles(lines);
  return (
    <ReadOut
      title={formatDay(isoDay(isoDayFromNumber(point.day)))}
      items={lines.map(({ id, label }, index) => ({
        label,
        value: valueText(point[id] ?? Number.NaN),
        color: styles[index]?.stroke,
      }))}
    />
  );
}
