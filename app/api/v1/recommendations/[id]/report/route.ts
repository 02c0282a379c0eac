import { apiRoute } from '@/lib/server/http/in/api-route';
import { queryOf } from '@/lib/server/http/in/file-response';
import { reportResponse } from '@/lib/server/http/in/report-response';
import { getRecommendationReport } from '@/lib/server/services/report/get-recommendation-report';

export const GET = apiRoute(async (ctx, request, { id }) =>
  reportResponse(
    await getRecommendationReport.call(ctx, { recommendationId: id, ...queryOf(request, 'format') }),
    ctx.requestId,
  ),
);
