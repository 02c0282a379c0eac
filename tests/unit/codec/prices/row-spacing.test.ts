import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { isDailyThroughout, rowSpacing } from '@/lib/codec/prices/row-spacing';
import { tradingDays } from '@/lib/quant/market/calendar';

const day = (text: string): number => dayNumber(isoDay(text));
const exchange = tradingDays('nyse', day('2015-01-01'), day('2023-12-31'));
const coin = tradingDays('always', day('2020-01-01'), day('2023-12-31'));

/** The last row of each step of so many days. */
const every = (days: number, from: string, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, row) => day(from) + row * days);

describe('how far apart rows are', () => {
  // Oracle: how the rows were made.
  test.each([
    ['an exchange', exchange, 'daily'],
    ['a coin', coin, 'daily'],
    ['weeks', every(7, '2014-01-03', 500), 'weekly'],
    ['months', every(30, '2000-01-31', 280), 'monthly'],
    ['quarters', every(91, '1990-03-31', 120), 'sparse'],
    [
      'months long ago, then three years of days',
      Int32Array.from([...every(30, '1995-01-31', 200), ...exchange]),
      'daily',
    ],
    ['a long weekend, and nothing else', Int32Array.of(day('2023-12-29'), day('2024-01-02')), 'daily'],
    ['no rows', new Int32Array(0), 'daily'],
  ] as const)('%s', (_name, days, spacing) => {
    expect(rowSpacing(days)).toBe(spacing);
  });
});

describe('days from the first row to the last', () => {
  test.each([
    ['an exchange', exchange, true],
    ['an exchange with nine months missing', exchange.filter((_, row) => row < 400 || row > 590), true],
    ['every fifth day of an exchange missing', exchange.filter((_, row) => row % 5 !== 0), true],
    ['weeks', every(7, '2014-01-03', 60), false],
    ['two years of months before days', Int32Array.from([...every(30, '2012-01-31', 24), ...exchange]), false],
  ] as const)('%s', (_name, days, isDaily) => {
    expect(isDailyThroughout(days)).toBe(isDaily);
  });
});
