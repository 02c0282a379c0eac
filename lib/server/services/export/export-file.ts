import type { ExportedFile } from '@/lib/shared/contracts/wire';
import { type CsvCell, csvText } from '@/lib/shared/format/csv';

export interface Exportable {
  /** Without its ending; ours, never the user's words. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
  /** The whole thing, for programs. */
  readonly json: unknown;
}

export const exportedFile = (format: 'csv' | 'json', { name, header, rows, json }: Exportable): ExportedFile =>
  format === 'csv'
    ? { fileName: `${name}.csv`, mediaType: 'text/csv', text: csvText(header, rows) }
    : { fileName: `${name}.json`, mediaType: 'application/json', text: JSON.stringify(json) };
