import { apiRoute } from '@/lib/server/http/in/api-route';
import { fileResponse } from '@/lib/server/http/in/file-response';
import { exportMyData } from '@/lib/server/services/settings/export-my-data';

export const GET = apiRoute(async (ctx) => fileResponse(await exportMyData.call(ctx, {}), ctx.requestId));
