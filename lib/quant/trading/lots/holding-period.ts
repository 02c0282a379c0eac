import { civilFromDayNumber, dayNumberFromCivil } from '../../../base/iso-day';

/**
 * The first day on which a sale is long-term. The holding period starts on the day after the purchase and must be
 * longer than so many years; bought on the last day of a month, it starts with the next one.
 *
 * @param heldFromDay whole days since 1970-01-01: the day of purchase, moved back by what a wash sale tacked on
 * @see Internal Revenue Service, Publication 550, "Holding Period"; Rev. Rul. 66-7
 */
export function longTermFrom(heldFromDay: number, years: number): number {
  const { year, month, day } = civilFromDayNumber(heldFromDay + 1);
  // 29 February runs over into 1 March where the year has none: the day before would be one year to the day.
  return dayNumberFromCivil(year + years, month, day);
}

export const yearOfDay = (day: number): number => civilFromDayNumber(day).year;
