import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportBacktest } from '@/lib/server/services/export/export-backtest';

export const GET = apiRoute(async (ctx, request, { id }) =>
  fileResponse(await exportBacktest.call(ctx, { backtestId: id, ...queryOf(request, 'format', 'of') }), ctx.requestId),
);
