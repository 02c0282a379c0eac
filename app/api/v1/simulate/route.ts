import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { simulateWealth } from '@/lib/server/services/portfolio/simulate-wealth';

/** The `simulate` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : simulateWealth.call(ctx, body.value);
});
