import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportComparison } from '@/lib/server/services/export/export-comparison';

export const GET = apiRoute(async (ctx, request, { id }) =>
  fileResponse(await exportComparison.call(ctx, { comparisonId: id, ...queryOf(request, 'format') }), ctx.requestId),
);
