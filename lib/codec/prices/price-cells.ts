import { dayNumber, parseIsoDay } from '../../base/iso-day';

/** What a cell says, once and for all readers. */
export type NumberCell =
  | { readonly status: 'number'; readonly value: number }
  | { readonly status: 'missing' }
  | { readonly status: 'formula' }
  | { readonly status: 'text' };

/** How spreadsheets, pandas and R write "no value". */
const MISSING_WORDS: ReadonlySet<string> = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '.']);

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** First characters that make a spreadsheet run a cell. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** A longer cell is not a number in any notation; the limit also bounds the work of the patterns. */
const NUMBER_LENGTH_MAX = 64;

/**
 * Reads a plain decimal such as 1234.56 or 1.2e-3. Thousands separators are refused: `1,234` means a thousand to one
 * country and one to another.
 *
 * @param hasDecimalComma only in files that separate cells otherwise
 */
export function readNumber(cell: string, hasDecimalComma: boolean): NumberCell {
  const text = cell.trim();
  if (text.length > NUMBER_LENGTH_MAX) return { status: FORMULA_START.test(text) ? 'formula' : 'text' };
  if (MISSING_WORDS.has(text.toLowerCase())) return { status: 'missing' };
  const decimal = hasDecimalComma ? text.replace(',', '.') : text;
  if (PLAIN_NUMBER.test(decimal)) return { status: 'number', value: Number(decimal) };
  return { status: FORMULA_START.test(text) ? 'formula' : 'text' };
}

const DATE_WITH_TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}[0-9:.Z+\- ]{0,20}$/;
const DATE_WITH_SLASHES = /^(\d{4})\/(\d{2})\/(\d{2})$/;
const DATE_WITHOUT_MARKS = /^(\d{4})(\d{2})(\d{2})$/;

/** Before this nothing was traded that has a daily price here; after it a date is a typing mistake. */
const YEAR_MIN = '1800';
const YEAR_MAX = '2199';

/**
 * Reads a day written year first: 2020-01-31, with or without a time, 2020/01/31 or 20200131. Other orders are refused,
 * because 02/01/2020 is two different days.
 *
 * @returns whole days since 1970-01-01, or undefined
 */
export function readDay(cell: string): number | undefined {
  const text = cell.trim();
  const marked = DATE_WITH_SLASHES.exec(text) ?? DATE_WITHOUT_MARKS.exec(text);
  const iso = marked === null ? (DATE_WITH_TIME.exec(text)?.[1] ?? text) : marked.slice(1).join('-');
  const day = parseIsoDay(iso);
  if (day === undefined || day.slice(0, 4) < YEAR_MIN || day.slice(0, 4) > YEAR_MAX) return undefined;
  return dayNumber(day);
}

const QUOTED_LENGTH_MAX = 40;

/** A cell's text as a sentence may show it: short, on one line, without control characters. */
export function quoted(cell: string): string {
  const clean = Array.from(cell.slice(0, 2 * QUOTED_LENGTH_MAX), (char) =>
    char < ' ' || char === '\u007f' ? ' ' : char,
  );
  const text = clean.slice(0, QUOTED_LENGTH_MAX).join('').trim();
  return `"${text}${clean.length > QUOTED_LENGTH_MAX ? '…' : ''}"`;
}
