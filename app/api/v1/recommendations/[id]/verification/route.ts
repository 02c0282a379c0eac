import { apiRoute } from '@/lib/server/http/in/api-route';
import { verifyRecommendation } from '@/lib/server/services/plan/verify-recommendation';

/** Computes the plan again, so it is asked for with POST. */
export const POST = apiRoute((ctx, _request, { id }) => verifyRecommendation.call(ctx, { recommendationId: id }));
