import { describe, expect, test } from 'vitest';
import { isoDayFromNumber } from '../../../../lib/base/iso-day';
import { quoted, readDay, readNumber } from '../../../../lib/codec/prices/price-cells';

describe('number cells', () => {
  test.each([
    ['98.26801', 98.26801],
    [' 12 ', 12],
    ['-0.5', -0.5],
    ['+3.', 3],
    ['.25', 0.25],
    ['1.2e-3', 0.0012],
    ['0', 0],
  ])('%s is %d', (cell, value) => {
    expect(readNumber(cell, false)).toEqual({ status: 'number', value });
  });

  test.each(['', ' ', 'NA', 'n/a', '#N/A', 'NaN', 'null', '-'])('"%s" is missing', (cell) => {
    expect(readNumber(cell, false)).toEqual({ status: 'missing' });
  });

  test.each(['=1+1', '@SUM(A1)', '+A1', '-cmd|x', `=${'1'.repeat(100)}`])('"%s" is a formula', (cell) => {
    expect(readNumber(cell, false)).toEqual({ status: 'formula' });
  });

  test.each(['abc', '1,234.5', '1 234', '$5', '12%', '0x1F', 'Infinity', '1e9999', '1.2.3', '9'.repeat(100), '1_000'])(
    '"%s" is text',
    (cell) => {
      expect(readNumber(cell, false)).toEqual({ status: 'text' });
    },
  );

  test('a decimal comma counts only where it cannot be a delimiter', () => {
    expect(readNumber('98,25', true)).toEqual({ status: 'number', value: 98.25 });
    expect(readNumber('98,25', false)).toEqual({ status: 'text' });
    expect(readNumber('1,234,5', true)).toEqual({ status: 'text' });
  });
});

describe('date cells', () => {
  test.each([
    '2020-01-31',
    ' 2020-01-31 ',
    '2020-01-31T00:00:00Z',
    '2020-01-31 16:00:00-05:00',
    '2020/01/31',
    '20200131',
  ])('"%s" is 31 January 2020', (cell) => {
    expect(isoDayFromNumber(readDay(cell)!)).toBe('2020-01-31');
  });

  test.each([
    '',
    '2020-02-30',
    '2020-13-01',
    '31/01/2020',
    '01-31-2020',
    '1500-01-01',
    '9999-01-01',
    '2020-1-5',
    'SPY',
    '2020-01-31x',
  ])('"%s" is not a date', (cell) => {
    expect(readDay(cell)).toBeUndefined();
  });
});

test('text is shown short, on one line and without control characters', () => {
  expect(quoted('abc')).toBe('"abc"');
  expect(quoted('a\r\nb\u0007c')).toBe('"a  b c"');
  expect(quoted('x'.repeat(1000))).toBe(`"${'x'.repeat(40)}…"`);
});
