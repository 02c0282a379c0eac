import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  civilFromDayNumber,
  dayNumber,
  dayNumberFromCivil,
  isoDay,
  isoDayFromNumber,
  isoDayOfInstant,
  parseIsoDay,
  weekday,
} from '../../../lib/base/iso-day';

const FIRST = dayNumberFromCivil(1800, 1, 1);
const LAST = dayNumberFromCivil(2200, 12, 31);

describe('known days', () => {
  // Weekdays: 0 = Sunday.
  test.each([
    ['1970-01-01', 0, 4],
    ['1969-12-31', -1, 3],
    ['2000-02-29', 11016, 2],
    ['2000-03-01', 11017, 3],
    ['2024-06-28', 19902, 5],
    ['1929-10-29', -14674, 2], // Black Tuesday
    ['1987-10-19', 6500, 1], // Black Monday
    ['2038-01-19', 24855, 2], // 2^31 seconds
    ['1800-01-01', -62091, 3],
  ])('%s is day %d, weekday %d', (text, number, day) => {
    expect(dayNumber(isoDay(text))).toBe(number);
    expect(isoDayFromNumber(number)).toBe(text);
    expect(weekday(number)).toBe(day);
  });

  test('1900 and 2100 have no leap day, 2000 has one', () => {
    expect(parseIsoDay('1900-02-29')).toBeUndefined();
    expect(parseIsoDay('2100-02-29')).toBeUndefined();
    expect(parseIsoDay('2000-02-29')).toBe('2000-02-29');
  });
});

// Oracle: the calendar of the JavaScript engine.
test('every day from 1800 to 2200 agrees with the engine and comes back', () => {
  let mismatches = 0;
  let previous = isoDayFromNumber(FIRST - 1);
  for (let number = FIRST; number <= LAST; number++) {
    const day = isoDayFromNumber(number);
    const date = new Date(number * 86_400_000);
    const { year, month, day: dayOfMonth } = civilFromDayNumber(number);
    const isRight =
      day === date.toISOString().slice(0, 10) &&
      dayNumber(day) === number &&
      weekday(number) === date.getUTCDay() &&
      dayNumberFromCivil(year, month, dayOfMonth) === number &&
      previous < day;
    if (!isRight) mismatches += 1;
    previous = day;
  }
  expect(LAST - FIRST + 1).toBe(146_462);
  expect(mismatches).toBe(0);
});

describe('reading', () => {
  test.each([
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00',
    '2024-01-01\n',
    '',
    'today',
  ])('%j is no day', (text) => {
    expect(parseIsoDay(text)).toBeUndefined();
    expect(() => isoDay(text)).toThrow('is not a calendar day');
  });

  test('the ends of four-digit years', () => {
    expect([parseIsoDay('0000-01-01'), parseIsoDay('9999-12-31')]).toEqual(['0000-01-01', '9999-12-31']);
    expect(() => addDays(isoDay('9999-12-31'), 1)).toThrow('day number');
    expect(() => addDays(isoDay('0000-01-01'), -1)).toThrow('day number');
    expect(() => isoDayFromNumber(0.5)).toThrow('day number');
    expect(() => isoDayFromNumber(Number.NaN)).toThrow('day number');
  });
});

test('adding days and taking them back', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), fc.integer({ min: -40_000, max: 40_000 }), (number, days) => {
      const day = isoDayFromNumber(number);
      expect(addDays(addDays(day, days), -days)).toBe(day);
      expect(dayNumber(addDays(day, days)) - number).toBe(days);
    }),
    { seed: 21 },
  );
});

test('an instant belongs to its UTC day, before 1970 too', () => {
  expect(isoDayOfInstant(Date.UTC(2024, 5, 28, 23, 59, 59, 999))).toBe('2024-06-28');
  expect(isoDayOfInstant(Date.UTC(2024, 5, 29))).toBe('2024-06-29');
  expect(isoDayOfInstant(-1)).toBe('1969-12-31');
});
