import 'server-only';
import type { Outcome } from '@/lib/base/outcome';
import type { ExportedFile } from '@/lib/shared/contracts/wire';

/** A spreadsheet program takes a file without this mark for something older than Unicode. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A download; its name is ours, never the user's. */
export function fileResponse(outcome: Outcome<ExportedFile>, requestId: string): Outcome<never> | Response {
  if (outcome.status === 'refused') return outcome;
  const { fileName, mediaType, text } = outcome.value;
  return new Response(mediaType === 'text/csv' ? `${BYTE_ORDER_MARK}${text}` : text, {
    headers: {
      'Content-Type': `${mediaType}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
    },
  });
}

/** What the query of an address says of these names, as the services take it; one it does not have is left out. */
export function queryOf(request: Request, ...names: readonly string[]): Readonly<Record<string, string>> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries([...searchParams].filter(([name]) => names.includes(name)));
}
