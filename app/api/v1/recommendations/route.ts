import { apiRoute, jsonResponse, readJson } from '@/lib/server/http/in/api-route';
import { createRecommendation } from '@/lib/server/services/plan/create-recommendation';

/** The `recommend` door: answers when the plan is made, or with the job's id when that takes longer than a minute. */
export const POST = apiRoute(async (ctx, request) => {
  const body = await readJson(request);
  if (body.status === 'refused') return body;
  const outcome = await createRecommendation.call(ctx, body.value);
  if (outcome.status === 'refused') return outcome;
  return outcome.value.status === 'ready'
    ? jsonResponse(200, outcome.value.recommendation, ctx.requestId)
    : jsonResponse(202, { jobId: outcome.value.jobId }, ctx.requestId);
});
