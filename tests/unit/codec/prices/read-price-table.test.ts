import { describe, expect, test } from 'vitest';
import { addDays, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import { panelFromTable } from '../../../../lib/codec/prices/panel-from-table';
import { readPriceTable } from '../../../../lib/codec/prices/read-price-table';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';

const DATES = Array.from({ length: 70 }, (_, k) => addDays(isoDay('2020-01-01'), k));

/** A good wide file of two instruments and 70 dates; row 2 is the first with data. */
const goodLines = (): string[] => ['date,SPY,TLT', ...DATES.map((date, k) => `${date},${100 + k},${50 + k}`)];

/** The same with one line put in another's place. */
const withLine = (row: number, line: string): string =>
  goodLines()
    .map((good, k) => (k + 1 === row ? line : good))
    .join('\n');

function read(text: string, fileName = 'core.csv') {
  const outcome = readPriceTable(text, { fileName });
  if (outcome.status === 'unreadable') throw new Error(outcome.message);
  return outcome;
}

const refusal = (text: string, fileName = 'core.csv'): string => {
  const outcome = readPriceTable(text, { fileName });
  return outcome.status === 'unreadable' ? outcome.message : `was read: ${JSON.stringify(outcome.problems)}`;
};

const messages = (text: string): string[] => read(text).problems.map(({ message, effect }) => `${message} ${effect}`);

const priceAt = (text: string, symbol: string, date: string): number => {
  const { symbols, days, layers } = read(text).goodPart;
  return layers.close[
    [...days].map(isoDayFromNumber).indexOf(isoDay(date)) * symbols.length + symbols.indexOf(symbol)
  ]!;
};

describe('a good file', () => {
  test('is read without a problem', () => {
    const outcome = read(goodLines().join('\n'));
    expect(outcome).toMatchObject({ status: 'read', layout: 'wide', problems: [], needsConsent: false });
    expect(outcome.goodPart.symbols).toEqual(['SPY', 'TLT']);
    expect(outcome.goodPart.days.length).toBe(70);
    expect([...outcome.goodPart.layers.close.subarray(0, 4)]).toEqual([100, 50, 101, 51]);
    expect(outcome.assumptions).toEqual(['Prices are taken to include dividends, as adjusted closes do.']);
  });

  test.each([
    ['with CRLF', goodLines().join('\r\n')],
    ['with a byte-order mark', `\uFEFF${goodLines().join('\n')}`],
    [
      'with quotes',
      goodLines()
        .map((line) =>
          line
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
        )
        .join('\n'),
    ],
    [
      'with semicolons and decimal commas',
      goodLines()
        .map((line) => line.replaceAll(',', ';').replace(/$/, line.startsWith('d') ? '' : ',0'))
        .join('\n'),
    ],
    [
      'with tabs',
      goodLines()
        .map((line) => line.replaceAll(',', '\t'))
        .join('\n'),
    ],
    ['with blank lines at the end', `${goodLines().join('\n')}\n\n\n`],
    [
      'with times behind the dates',
      goodLines()
        .join('\n')
        .replaceAll(/^(\d{4}-\d{2}-\d{2})/gm, '$1 00:00:00'),
    ],
    ['with an unnamed date column', goodLines().join('\n').replace('date', '')],
    ['with lower-case tickers', goodLines().join('\n').replace('SPY,TLT', 'spy,tlt')],
  ])('is the same %s', (_, text) => {
    const expected = read(goodLines().join('\n'));
    const outcome = read(text);
    expect(outcome.problems).toEqual([]);
    expect(outcome.goodPart.symbols).toEqual(expected.goodPart.symbols);
    expect(outcome.goodPart.days).toEqual(expected.goodPart.days);
    expect(outcome.goodPart.layers.close).toEqual(expected.goodPart.layers.close);
  });

  test('newest first is put in order, and said once', () => {
    const [header, ...lines] = goodLines();
    const outcome = read([header, ...lines.reverse()].join('\n'));
    expect(outcome.goodPart.layers.close[0]).toBe(100);
    expect(outcome.needsConsent).toBe(false);
    expect(outcome.problems.map(({ message }) => message)).toEqual([
      'core.csv, row 3, column date: 2020-03-09 comes after 2020-03-10 of row 2; dates should rise.',
    ]);
  });
});

describe('a long file', () => {
  const lines = (): string[] => [
    'date,ticker,open,close,adj_close,volume',
    ...DATES.flatMap((date, k) => [`${date},SPY,99,${100 + k},${90 + k},1000`, `${date},TLT,49,${50 + k},${40 + k},`]),
  ];

  test('takes returns from the adjusted close and keeps the close to trade at', () => {
    const outcome = read(lines().join('\n'));
    expect(outcome).toMatchObject({ layout: 'long', problems: [], needsConsent: false });
    const { layers, basis } = outcome.goodPart;
    expect(basis).toBe('split-adjusted');
    expect([...layers.close.subarray(0, 2)]).toEqual([100, 50]);
    expect([...layers.totalReturnIndex.subarray(0, 2)]).toEqual([90, 40]);
    expect([...(layers.open ?? [])].slice(0, 2)).toEqual([99, 49]);
    expect([...(layers.volume ?? [])].slice(0, 2)).toEqual([1000, Number.NaN]);
    expect(outcome.assumptions[0]).toContain('adjusted close');
  });

  test('names a second price for a day and days without a row', () => {
    const text = [...lines().filter((_, k) => k !== 21), `${DATES[0]!},SPY,1,2,3,4`].join('\n');
    expect(messages(text)).toEqual([
      'core.csv, row 141, column SPY: 2020-01-01 was already given in row 2. The first one is kept, this one is left out.',
      'core.csv, row 141, column date: 2020-01-01 comes after 2020-03-10 of row 139; dates should rise. The rows are put in order of date.',
      'core.csv, column SPY: 1 of the 70 days from 2020-01-01 to 2020-03-10 have no row. The cell stays empty.',
    ]);
  });

  test('names a missing ticker and a text in the volume', () => {
    const text = [...lines(), '2020-03-11,,1,2,3,4', '2020-03-11,SPY,1,200,200,many', '2020-03-11,TLT,1,60,60,1'].join(
      '\n',
    );
    expect(messages(text)).toEqual([
      'core.csv, row 142: the ticker is missing. Its prices are left out.',
      'core.csv, row 143, column volume: "many" is not a usable number. The cell stays empty.',
    ]);
    expect(priceAt(text, 'SPY', '2020-03-11')).toBe(200);
  });
});

test('a file of one instrument takes its ticker from the file name', () => {
  const text = [
    'Date,Open,High,Low,Close,Adj Close,Volume',
    ...DATES.map((date, k) => `${date},1,2,0.5,${100 + k},${90 + k},5`),
  ].join('\n');
  const outcome = read(text, 'downloads/spy.csv');
  expect(outcome).toMatchObject({ layout: 'single', needsConsent: true });
  expect(outcome.goodPart.symbols).toEqual(['SPY']);
  expect(outcome.problems.map(({ message }) => message)).toEqual([
    'downloads/spy.csv, column SPY: this is the only instrument with prices.',
  ]);
  expect(outcome.assumptions[1]).toBe('The ticker SPY is taken from the file name.');
});

describe('each fault is named with file, row and column', () => {
  test.each([
    [
      'text in a number column',
      withLine(17, '2020-01-16,abc,64'),
      'core.csv, row 17, column SPY: "abc" is not a number. The cell stays empty.',
    ],
    [
      'a formula',
      withLine(17, '2020-01-16,"=HYPERLINK(""x"")",64'),
      'core.csv, row 17, column SPY: "=HYPERLINK("x")" looks like a formula; formulas are not run. The cell stays empty.',
    ],
    [
      'a price of zero',
      withLine(17, '2020-01-16,0,64'),
      'core.csv, row 17, column SPY: a price must be above zero, "0" is not. The cell stays empty.',
    ],
    [
      'a negative price',
      withLine(17, '2020-01-16,115,-3'),
      'core.csv, row 17, column TLT: a price must be above zero, "-3" is not. The cell stays empty.',
    ],
    [
      'a price out of range',
      withLine(17, '2020-01-16,115,1e12'),
      'core.csv, row 17, column TLT: "1e12" is too large for a price. The cell stays empty.',
    ],
    [
      'a missing cell',
      withLine(17, '2020-01-16,,65'),
      'core.csv, row 17, column SPY: the price of 2020-01-16 is missing. The cell stays empty.',
    ],
    [
      'a missing cell just before the end',
      withLine(70, '2020-03-09,,118'),
      'core.csv, row 70, column SPY: the price of 2020-03-09 is missing. The cell stays empty.',
    ],
    [
      'a missing cell just after the start',
      withLine(3, '2020-01-02,,51'),
      'core.csv, row 3, column SPY: the price of 2020-01-02 is missing. The cell stays empty.',
    ],
    [
      'a missing row of prices',
      withLine(17, '2020-01-16,,'),
      'core.csv, row 17: there is no usable price for 2020-01-16. The row is left out.',
    ],
    [
      'a bad date',
      withLine(17, '16/01/2020,115,65'),
      'core.csv, row 17, column date: "16/01/2020" is not a date; write it as 2020-01-31. The row is left out.',
    ],
    [
      'a missing date',
      withLine(17, ',115,65'),
      'core.csv, row 17, column date: the date is missing. The row is left out.',
    ],
    [
      'a date twice',
      withLine(17, '2020-01-15,115,65'),
      'core.csv, row 17, column date: 2020-01-15 was already given in row 16. The first one is kept, this one is left out.',
    ],
    [
      'a short row',
      withLine(17, '2020-01-16,115'),
      'core.csv, row 17: the row has 2 cells and the first row has 3. The row is left out.',
    ],
    [
      'a long row',
      withLine(17, '2020-01-16,115,65,1'),
      'core.csv, row 17: the row has 4 cells and the first row has 3. The row is left out.',
    ],
    [
      'a quote that never closes',
      withLine(70, '2020-03-09,"115,65'),
      'core.csv, row 70: a quote opens here and never closes. This row and everything after it is left out.',
    ],
    [
      'a column twice',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? 'SPY' : '7'}`)
        .join('\n'),
      'core.csv, row 1, column SPY: columns 2 and 4 have the same ticker. The first one is kept, this one is left out.',
    ],
    [
      'a ticker that is none',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? '=1+1' : '7'}`)
        .join('\n'),
      'core.csv, row 1: "=1+1" is not a ticker. Its prices are left out.',
    ],
    [
      'a column without a name',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? '' : '7'}`)
        .join('\n'),
      'core.csv, row 1: column 4 has no ticker. Its prices are left out.',
    ],
    [
      'a column without a price',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? 'GLD' : ''}`)
        .join('\n'),
      'core.csv, column GLD: there is no usable price. The column is left out.',
    ],
    [
      'a late start',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? 'GLD' : k < 10 ? '' : '7'}`)
        .join('\n'),
      'core.csv, row 11, column GLD: the first price is of 2020-01-10. The instrument is used from that day on.',
    ],
    [
      'an early end',
      goodLines()
        .map((line, k) => `${line},${k === 0 ? 'GLD' : k > 10 ? '' : '7'}`)
        .join('\n'),
      'core.csv, row 11, column GLD: the last price is of 2020-01-10. The instrument is not used after that day.',
    ],
    [
      'one asset only',
      goodLines()
        .map((line) => line.split(',').slice(0, 2).join(','))
        .join('\n'),
      'core.csv, column SPY: this is the only instrument with prices. The prices can be kept, but one instrument is not enough for a plan.',
    ],
    [
      'fewer than 60 dates',
      goodLines().slice(0, 60).join('\n'),
      'core.csv: there are usable prices for 59 dates; 60 are needed. The prices can be kept, but risk cannot be estimated from them.',
    ],
  ])('%s', (_, text, expected) => {
    expect(messages(text)).toEqual([expected]);
  });

  test('and what is good stays as it was', () => {
    const text = withLine(17, '2020-01-16,abc,64');
    expect(priceAt(text, 'SPY', '2020-01-16')).toBeNaN();
    expect(priceAt(text, 'TLT', '2020-01-16')).toBe(64);
    expect(priceAt(text, 'SPY', '2020-01-17')).toBe(116);
    expect(read(text).needsConsent).toBe(true);
  });

  test('a warning alone asks for no consent', () => {
    expect(read(withLine(17, '2020-01-16,,65')).needsConsent).toBe(false);
  });

  test('a fault in every row is listed a hundred times and then counted', () => {
    const many = ['date,SPY,TLT', ...Array.from({ length: 500 }, (_, k) => `${addDays(isoDay('2020-01-01'), k)},x,5`)];
    const { problems } = read(many.join('\n'));
    const texts = problems.filter(({ kind }) => kind === 'not-a-number');
    expect(texts.length).toBe(101);
    expect(texts.at(-1)?.message).toBe('core.csv: 400 more of this kind: not-a-number.');
  });
});

describe('a file that cannot be read says why', () => {
  test.each([
    ['empty', '', 'core.csv: the file is empty.'],
    ['blank', ' \n\n', 'core.csv: the file is empty.'],
    ['compressed', '\u001f\u008b\u0008', 'core.csv: this is compressed data, not text.'],
    ['binary', 'a\u0000b', 'core.csv: this is not plain text; save it as CSV in UTF-8.'],
    [
      'without column names',
      '2020-01-01,100,50\n2020-01-02,101,51',
      'core.csv: row 1 holds data ("2020-01-01,100,50"); it must hold column names.',
    ],
    [
      'of another kind',
      'name,age\nAnn,5\n',
      'core.csv: there is no date column (row 1 reads "name, age"). A price file has a first row of either date and one column per ticker, or date, ticker and close.',
    ],
    [
      'long without a close',
      'date,ticker,shares\n2020-01-01,SPY,5\n',
      'core.csv: there is a ticker column but no close column (row 1 reads "date, ticker, shares"). A price file has a first row of either date and one column per ticker, or date, ticker and close.',
    ],
    [
      'of dates alone',
      'date\n2020-01-01\n',
      'core.csv: there is no price column (row 1 reads "date"). A price file has a first row of either date and one column per ticker, or date, ticker and close.',
    ],
    [
      'without any price',
      'date,SPY\n2020-01-01,abc\n',
      'core.csv: there is not one usable price. The first problem: core.csv, row 2, column SPY: "abc" is not a number.',
    ],
    ['open in its first row', '"date,SPY\n2020-01-01,5', 'core.csv: row 1 opens a quote that never closes.'],
    [
      'too wide',
      `date,${Array.from({ length: 2001 }, (_, k) => `T${k}`).join(',')}\n2020-01-01${',1'.repeat(2001)}`,
      'core.csv: the table is too large; 2000 instruments, 60000 dates and 10000000 prices are the most.',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toBe(message);
  });
});

test('the table becomes a panel that names what it does not know', () => {
  const { goodPart } = read(goodLines().join('\n').replace('TLT', 'ZZZZ'));
  const { panel, unknownSymbols } = panelFromTable(goodPart, describeInstrument);
  expect(unknownSymbols).toEqual(['ZZZZ']);
  expect(panel.source).toEqual({ kind: 'file', label: 'core.csv' });
  expect(panel.instruments.map(({ assetClass }) => assetClass)).toEqual(['equity', 'equity']);
  expect(panel.instruments[0]).not.toHaveProperty('isKnown');
});
