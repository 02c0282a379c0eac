import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportSearch } from '@/lib/server/services/export/export-search';

export const GET = apiRoute(async (ctx, request, { id }) =>
  fileResponse(await exportSearch.call(ctx, { searchId: id, ...queryOf(request, 'format') }), ctx.requestId),
);
