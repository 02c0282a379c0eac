import { dayNumber, dayNumberFromCivil, civilFromDayNumber, type IsoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { invariant } from '@/lib/base/invariant';

const NICE_STEPS = [1, 2, 2.5, 5, 10] as const;

/** Twelve figures undo the rounding that repeated addition leaves in a tick such as 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Round ticks that enclose the data: the first is at most `min`, the last at least `max`. */
export function linearTicks(min: number, max: number, countMax: number): number[] {
  invariant(Number.isFinite(min) && Number.isFinite(max) && max >= min, `no scale from ${min} to ${max}`);
  const span = max > min ? max - min : Math.max(Math.abs(max), 1);
  const rough = span / Math.max(countMax - 1, 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * (NICE_STEPS.find((nice) => nice * magnitude >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.floor(tidy(min / step));
  const last = Math.max(Math.ceil(tidy(max / step)), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
}

const PERCENT_DECIMALS_MAX = 3;

/** Decimals with which every tick of a percent axis is written exactly: 2.5% must not read 3%. */
export function percentTickDecimals(ticks: readonly number[]): number {
  const isExact = (decimals: number): boolean =>
    ticks.every((tick) => Math.abs(tick * 100 - Number((tick * 100).toFixed(decimals))) < 1e-9);
  for (let decimals = 0; decimals < PERCENT_DECIMALS_MAX; decimals++) if (isExact(decimals)) return decimals;
  return PERCENT_DECIMALS_MAX;
}

/** Ticks at 1, 2 and 5 times powers of ten that enclose positive data, thinned to whole decades where there are many. */
export function logTicks(min: number, max: number, countMax: number): number[] {
  invariant(min > 0 && max >= min, `no logarithmic scale from ${min} to ${max}`);
  const ladder: number[] = [];
  // One decade of room on either side: the logarithm of 999,999.999 rounds to a whole number.
  for (let power = Math.floor(Math.log10(min)) - 1; power <= Math.ceil(Math.log10(max)) + 1; power++) {
    for (const step of [1, 2, 5]) ladder.push(tidy(step * 10 ** power));
  }
  const first = ladder.findLastIndex((tick) => tick <= min);
  const last = ladder.findIndex((tick) => tick >= max);
  const enclosing = ladder.slice(Math.max(first, 0), Math.max(last, first + 1) + 1);
  return enclosing.length <= countMax
    ? enclosing
    : enclosing.filter((_, index) => index % 3 === 0 || index === enclosing.length - 1);
}

/** Where a value stands between the ends of a scale, 0 to 1. */
export function scalePosition(value: number, ends: readonly [number, number], isLog = false): number {
  const [low, high] = ends;
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** Away from the ends, where a whole date would be cut. */
const SHORT_SPAN_MARKS = [0.15, 0.85] as const;

const dayTick = (day: number): TimeTick => ({ day, label: formatDay(isoDayFromNumber(day)) });

export interface TimeTick {
  readonly day: number;
  readonly label: string;
}

const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120] as const;
export const MONTH_NAMES = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/**
 * First days of months or years inside the span, no more than `countMax` of them; years stand alone, months carry a name.
 * A span too short for two of them is marked by two of its own days.
 */
export function timeTicks(first: IsoDay, last: IsoDay, countMax: number): TimeTick[] {
  const [start, end] = [dayNumber(first), dayNumber(last)];
  const months = (end - start) / 30.44;
  const step = MONTH_STEPS.find((candidate) => months / candidate <= countMax) ?? 120;
  const from = civilFromDayNumber(start);
  const firstMonth = from.year * 12 + from.month - 1;
  const ticks: TimeTick[] = [];
  for (let month = Math.ceil(firstMonth / step) * step; ; month += step) {
    const day = dayNumberFromCivil(Math.floor(month / 12), (month % 12) + 1, 1);
    if (day > end)
      return ticks.length >= 2
        ? ticks
        : SHORT_SPAN_MARKS.map((part) => dayTick(Math.round(start + part * (end - start))));
    const name = month % 12 === 0 || step >= 12 ? '' : `${MONTH_NAMES[month % 12] ?? ''} `;
    if (day >= start) ticks.push({ day, label: name === '' ? String(Math.floor(month / 12)) : name.trim() });
  }
}

/** A mark and the room to the next one, in pixels. */
const TIME_TICK_WIDTH = 96;

/** As many time ticks as a drawing of this width has room for, in pixels. */
export const timeTicksAcross = (first: IsoDay, last: IsoDay, width: number): TimeTick[] =>
  timeTicks(first, last, Math.max(2, Math.floor(width / TIME_TICK_WIDTH)));
