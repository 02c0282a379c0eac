import { apiRoute } from '@/lib/server/http/in/api-route';
import { formatOf } from '@/lib/server/http/in/file-response';
import { reportResponse } from '@/lib/server/http/in/report-response';
import { getMonthReport } from '@/lib/server/services/report/get-month-report';

export const GET = apiRoute(async (ctx, request, { id }) => {
  const month = new URL(request.url).searchParams.get('month');
  const input = { accountId: id, ...formatOf(request), ...(month === null ? {} : { month }) };
  return reportResponse(await getMonthReport.call(ctx, input), ctx.requestId);
});
