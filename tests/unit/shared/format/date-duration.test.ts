import { describe, expect, test } from 'vitest';
import { formatAge, formatDay, formatInstant, formatMonth } from '../../../../lib/shared/format/date';
import { formatDuration, formatYears } from '../../../../lib/shared/format/duration';
import { NO_FIGURE } from '../../../../lib/shared/format/number';
import { formatCount, formatQuantityText } from '../../../../lib/shared/format/quantity';

describe('dates', () => {
  test('a day, a month and an instant', () => {
    expect(formatDay('2026-11-05')).toBe('5 Nov 2026');
    expect(formatMonth('2008-01-31')).toBe('Jan 2008');
    expect(formatInstant('2026-11-20T14:32:10Z')).toBe('20 Nov 2026, 14:32 UTC');
  });

  test('what is no day is shown as absent', () => {
    expect(formatDay('2026-02-30')).toBe(NO_FIGURE);
    expect(formatDay(null)).toBe(NO_FIGURE);
    expect(formatInstant('soon')).toBe(NO_FIGURE);
  });

  test('age counts calendar days', () => {
    const now = Date.UTC(2026, 10, 20, 0, 5);
    expect(formatAge('2026-11-20', now)).toBe('today');
    expect(formatAge('2026-11-19', now)).toBe('yesterday');
    expect(formatAge('2026-11-01', now)).toBe('19 days old');
  });
});

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [-1, NO_FIGURE],
])('%d ms took %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test.each([
  [0.5, '6 months'],
  [1, '1 year'],
  [1.5, '1 year 6 months'],
  [1.999, '2 years'],
  [12, '12 years'],
])('%d years are %s', (years, text) => {
  expect(formatYears(years)).toBe(text);
});

test('quantities keep every digit and lose only empty zeros', () => {
  expect(formatQuantityText('1234.500000')).toBe('1,234.5');
  expect(formatQuantityText('1200')).toBe('1,200');
  expect(formatQuantityText('-0.000000001')).toBe('\u22120.000000001');
  expect(formatCount(1, 'order')).toBe('1 order');
  expect(formatCount(1200, 'entry', 'entries')).toBe('1,200 entries');
});
