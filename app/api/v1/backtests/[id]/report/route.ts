import { apiRoute } from '@/lib/server/http/in/api-route';
import { queryOf } from '@/lib/server/http/in/file-response';
import { reportResponse } from '@/lib/server/http/in/report-response';
import { getBacktestReport } from '@/lib/server/services/report/get-backtest-report';

export const GET = apiRoute(async (ctx, request, { id }) =>
  reportResponse(await getBacktestReport.call(ctx, { backtestId: id, ...queryOf(request, 'format') }), ctx.requestId),
);
