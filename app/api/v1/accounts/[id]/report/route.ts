import { apiRoute } from '@/lib/server/http/in/api-route';
import { queryOf } from '@/lib/server/http/in/file-response';
import { reportResponse } from '@/lib/server/http/in/report-response';
import { getMonthReport } from '@/lib/server/services/report/get-month-report';

export const GET = apiRoute(async (ctx, request, { id }) =>
  reportResponse(
    await getMonthReport.call(ctx, { accountId: id, ...queryOf(request, 'format', 'month') }),
    ctx.requestId,
  ),
);
