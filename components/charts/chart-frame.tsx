'use client';

import { ChartLine, Download, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/shared/format/quantity';
import { DataTable } from '@/components/ui/data-table';
import { type ChartTable, chartCellText, chartCsv, readableRows } from './chart-table';
import { downloadBlob, fileNameOf } from './download';

/** What every chart takes. */
export interface ChartTexts {
  /** What to see, in one sentence above the chart. */
  readonly takeaway: ReactNode;
  /** What is drawn, with its unit: `Value of $10,000, US dollars`. Also names the table and the file. */
  readonly title: string;
  /** A `SourceNote`. */
  readonly source?: ReactNode | undefined;
}

interface ChartFrameProps extends ChartTexts {
  readonly summary: string;
  readonly table: ChartTable;
  readonly currency?: string | undefined;
  /** Switches that belong to this chart, such as a logarithmic scale. */
  readonly controls?: ReactNode | undefined;
  readonly children: ReactNode;
}

/** Sentence, figure, switch to the table, CSV, source: the same around every chart. */
export function ChartFrame(props: ChartFrameProps) {
  const { takeaway, title, source, summary, table, currency = 'USD', controls, children } = props;
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <figure aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`} className="flex min-w-0 flex-col gap-4">
      <figcaption className="flex items-start justify-between gap-x-6">
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="max-w-prose font-strong text-pretty">{takeaway}</span>
          <span id={`${id}-title`} className="text-small text-muted">
            {title}
          </span>
        </span>
        <span data-print="hidden" className="-me-2 -mt-1 flex items-center">
          {controls}
          <Button
            variant="quiet"
            size="small"
            aria-label={`${isTable ? 'Show chart' : 'Show table'}: ${title}`}
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? <ChartLine aria-hidden className="size-4" /> : <Table2 aria-hidden className="size-4" />}
            <span className="hidden sm:inline">{isTable ? 'Chart' : 'Table'}</span>
          </Button>
          <Button
            variant="quiet"
            size="small"
            aria-label={`Download CSV: ${title}`}
            onClick={() => downloadCsv(title, chartCsv(table, currency))}
          >
            <Download aria-hidden className="size-4" />
            <span className="hidden sm:inline">CSV</span>
          </Button>
        </span>
      </figcaption>
      <p id={`${id}-summary`} className="sr-only">
        {summary}
      </p>
      {isTable ? <FiguresTable title={title} table={table} currency={currency} /> : children}
      {source}
    </figure>
  );
}

interface FiguresTableProps {
  readonly title: string;
  readonly table: ChartTable;
  readonly currency: string;
}

function FiguresTable({ title, table, currency }: FiguresTableProps) {
  const { rows, everyNth } = readableRows(table);
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        caption={title}
        isCaptionHidden
        maxHeightClass="max-h-96"
        columns={table.columns.map(({ header, kind }) => ({
          id: header,
          header,
          kind: kind === 'text' || kind === 'day' ? 'text' : 'number',
        }))}
        rows={rows.map((row, index) => ({
          id: String(index),
          cells: Object.fromEntries(
            table.columns.map(({ header, kind }, column) => [
              header,
              chartCellText(row[column] ?? null, kind, currency),
            ]),
          ),
        }))}
      />
      {everyNth > 1 && (
        <p className="text-small text-muted">
          One row in {everyNth} is shown; the CSV holds all {formatCount(table.rows.length, 'row')}.
        </p>
      )}
    </div>
  );
}

/** The byte-order mark tells spreadsheets that the file is UTF-8. */
const downloadCsv = (title: string, text: string): void =>
  downloadBlob(`${fileNameOf(title)}.csv`, new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
