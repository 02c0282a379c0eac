import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { measureRisk } from '@/lib/server/services/portfolio/measure-risk';

/** The `risk` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : measureRisk.call(ctx, body.value);
});
