import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { calendarYearReturns, mixReturns } from '@/lib/quant/advice/calendar-years';
import { worstYear } from '@/lib/quant/market/calendar-years';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { panelOf } from '../backtest/panels';
import { testInstrument } from '../trading/instruments';

const day = (text: string): number => dayNumber(isoDay(text));

const PAIR = [testInstrument('A'), testInstrument('B')];

/** Ends of years, and a day in the middle of each that must not matter. */
const panel = panelOf(
  PAIR,
  ['2018-07-02', '2018-12-31', '2019-06-28', '2019-12-31', '2020-06-30', '2020-12-31', '2021-06-30'].map(day),
  [
    [90, 10],
    [100, 20],
    [500, 1],
    [110, 25],
    [1, 900],
    [99, 30],
    [99, 30],
  ],
);

describe('full calendar years of a mix', () => {
  // Oracle: by hand. 2019: A +10 %, B +25 %; 2020: A -10 %, B +20 %. The first and the last year are not whole.
  test('from the last day before to the last day of, bought and held', () => {
    const years = calendarYearReturns(panel, Float64Array.of(0.6, 0.4));
    expect(years.map(({ year }) => year)).toEqual([2019, 2020]);
    expectClose(years[0]!.return, 0.6 * 0.1 + 0.4 * 0.25, TOLERANCE.closedForm);
    expectClose(years[1]!.return, 0.6 * -0.1 + 0.4 * 0.2, TOLERANCE.closedForm);
    expect(worstYear(years)?.year).toBe(2020);
  });

  test('what is missing to one earns nothing', () => {
    const [first] = calendarYearReturns(panel, Float64Array.of(0.5, 0));
    expectClose(first!.return, 0.05, TOLERANCE.closedForm);
  });

  test('a year counts only where everything held has a price at both ends', () => {
    const late = panelOf(
      PAIR,
      [...panel.days],
      [
        [90, NaN],
        [100, NaN],
        [500, NaN],
        [110, 25],
        [1, 900],
        [99, 30],
        [99, 30],
      ],
    );
    expect(calendarYearReturns(late, Float64Array.of(0.6, 0.4)).map(({ year }) => year)).toEqual([2020]);
    expect(calendarYearReturns(late, Float64Array.of(1, 0)).map(({ year }) => year)).toEqual([2019, 2020]);
  });

  test('a year that the panel skips is not made up from its neighbours', () => {
    const gap = panelOf(PAIR, ['2017-12-29', '2018-12-31', '2020-12-31', '2021-12-31'].map(day), [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(calendarYearReturns(gap, Float64Array.of(1, 0)).map(({ year }) => year)).toEqual([2018, 2021]);
  });

  // Oracle: by hand. A loses 20 % in 2021, whose last row is the exchange's last day of that year (a Friday).
  test('the year that ends with the last row is whole, and may be the worst', () => {
    const rows = [...panel.days.subarray(0, 6), day('2021-12-31')];
    const closes = [90, 100, 500, 110, 1, 99, 79.2].map((close) => [close, 1]);
    const years = calendarYearReturns(panelOf(PAIR, rows, closes), Float64Array.of(1, 0));
    expect(years.map(({ year }) => year)).toEqual([2019, 2020, 2021]);
    expect(worstYear(years)?.year).toBe(2021);
    expectClose(years[2]!.return, -0.2, TOLERANCE.closedForm);
  });

  test('no full year, no worst one', () => {
    expect(
      worstYear(calendarYearReturns(panelOf(PAIR, [day('2020-05-04')], [[1, 1]]), Float64Array.of(1, 0))),
    ).toBeUndefined();
  });
});

describe('daily returns at constant weights', () => {
  test('weighted sums of the last rows, days with an unknown price left out', () => {
    const days = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'].map(day);
    const short = panelOf(PAIR, days, [
      [100, 10],
      [110, 10],
      [121, NaN],
      [121, 12],
      [60.5, 18],
    ]);
    const returns = mixReturns(short, Float64Array.of(0.5, 0.5), 3);
    expect(returns.length).toBe(1);
    expectClose(returns[0]!, 0.5 * -0.5 + 0.5 * 0.5, TOLERANCE.closedForm);
    expect(mixReturns(short, Float64Array.of(1, 0), 100).length).toBe(4);
  });
});
