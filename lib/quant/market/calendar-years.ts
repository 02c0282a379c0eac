import { civilFromDayNumber, dayNumberFromCivil } from '../../base/iso-day';
import { CALENDARS } from './calendar';
import type { CalendarId } from './instrument';

export interface YearReturn {
  readonly year: number;
  /** Decimal, over that year alone. */
  readonly return: number;
}

/** The lowest of them; undefined when there are none. */
export const worstYear = <Year extends YearReturn>(years: readonly Year[]): Year | undefined =>
  years.reduce<Year | undefined>(
    (worst, year) => (worst === undefined || year.return < worst.return ? year : worst),
    undefined,
  );

/** Whether a year has no trading day left after this one. @param day whole days since 1970-01-01 */
function endsItsYear(calendar: CalendarId, day: number): boolean {
  const { isTradingDay } = CALENDARS[calendar];
  const lastDay = dayNumberFromCivil(civilFromDayNumber(day).year, 12, 31);
  for (let next = day + 1; next <= lastDay; next++) if (isTradingDay(next)) return false;
  return true;
}

export interface YearSpan {
  readonly year: number;
  /** Last row of the year before, and last row of this one. */
  readonly from: number;
  readonly to: number;
}

/**
 * Calendar years that the rows cover from the last one of the year before to their own last trading day: the year that
 * is still running is not one, the year that ended with the last row is.
 *
 * @param days whole days since 1970-01-01, strictly rising
 */
export function fullYears(days: Int32Array, calendar: CalendarId): YearSpan[] {
  const lastRowOf = new Map<number, number>();
  days.forEach((day, row) => lastRowOf.set(civilFromDayNumber(day).year, row));
  return [...lastRowOf].flatMap(([year, to]) => {
    const from = lastRowOf.get(year - 1);
    const isOver = to < days.length - 1 || endsItsYear(calendar, days[to]!);
    return from === undefined || !isOver ? [] : [{ year, from, to }];
  });
}
