import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportHoldings } from '@/lib/server/services/export/export-holdings';

export const GET = apiRoute(async (ctx, request, { id }) =>
  fileResponse(await exportHoldings.call(ctx, { accountId: id, ...queryOf(request, 'format', 'of') }), ctx.requestId),
);
