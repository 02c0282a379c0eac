import { civilFromDayNumber, dayNumberFromCivil, weekday } from '../../base/iso-day';
import type { CalendarId } from './instrument';

/**
 * Trading days of the New York Stock Exchange by rule, 1990 to 2040, and the calendar that never closes.
 * Full closures only: an early close is a trading day.
 * @see NYSE Rule 7.2 (holidays) and the exchange's published list of historical closures
 */

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** Martin Luther King Jr. Day is kept since 1998, Juneteenth since 2022. */
const MARTIN_LUTHER_KING_FIRST_YEAR = 1998;
const JUNETEENTH_FIRST_YEAR = 2022;

/** Closures no rule foresees: the exchange decided them for one occasion. */
const SPECIAL_CLOSURES: readonly (readonly [year: number, month: number, day: number])[] = [
  [1994, 4, 27], // funeral of President Nixon
  [2001, 9, 11], // attacks of 11 September
  [2001, 9, 12],
  [2001, 9, 13],
  [2001, 9, 14],
  [2004, 6, 11], // mourning for President Reagan
  [2007, 1, 2], // mourning for President Ford
  [2012, 10, 29], // Hurricane Sandy
  [2012, 10, 30],
  [2018, 12, 5], // mourning for President G. H. W. Bush
  [2025, 1, 9], // mourning for President Carter
];

/** Sunday of Easter in the Gregorian calendar. @see "Anonymous Gregorian algorithm", Meeus, Astronomical Algorithms (1991), chapter 8 */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return dayNumberFromCivil(year, month, day);
}

/** The nth such weekday of a month; nth counts from 1. */
function nthWeekday(year: number, month: number, wanted: number, nth: number): number {
  const first = dayNumberFromCivil(year, month, 1);
  return first + ((wanted - weekday(first) + 7) % 7) + 7 * (nth - 1);
}

function lastMondayOfMay(year: number): number {
  const last = dayNumberFromCivil(year, 5, 31);
  return last - ((weekday(last) - MONDAY + 7) % 7);
}

/** A holiday on a Saturday is kept on Friday, on a Sunday on Monday. */
function observed(day: number): number {
  if (weekday(day) === SATURDAY) return day - 1;
  return weekday(day) === SUNDAY ? day + 1 : day;
}

/**
 * New Year's Day on a Saturday is not kept at all: the Friday before closes the accounting year, so the exchange opens.
 * (Rule 7.2: "unless unusual business conditions exist, such as the ending of a monthly or yearly accounting period".)
 */
function newYearClosures(year: number): readonly number[] {
  const day = dayNumberFromCivil(year, 1, 1);
  return weekday(day) === SATURDAY ? [] : [observed(day)];
}

function ruleClosures(year: number): readonly number[] {
  return [
    ...newYearClosures(year),
    ...(year >= MARTIN_LUTHER_KING_FIRST_YEAR ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    nthWeekday(year, 2, MONDAY, 3),
    easterSunday(year) - 2,
    lastMondayOfMay(year),
    ...(year >= JUNETEENTH_FIRST_YEAR ? [observed(dayNumberFromCivil(year, 6, 19))] : []),
    observed(dayNumberFromCivil(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 11, THURSDAY, 4),
    observed(dayNumberFromCivil(year, 12, 25)),
  ];
}

export const CALENDAR_FIRST_YEAR = 1990;
export const CALENDAR_LAST_YEAR = 2040;

const YEARS = Array.from({ length: CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1 }, (_, k) => CALENDAR_FIRST_YEAR + k);

const CLOSED_DAYS: ReadonlySet<number> = new Set([
  ...YEARS.flatMap(ruleClosures),
  ...SPECIAL_CLOSURES.map(([year, month, day]) => dayNumberFromCivil(year, month, day)),
]);

/** The closures of a year that fall on weekdays, rising. */
export function nyseClosures(year: number): number[] {
  return [...CLOSED_DAYS].filter((day) => civilFromDayNumber(day).year === year).sort((left, right) => left - right);
}

export interface TradingCalendar {
  readonly id: CalendarId;
  readonly name: string;
  /** For annualising: trading days in a usual year. */
  readonly daysPerYear: number;
  /** @param day whole days since 1970-01-01 */
  readonly isTradingDay: (day: number) => boolean;
}

export const CALENDARS = {
  nyse: {
    id: 'nyse',
    name: 'New York Stock Exchange',
    daysPerYear: 252,
    isTradingDay: (day) => weekday(day) !== SATURDAY && weekday(day) !== SUNDAY && !CLOSED_DAYS.has(day),
  },
  always: { id: 'always', name: 'Always open', daysPerYear: 365, isTradingDay: () => true },
} as const satisfies Record<CalendarId, TradingCalendar>;

/** Trading days from one day to another, both included, as whole days since 1970-01-01. */
export function tradingDays(calendar: CalendarId, fromDay: number, toDay: number): Int32Array {
  const { isTradingDay } = CALENDARS[calendar];
  const days: number[] = [];
  for (let day = fromDay; day <= toDay; day++) if (isTradingDay(day)) days.push(day);
  return Int32Array.from(days);
}

/** The first trading day after a day, or undefined past the last year the rules cover. */
export function nextTradingDay(calendar: CalendarId, day: number): number | undefined {
  const { isTradingDay } = CALENDARS[calendar];
  const lastDay = dayNumberFromCivil(CALENDAR_LAST_YEAR, 12, 31);
  for (let next = day + 1; next <= lastDay; next++) if (isTradingDay(next)) return next;
  return undefined;
}
