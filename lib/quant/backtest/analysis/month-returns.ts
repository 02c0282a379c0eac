import { civilFromDayNumber } from '../../../base/iso-day';

export interface YearOfMonths {
  readonly year: number;
  /** January to December; null outside the sample. The first and the last month may be cut. */
  readonly months: readonly (number | null)[];
  /** Compounded over what the sample covers of the year. */
  readonly total: number;
}

const MONTHS_PER_YEAR = 12;

/**
 * The returns of each calendar month, a row a year.
 *
 * @param days    length T + 1, whole days since 1970-01-01; a return belongs to the month it ends in
 * @param returns length T, simple
 */
export function monthReturns(days: Int32Array, returns: Float64Array): YearOfMonths[] {
  const years = new Map<number, (number | null)[]>();
  returns.forEach((value, t) => {
    const { year, month } = civilFromDayNumber(days[t + 1]!);
    const months = years.get(year) ?? new Array<number | null>(MONTHS_PER_YEAR).fill(null);
    months[month - 1] = compounded([months[month - 1]!, value]);
    years.set(year, months);
  });
  return Array.from(years, ([year, months]) => ({ year, months, total: compounded(months) }));
}

const compounded = (parts: readonly (number | null)[]): number =>
  parts.reduce<number>((growth, value) => (value === null ? growth : growth * (1 + value)), 1) - 1;
