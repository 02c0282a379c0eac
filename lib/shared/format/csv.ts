export type CsvCell = string | number | null;

/** First characters that make a spreadsheet run a cell as a formula, full-width forms included (ASVS 5.0, 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;

/** Any of these forces quotes (RFC 4180, section 2). */
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * RFC 4180 text with CRLF line ends. Text that a spreadsheet would run as a formula gets a leading apostrophe;
 * numbers are typed and stay numbers, so −3 does not become text. Absent and non-finite numbers are empty cells.
 */
export const csvText = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
