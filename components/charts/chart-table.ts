import { type CsvCell, csvText } from '@/lib/shared/format/csv';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';

/** The figures behind a chart: what its table shows and its CSV holds. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export interface ChartColumn {
  readonly header: string;
  readonly kind: 'text' | 'day' | 'percent' | 'money' | 'number';
}

interface TableLine {
  readonly label: string;
  /** One a day; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** A row a day, a column a line, all lines in one unit. */
export function dayTable(
  dates: readonly string[],
  lines: readonly TableLine[],
  kind: ChartColumn['kind'],
  dayHeader = 'Day',
): ChartTable {
  return {
    columns: [{ header: dayHeader, kind: 'day' }, ...lines.map(({ label }) => ({ header: label, kind }))],
    rows: dates.map((date, index) => [date, ...lines.map(({ values }) => values[index] ?? null)]),
  };
}

/** A cell as people read it. */
export function chartCellText(cell: CsvCell, kind: ChartColumn['kind'], currency: string): string {
  if (typeof cell === 'string') return kind === 'day' ? formatDay(cell) : cell;
  switch (kind) {
    case 'percent':
      return formatPercent(cell, { decimals: 2 });
    case 'money':
      return formatMoney(cell, currency);
    default:
      return formatNumber(cell);
  }
}

/** Decimals and ISO days, as machines read them; the unit stands in the header. */
export const chartCsv = ({ columns, rows }: ChartTable, currency: string): string =>
  csvText(
    columns.map(({ header, kind }) =>
      kind === 'percent' ? `${header} (decimal)` : kind === 'money' ? `${header} (${currency})` : header,
    ),
    rows,
  );

/** More rows than this nobody reads on a page; the CSV has them all. */
const TABLE_ROWS_MAX = 120;

/** Every nth row, the last one always among them. */
export function readableRows(table: ChartTable): { readonly rows: ChartTable['rows']; readonly everyNth: number } {
  const everyNth = Math.ceil(table.rows.length / TABLE_ROWS_MAX);
  const rows = table.rows.filter((_, index) => (table.rows.length - 1 - index) % everyNth === 0);
  return { rows, everyNth };
}
