import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { replayStrategies } from '@/lib/server/services/portfolio/replay-strategies';

/** The `backtest` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : replayStrategies.call(ctx, body.value);
});
