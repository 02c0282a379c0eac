import { unreachable } from '../../../base/invariant';
import { civilFromDayNumber, weekday } from '../../../base/iso-day';
import type { CalendarFrequency } from './types';

const MONTHS_PER_YEAR = 12;
const MONTHS_PER_QUARTER = 3;
const MONTHS_PER_HALF_YEAR = 6;

/** The number of the period a day belongs to, weeks from Monday; all days share one under `never`. */
function periodOf(day: number, frequency: CalendarFrequency): number {
  if (frequency === 'daily') return day;
  if (frequency === 'weekly') return day - ((weekday(day) + 6) % 7);
  const { year, month } = civilFromDayNumber(day);
  const months = year * MONTHS_PER_YEAR + month - 1;
  switch (frequency) {
    case 'monthly':
      return months;
    case 'quarterly':
      return Math.floor(months / MONTHS_PER_QUARTER);
    case 'semi-annual':
      return Math.floor(months / MONTHS_PER_HALF_YEAR);
    case 'annual':
      return year;
    case 'never':
      return 0;
    default:
      return unreachable(frequency);
  }
}

/**
 * Whether a day is the first of a new period. It asks the row before and not the one after, because the last day of a
 * month is known as such only in hindsight.
 */
export function startsPeriod(day: number, previousDay: number, frequency: CalendarFrequency): boolean {
  if (frequency === 'never') return false;
  if (frequency !== 'daily' && frequency !== 'weekly') {
    // Asked on every row of a replay: two days of one month are in one period, and mostly that settles it.
    const isSameMonth = civilFromDayNumber(day).day > day - previousDay;
    if (isSameMonth) return false;
  }
  return periodOf(day, frequency) !== periodOf(previousDay, frequency);
}
