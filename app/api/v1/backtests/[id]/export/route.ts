import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, formatOf } from '@/lib/server/http/in/file-response';
import { exportBacktest } from '@/lib/server/services/export/export-backtest';

export const GET = apiRoute(async (ctx, request, { id }) => {
  const of = new URL(request.url).searchParams.get('of');
  const input = { backtestId: id, ...formatOf(request), ...(of === null ? {} : { of }) };
  return fileResponse(await exportBacktest.call(ctx, input), ctx.requestId);
});
