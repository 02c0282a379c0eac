import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { findWeights } from '@/lib/server/services/portfolio/find-weights';

/** The `optimize` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : findWeights.call(ctx, body.value);
});
