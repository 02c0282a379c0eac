import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { fullYears, worstYear } from '@/lib/quant/market/calendar-years';

const rows = (...days: readonly string[]): Int32Array => Int32Array.from(days, (day) => dayNumber(isoDay(day)));

const yearsOf = (calendar: 'nyse' | 'always', ...days: readonly string[]): number[] =>
  fullYears(rows(...days), calendar).map(({ year }) => year);

describe('full calendar years of rows', () => {
  // Oracle: the calendar on the wall. 29 December 2023 was a Friday, and the exchange opened next on 2 January 2024.
  test('the last year is whole when none of its trading days is left', () => {
    expect(yearsOf('nyse', '2022-12-30', '2023-12-29')).toEqual([2023]);
    expect(yearsOf('nyse', '2022-12-30', '2023-12-28')).toEqual([]);
    expect(yearsOf('always', '2022-12-31', '2023-12-29')).toEqual([]);
    expect(yearsOf('always', '2022-12-31', '2023-12-31')).toEqual([2023]);
  });

  test('a row that follows in the next year makes a year whole; the first one never is', () => {
    expect(yearsOf('nyse', '2021-01-04', '2021-12-31', '2022-12-15', '2023-01-03')).toEqual([2022]);
  });

  test('rows of a span are the last of the year before and the last of the year', () => {
    const spans = fullYears(rows('2020-12-30', '2020-12-31', '2021-06-30', '2021-12-31'), 'nyse');
    expect(spans).toEqual([{ year: 2021, from: 1, to: 3 }]);
  });

  test('no rows, no years', () => {
    expect(fullYears(new Int32Array(0), 'nyse')).toEqual([]);
  });
});

test('the worst year is the one of the lowest return, and none of none', () => {
  const years = [
    { year: 2019, return: 0.1 },
    { year: 2020, return: -0.2 },
    { year: 2021, return: -0.1 },
  ];
  expect(worstYear(years)?.year).toBe(2020);
  expect(worstYear(years.slice(0, 0))).toBeUndefined();
});
