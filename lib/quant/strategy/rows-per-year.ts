import { weekday } from '../../base/iso-day';
import { CALENDARS } from '../market/calendar';

const SUNDAY = 0;
const SATURDAY = 6;

/** Two rows in seven on a calendar that never closes, none on an exchange's: a stray row decides nothing. */
const WEEKEND_SHARE_MIN = 0.1;

/**
 * Rows a year of a calendar, told from the rows themselves: 252 for an exchange, 365 for one that never closes.
 *
 * @param days whole days since 1970-01-01, strictly rising
 */
export function rowsPerYear(days: Int32Array): number {
  const weekendRows = days.filter((day) => weekday(day) === SATURDAY || weekday(day) === SUNDAY).length;
  return (weekendRows > WEEKEND_SHARE_MIN * days.length ? CALENDARS.always : CALENDARS.nyse).daysPerYear;
}

/** An exchange's rows are 1.45 calendar days apart on average; a quarter missing from three years makes that 1.6. */
const DAYS_APART_MAX = 2;

/** Whether rows are days, and not weeks or months; fewer than two rows say nothing against it. */
export function isDaily(days: Int32Array): boolean {
  if (days.length < 2) return true;
  return (days.at(-1)! - days[0]!) / (days.length - 1) <= DAYS_APART_MAX;
}
