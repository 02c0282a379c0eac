const TRADING_DAYS_PER_YEAR = 252;
const CALENDAR_DAYS_PER_YEAR = 365;

/** Weekdays alone would be 261 rows a year, every day 365; a gap here or there changes neither side of this. */
const ALWAYS_OPEN_ROWS_MIN = 300;

/**
 * Rows a year of a calendar, told from the rows themselves: 252 for an exchange, 365 for one that never closes.
 *
 * @param days whole days since 1970-01-01, strictly rising
 */
export function rowsPerYear(days: Int32Array): number {
  if (days.length < 2) return TRADING_DAYS_PER_YEAR;
  const rows = ((days.length - 1) / (days.at(-1)! - days[0]!)) * CALENDAR_DAYS_PER_YEAR;
  return rows >= ALWAYS_OPEN_ROWS_MIN ? CALENDAR_DAYS_PER_YEAR : TRADING_DAYS_PER_YEAR;
}
