import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecords, guessDelimiter } from '../../../../lib/codec/prices/csv-records';
import { csvText } from '../../../../lib/shared/format/csv';

const cellsOf = (text: string, delimiter = ','): string[][] =>
  [...csvRecords(text, delimiter)].map(({ cells }) => [...cells]);

// Oracle: the numbered rules of RFC 4180, section 2, one example each.
describe('records', () => {
  test.each([
    [
      'CRLF between records',
      'aaa,bbb\r\nzzz,yyy\r\n',
      [
        ['aaa', 'bbb'],
        ['zzz', 'yyy'],
      ],
    ],
    [
      'no break after the last',
      'aaa,bbb\r\nzzz,yyy',
      [
        ['aaa', 'bbb'],
        ['zzz', 'yyy'],
      ],
    ],
    ['quoted cells', '"aaa","b","ccc"\r\n', [['aaa', 'b', 'ccc']]],
    [
      'a break, a delimiter and a doubled quote inside quotes',
      '"a\r\nb","c,d","e""f"\r\nx,y,z',
      [
        ['a\r\nb', 'c,d', 'e"f'],
        ['x', 'y', 'z'],
      ],
    ],
    [
      'bare LF',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'lone CR',
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells at the end',
      'a,,\n,,\n',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
    ['a quote inside a bare cell', 'a"b,c\n', [['a"b', 'c']]],
    ['text after a closing quote', '"a"b,c\n', [['ab', 'c']]],
    ['a quoted cell at the very end', 'a,""', [['a', '']]],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  test('count rows as a spreadsheet does: blank lines count, a quoted break does not', () => {
    const rows = [...csvRecords('a\n\n"b\nc"\nd', ',')].map(({ row, cells }) => [row, cells[0]]);
    expect(rows).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'b\nc'],
      [4, 'd'],
    ]);
  });

  test('say when a quote never closes', () => {
    expect([...csvRecords('a,"b\nc,d', ',')].map(({ isComplete }) => isComplete)).toEqual([false]);
  });

  test('of a text of lone CRs cost time in proportion to its length', () => {
    const start = process.threadCpuUsage();
    const count = [...csvRecords('2020-01-01,100,50\r'.repeat(200_000), ',')].length;
    const { user, system } = process.threadCpuUsage(start);
    expect(count).toBe(200_000);
    // Searching on to the end for each record would take minutes.
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  // Oracle: the writer of the same format, written apart.
  test('read back whatever the writer wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', 'é') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = csvText([...rows[0]!], rows.slice(1));
        const expected = rows.map((row) => row.map((value) => (/^[\r\n]/.test(value) ? `'${value}` : value)));
        expect(cellsOf(text)).toEqual(expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

test('the delimiter is the one that splits the header most', () => {
  expect(guessDelimiter('date,SPY,TLT\n')).toBe(',');
  expect(guessDelimiter('date;SPY;TLT\n')).toBe(';');
  expect(guessDelimiter('date\tSPY\r\n1,2,3,4')).toBe('\t');
  expect(guessDelimiter('date')).toBe(',');
});
