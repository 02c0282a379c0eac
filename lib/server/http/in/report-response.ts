import 'server-only';
import type { Outcome } from '@/lib/base/outcome';
import { REPORT_HTML_POLICY } from '@/lib/server/reports/html';
import type { ReportFile } from '@/lib/server/services/report/report-file';

/** A PDF to keep, or a page of its own that may run and fetch nothing; its name is ours, never the user's. */
export function reportResponse(outcome: Outcome<ReportFile>, requestId: string): Outcome<never> | Response {
  if (outcome.status === 'refused') return outcome;
  const { fileName, format, bytes } = outcome.value;
  const isPdf = format === 'pdf';
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': isPdf ? 'application/pdf' : 'text/html; charset=utf-8',
      'Content-Disposition': `${isPdf ? 'attachment' : 'inline'}; filename="${fileName}"`,
      'Content-Security-Policy': isPdf
        ? "default-src 'none'"
        : `${REPORT_HTML_POLICY}; frame-ancestors 'none'; sandbox`,
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
    },
  });
}
