import { civilFromDayNumber, dayNumberFromCivil } from '../../base/iso-day';

/** The same calendar day so many years later; 29 February becomes 1 March where there is none. */
export function addYears(day: number, years: number): number {
  const date = civilFromDayNumber(day);
  return dayNumberFromCivil(date.year + years, date.month, date.day);
}
