/** One record of a CSV text. `row` counts records from 1, blank ones included, as a spreadsheet numbers its rows. */
export interface CsvRecord {
  readonly row: number;
  readonly cells: readonly string[];
  /** False when a quote opens in this record and never closes: the rest of the text is inside it. */
  readonly isComplete: boolean;
}

const QUOTE = '"';

/**
 * Splits RFC 4180 text into records, one at a time. Accepts CRLF, LF and lone CR; a quote inside an unquoted cell is
 * taken as it stands. Never throws and always ends: each step moves forward.
 *
 * @param delimiter one character
 * @see RFC 4180, section 2
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord, undefined> {
  let position = 0;
  let lineFeed = -1;
  for (let row = 1; position < text.length; row++) {
    // Remembered, or a text of lone CRs would be searched to its end once a record.
    if (lineFeed < position) lineFeed = nextOrEnd(text, '\n', position);
    const line = lineAt(text, position, lineFeed);
    if (!line.includes(QUOTE)) {
      yield { row, cells: line.split(delimiter), isComplete: true };
      position = afterLineBreak(text, position + line.length);
    } else {
      const record = quotedRecord(text, position, delimiter);
      yield { row, cells: record.cells, isComplete: record.isComplete };
      position = afterLineBreak(text, record.end);
    }
  }
  return undefined;
}

function nextOrEnd(text: string, char: string, from: number): number {
  const found = text.indexOf(char, from);
  return found === -1 ? text.length : found;
}

/** The text up to the line feed, or up to a carriage return before it. */
function lineAt(text: string, from: number, lineFeed: number): string {
  const line = text.slice(from, lineFeed);
  return line.slice(0, nextOrEnd(line, '\r', 0));
}

const afterLineBreak = (text: string, end: number): number =>
  text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;

function quotedRecord(text: string, start: number, delimiter: string) {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    const cell =
      text[position] === QUOTE ? quotedCell(text, position, delimiter) : plainCell(text, position, delimiter);
    cells.push(cell.value);
    if (!cell.isComplete || text[cell.end] !== delimiter) return { cells, end: cell.end, isComplete: cell.isComplete };
    position = cell.end + 1;
  }
}

function plainCell(text: string, start: number, delimiter: string) {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(start, end), end, isComplete: true };
}

function quotedCell(text: string, start: number, delimiter: string) {
  let value = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf(QUOTE, position);
    if (quote === -1) return { value: value + text.slice(position), end: text.length, isComplete: false };
    value += text.slice(position, quote);
    if (text[quote + 1] !== QUOTE) {
      // Whatever stands between the closing quote and the delimiter belongs to the cell; the reader will refuse it.
      const rest = plainCell(text, quote + 1, delimiter);
      return { value: value + rest.value, end: rest.end, isComplete: true };
    }
    value += QUOTE;
    position = quote + 2;
  }
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that splits the first line most often; a comma when none does. */
export function guessDelimiter(text: string): string {
  const header = lineAt(text, 0, nextOrEnd(text, '\n', 0));
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
