import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse, queryOf } from '@/lib/server/http/in/file-response';
import { exportActivity } from '@/lib/server/services/audit/export-activity';

export const GET = apiRoute(async (ctx, request) =>
  fileResponse(await exportActivity.call(ctx, queryOf(request, 'format')), ctx.requestId),
);
