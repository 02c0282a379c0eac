import type { PriceBasis } from '../../quant/market/panel';
import { csvRecords, guessDelimiter } from './csv-records';
import { quoted, readDay } from './price-cells';
import { detectLayout, type PriceLayout } from './price-layout';
import { collectProblems, type PriceProblem } from './price-problems';
import type { PriceTable } from './price-table';
import { readRecords } from './read-records';
import { buildTable, CELLS_MAX, COLUMNS_MAX, DAYS_MAX, startTable } from './table-builder';
import { checkTable } from './table-checks';

export interface ReadPriceOptions {
  /** Starts every sentence about the file. */
  readonly fileName: string;
}

export type ReadPriceOutcome =
  | {
      readonly status: 'read';
      readonly layout: PriceLayout['kind'];
      readonly problems: readonly PriceProblem[];
      /** True when some problem is an error: then the good part may be kept only if the user agrees. */
      readonly needsConsent: boolean;
      /** What the file does not say and was taken for granted, in whole sentences. */
      readonly assumptions: readonly string[];
      readonly goodPart: PriceTable;
    }
  | { readonly status: 'unreadable'; readonly message: string };

/** Characters of plain text: 2,000 instruments on 5,000 days have 90 to 200 million. */
export const TEXT_LENGTH_MAX = 256 * 1024 * 1024;

/**
 * Reads prices from CSV text: wide (`date,TICKER,...`), long (`date,ticker,close,...`) or one instrument's own file
 * (`Date,Open,...,Close`). Never throws on any text; everything it does not use is named in a problem.
 */
export function readPriceTable(text: string, { fileName }: ReadPriceOptions): ReadPriceOutcome {
  const unreadable = (claim: string): ReadPriceOutcome => ({ status: 'unreadable', message: `${fileName}: ${claim}` });
  const fault = textFault(text);
  if (fault !== undefined) return unreadable(fault);
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const delimiter = guessDelimiter(body);
  const records = csvRecords(body, delimiter);
  const header = records.next().value;
  if (header?.isComplete !== true) return unreadable('row 1 opens a quote that never closes.');
  if (header.cells.some((cell) => readDay(cell) !== undefined)) {
    return unreadable(`row 1 holds data (${quoted(header.cells.join(delimiter))}); it must hold column names.`);
  }
  const problems = collectProblems(fileName);
  const startsWithDay = firstDataCellIsDay(body, delimiter);
  const detected = detectLayout({ fileName, header: header.cells, startsWithDay }, problems);
  if (detected.status === 'unknown') return { status: 'unreadable', message: detected.message };
  const { layout } = detected;
  const builder = startTable();
  const context = {
    layout,
    header: header.cells,
    hasDecimalComma: delimiter === ';',
    problems,
    builder,
    filledRows: new Map<number, number>(),
  };
  const isWithinLimits = readRecords(records, context);
  if (!isWithinLimits) {
    return unreadable(
      `the table is too large; ${COLUMNS_MAX} instruments, ${DAYS_MAX} dates and ${CELLS_MAX} prices are the most.`,
    );
  }
  const built = buildTable(builder, { fileName, basis: basisOf(layout) });
  if (built.table.symbols.length === 0) {
    const first = problems.list()[0];
    return unreadable(
      `there is not one usable price.${first === undefined ? '' : ` The first problem: ${first.message}`}`,
    );
  }
  checkTable(built, builder, layout, problems);
  const list = problems.list();
  return {
    status: 'read',
    layout: layout.kind,
    problems: list,
    needsConsent: list.some(({ severity }) => severity === 'error'),
    assumptions: assumptionsOf(layout),
    goodPart: built.table,
  };
}

function textFault(text: string): string | undefined {
  if (text.length > TEXT_LENGTH_MAX) return `the text has ${text.length} characters; ${TEXT_LENGTH_MAX} are the most.`;
  if (text.startsWith('\u001f\u008b') || text.startsWith('\u001f\ufffd')) return 'this is compressed data, not text.';
  if (text.includes('\u0000')) return 'this is not plain text; save it as CSV in UTF-8.';
  return text.trim() === '' ? 'the file is empty.' : undefined;
}

/** Looks at a few records only: data may start below blank lines. */
const PEEK_RECORDS_MAX = 5;

function firstDataCellIsDay(text: string, delimiter: string): boolean {
  for (const { row, cells } of csvRecords(text, delimiter)) {
    if (row > PEEK_RECORDS_MAX) return false;
    const first = cells[0] ?? '';
    if (row > 1 && first.trim() !== '') return readDay(first) !== undefined;
  }
  return false;
}

const hasBothCloses = (layout: PriceLayout): boolean =>
  layout.kind !== 'wide' && layout.fields.adjustedClose !== null && layout.fields.adjustedClose !== layout.fields.close;

const basisOf = (layout: PriceLayout): PriceBasis => (hasBothCloses(layout) ? 'split-adjusted' : 'total-return');

function assumptionsOf(layout: PriceLayout): readonly string[] {
  const basis = hasBothCloses(layout)
    ? 'Closes are taken as corrected for splits; returns come from the adjusted close.'
    : 'Prices are taken to include dividends, as adjusted closes do.';
  return layout.kind === 'single' ? [basis, `The ticker ${layout.symbol} is taken from the file name.`] : [basis];
}
