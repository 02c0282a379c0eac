import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../../lib/shared/format/csv';

/** A plain RFC 4180 reader, written from the grammar, as the oracle for quoting. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') cell += text[++index]!;
      else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',' || character === '\r') {
      rows.at(-1)!.push(cell);
      cell = '';
      if (character === '\r') rows.push([]);
      index += character === '\r' ? 1 : 0;
    } else cell += character;
  }
  rows.pop();
  return rows;
}

describe('csvText', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '\uff1d1'])(
    'the text %j cannot run as a formula',
    (cell) => {
      expect(readCsv(csvText(['x'], [[cell]]))[1]).toEqual([`'${cell}`]);
    },
  );

  test('numbers stay numbers and absent ones stay empty', () => {
    expect(csvText(['a', 'b', 'c'], [[-3.5, null, Number.NaN]])).toBe('a,b,c\r\n-3.5,,\r\n');
  });

  test('any text survives a round trip, apart from the guard', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 }), { minLength: 1 });
    fc.assert(
      fc.property(cells, (rows) => {
        const read = readCsv(csvText(['name', 'note'], rows)).slice(1);
        expect(
          read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20])/, ''))),
        ).toEqual(
          rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20])/, ''))),
        );
      }),
    );
  });
});
