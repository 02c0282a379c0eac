import { refused } from '@/lib/base/outcome';
import { apiRoute } from '@/lib/server/http/in/api-route';
import { metricsResponse } from '@/lib/server/http/in/metrics';

export const GET = apiRoute(
  async (_ctx, request) =>
    (await metricsResponse(request.headers)) ?? refused('not-found', 'There is nothing here under that address.'),
);
