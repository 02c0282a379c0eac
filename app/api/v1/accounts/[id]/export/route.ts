import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, formatOf } from '@/lib/server/http/in/file-response';
import { exportHoldings } from '@/lib/server/services/export/export-holdings';

export const GET = apiRoute(async (ctx, request, { id }) => {
  const of = new URL(request.url).searchParams.get('of');
  const input = { accountId: id, ...formatOf(request), ...(of === null ? {} : { of }) };
  return fileResponse(await exportHoldings.call(ctx, input), ctx.requestId);
});
