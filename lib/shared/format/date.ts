import { dayNumber, isoDayOfInstant, parseIsoDay } from '../../base/iso-day';
import { NO_FIGURE } from './number';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `2026-11-20` as `20 Nov 2026`; month names because 11/12 means two days. */
export function formatDay(isoDayText: string | null): string {
  const day = isoDayText === null ? undefined : parseIsoDay(isoDayText);
  if (day === undefined) return NO_FIGURE;
  return `${Number(day.slice(8))} ${monthName(day)} ${day.slice(0, 4)}`;
}

/** `2026-11-20` as `Nov 2026`, for axes. */
export function formatMonth(isoDayText: string): string {
  const day = parseIsoDay(isoDayText);
  return day === undefined ? NO_FIGURE : `${monthName(day)} ${day.slice(0, 4)}`;
}

const monthName = (isoDayText: string): string => MONTHS[Number(isoDayText.slice(5, 7)) - 1] ?? NO_FIGURE;

/** An ISO instant or epoch milliseconds as `20 Nov 2026, 14:32 UTC`. */
export function formatInstant(instant: string | number): string {
  const epochMilliseconds = typeof instant === 'number' ? instant : Date.parse(instant);
  if (!Number.isFinite(epochMilliseconds)) return NO_FIGURE;
  const iso = new Date(epochMilliseconds).toISOString();
  return `${formatDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** How old a day is at an instant: `today`, `yesterday`, `12 days old`. */
export function formatAge(isoDayText: string, nowEpochMilliseconds: number): string {
  const day = parseIsoDay(isoDayText);
  if (day === undefined) return NO_FIGURE;
  const days = dayNumber(isoDayOfInstant(nowEpochMilliseconds)) - dayNumber(day);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days old`;
}
