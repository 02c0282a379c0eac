import type { XAxisProps } from 'recharts';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { AXIS_TEXT } from './line-styles';
import { timeTicksAcross } from './scales';

export const DAY_AXIS_HEIGHT = 28;

/** The axis below a chart whose points are days; `width` decides how many of them are marked. */
export function dayAxis(firstDay: number, lastDay: number, width: number): XAxisProps {
  const ticks = timeTicksAcross(isoDayFromNumber(firstDay), isoDayFromNumber(lastDay), width);
  const labels = new Map(ticks.map(({ day, label }) => [day, label]));
  return {
    dataKey: 'day',
    type: 'number',
    domain: [firstDay, lastDay],
    ticks: ticks.map(({ day }) => day),
    tickFormatter: (day: number) => labels.get(day) ?? '',
    height: DAY_AXIS_HEIGHT,
    interval: 0,
    tickLine: false,
    axisLine: { stroke: 'var(--outline)' },
    tick: AXIS_TEXT,
  };
}

/** The axis beside a chart: every tick is written, and the grid stands in place of a line. */
export const VALUE_AXIS = { interval: 0, tickLine: false, axisLine: false, tick: AXIS_TEXT } as const;

/** Where the pointer or the arrow keys are, on a chart of days. */
export const DAY_CURSOR = { stroke: 'var(--outline)', strokeWidth: 1 } as const;
