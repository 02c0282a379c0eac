import { done, type Outcome } from '@/lib/base/outcome';
import { panelFromTable } from '@/lib/codec/prices/panel-from-table';
import { cleanPanel } from '@/lib/quant/market/clean';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { ImportReport } from '@/lib/shared/contracts/price-set';
import { cleaningProblems, importReport } from '../prices/import-report';
import { readUpload } from '../prices/read-upload';
import { type PackedPanel, packPanel } from '../store/panel-store';
import type { PriceFileInput } from './read-prices-task';
import type { Task } from './task';

export interface KeptPrices {
  readonly panel: PricePanel;
  readonly packed: PackedPanel;
  readonly report: ImportReport;
}

/** Reads a price file again, cleans its good part and packs it for the store. Undefined when there is no good part. */
export const keepPricesTask: Task<PriceFileInput, Outcome<KeptPrices | undefined>> = ({ fileName, bytes }) => {
  const read = readUpload(fileName, bytes);
  if (read.status === 'refused') return { status: 'finished', value: read };
  const { table, report } = read.value;
  if (table === undefined) return { status: 'finished', value: done(undefined) };
  const { panel, report: cleaning } = cleanPanel(panelFromTable(table, describeInstrument).panel);
  const found = cleaningProblems(fileName, cleaning);
  return { status: 'finished', value: done({ panel, packed: packPanel(panel), report: withCleaning(report, found) }) };
};

const withCleaning = (report: ImportReport, found: ImportReport['problems']): ImportReport => {
  const { problems } = importReport(report.layout, report.rowCount, [...report.problems, ...found]);
  return { ...report, problems, problemCount: report.problemCount + found.length };
};
