import { formatCount } from './quantity';
import { NO_FIGURE } from './number';

const MILLISECONDS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
const MONTHS_PER_YEAR = 12;

/** How long a piece of work took: `850 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return NO_FIGURE;
  if (milliseconds < MILLISECONDS_PER_SECOND - 0.5) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / MILLISECONDS_PER_SECOND);
  if (seconds < SECONDS_PER_MINUTE) return `${seconds} s`;
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  if (minutes < MINUTES_PER_HOUR) return joinParts(`${minutes} min`, seconds % SECONDS_PER_MINUTE, 's');
  return joinParts(`${Math.floor(minutes / MINUTES_PER_HOUR)} h`, minutes % MINUTES_PER_HOUR, 'min');
}

const joinParts = (first: string, rest: number, unit: string): string =>
  rest === 0 ? first : `${first} ${rest} ${unit}`;

/** A span of years in words: 0.5 is `6 months`, 1.5 is `1 year 6 months`, 12 is `12 years`. */
export function formatYears(years: number): string {
  if (!Number.isFinite(years) || years < 0) return NO_FIGURE;
  const months = Math.round(years * MONTHS_PER_YEAR);
  const wholeYears = Math.floor(months / MONTHS_PER_YEAR);
  const restMonths = months % MONTHS_PER_YEAR;
  if (wholeYears === 0) return formatCount(restMonths, 'month');
  return restMonths === 0
    ? formatCount(wholeYears, 'year')
    : `${formatCount(wholeYears, 'year')} ${formatCount(restMonths, 'month')}`;
}
