import { refused } from '@/lib/base/outcome';
import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { metricsResponse } from '@/lib/server/http/in/metrics';
import { computeMetrics } from '@/lib/server/services/portfolio/compute-metrics';

export const GET = apiRoute(
  async (_ctx, request) =>
    (await metricsResponse(request.headers)) ?? refused('not-found', 'There is nothing here under that address.'),
);

/** The `metrics` door: a request or an array of requests. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  return body.status === 'refused' ? body : computeMetrics.call(ctx, body.value);
});
