import { expect, test } from 'vitest';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import { weekdaysFrom } from '../backtest/panels';

test.each([
  ['weekdays', weekdaysFrom(2020, 1, 1, 500), 252],
  ['every day', Array.from({ length: 500 }, (_, t) => 18_000 + t), 365],
  ['a single week of weekdays', weekdaysFrom(2020, 1, 6, 5), 252],
  ['no rows', [], 252],
])('%s', (_name, days, expected) => {
  expect(rowsPerYear(Int32Array.from(days))).toBe(expected);
});
