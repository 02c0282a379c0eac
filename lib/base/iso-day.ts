import { invariant } from './invariant';

/** A market day as `YYYY-MM-DD`; compares correctly as text. */
export type IsoDay = string & { readonly __isoDay: unique symbol };

const ISO_DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Of a calendar year on average, every fourth with one more. */
export const DAYS_PER_YEAR = 365.25;

/** 0000-01-01 and 9999-12-31: beyond them a year has no four digits and text no longer sorts as time. */
const DAY_NUMBER_MIN = -719_528;
const DAY_NUMBER_MAX = 2_932_896;

/** Days since 1970-01-01 of a proleptic Gregorian date (Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumberFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civilFromDayNumber(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The day as text, or undefined when the text is not a real calendar day. */
export function parseIsoDay(text: string): IsoDay | undefined {
  const match = ISO_DAY_PATTERN.exec(text);
  if (match === null) return undefined;
  const { year, month, day } = civilFromDayNumber(
    dayNumberFromCivil(Number(match[1]), Number(match[2]), Number(match[3])),
  );
  // A day that does not exist, such as 30 February, comes back as another one.
  const isSame = year === Number(match[1]) && month === Number(match[2]) && day === Number(match[3]);
  return isSame ? (text as IsoDay) : undefined;
}

/** @throws InvariantError when the text is not a calendar day; for texts that our own code wrote */
export function isoDay(text: string): IsoDay {
  const day = parseIsoDay(text);
  invariant(day !== undefined, `${text} is not a calendar day`);
  return day;
}

/**
 * The day as text.
 *
 * @param dayNumber whole days since 1970-01-01
 * @throws InvariantError on a fraction or a year without four digits
 */
export function isoDayFromNumber(dayNumber: number): IsoDay {
  const isDay = Number.isInteger(dayNumber) && dayNumber >= DAY_NUMBER_MIN && dayNumber <= DAY_NUMBER_MAX;
  invariant(isDay, `${dayNumber} is not a day number`);
  const { year, month, day } = civilFromDayNumber(dayNumber);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as IsoDay;
}

/** Whole days since 1970-01-01; the Int32 that panels store. */
export function dayNumber(day: IsoDay): number {
  return dayNumberFromCivil(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

export const addDays = (day: IsoDay, days: number): IsoDay => isoDayFromNumber(dayNumber(day) + days);

/** 0 = Sunday ... 6 = Saturday. */
export const weekday = (dayNumberSinceEpoch: number): number => (((dayNumberSinceEpoch + 4) % 7) + 7) % 7;

/** The UTC calendar day of an instant in milliseconds. */
export const isoDayOfInstant = (epochMilliseconds: number): IsoDay =>
  isoDayFromNumber(Math.floor(epochMilliseconds / MILLISECONDS_PER_DAY));
