import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { stressMix } from '@/lib/server/services/portfolio/stress-mix';

/** The `stress` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : stressMix.call(ctx, body.value);
});
