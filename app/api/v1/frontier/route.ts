import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { traceFrontier } from '@/lib/server/services/portfolio/trace-frontier';

/** The `frontier` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : traceFrontier.call(ctx, body.value);
});
