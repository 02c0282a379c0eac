import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportRecommendation } from '@/lib/server/services/export/export-recommendation';

export const GET = apiRoute(async (ctx, request, { id }) =>
  fileResponse(
    await exportRecommendation.call(ctx, { recommendationId: id, ...queryOf(request, 'format') }),
    ctx.requestId,
  ),
);
