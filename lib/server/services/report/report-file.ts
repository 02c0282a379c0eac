import { z } from 'zod';
import { renderHtml } from '../../reports/html';
import type { Report } from '../../reports/model';
import { renderPdf } from '../../reports/pdf';

export const ReportFormat = z.enum(['pdf', 'html']).default('pdf');

/** A document to download or to open. */
export interface ReportFile {
  /** Ours, never the user's words. */
  readonly fileName: string;
  readonly format: 'pdf' | 'html';
  readonly bytes: Uint8Array;
}

export const reportFile = async (format: 'pdf' | 'html', name: string, report: Report): Promise<ReportFile> => ({
  fileName: `${name}.${format}`,
  format,
  bytes: format === 'pdf' ? await renderPdf(report) : new TextEncoder().encode(renderHtml(report)),
});
