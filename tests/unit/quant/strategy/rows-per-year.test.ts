import { expect, test } from 'vitest';
import { isDaily, rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import { weekdaysFrom } from '../backtest/panels';

test.each([
  ['weekdays', weekdaysFrom(2020, 1, 1, 500), 252],
  ['every day', Array.from({ length: 500 }, (_, t) => 18_000 + t), 365],
  ['a single week of weekdays', weekdaysFrom(2020, 1, 6, 5), 252],
  ['no rows', [], 252],
])('%s', (_name, days, expected) => {
  expect(rowsPerYear(Int32Array.from(days))).toBe(expected);
});

const every = (step: number): number[] => Array.from({ length: 200 }, (_, t) => 18_000 + step * t);

test.each([
  ['weekdays', weekdaysFrom(2020, 1, 1, 500), true],
  ['every day', every(1), true],
  [
    'weekdays with a quarter of a year missing',
    [...weekdaysFrom(2018, 1, 1, 500), ...weekdaysFrom(2020, 3, 2, 257)],
    true,
  ],
  ['every other day and weeks', [...every(2).slice(0, 100), ...every(7).slice(101)], false],
  ['weeks', every(7), false],
  ['months', every(30), false],
  ['one row', [18_000], true],
])('%s, daily or not', (_name, days, expected) => {
  expect(isDaily(Int32Array.from(days))).toBe(expected);
});
