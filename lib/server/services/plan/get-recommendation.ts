import { done } from '@/lib/base/outcome';
import { GetRecommendationInput } from '@/lib/shared/contracts/plan';
import { service } from '../service';
import { ownerOfRecommendation } from './owner';
import { recommendationView } from './views';

/** One recommendation as it was given, however old. */
export const getRecommendation = service({
  name: 'plan/get-recommendation',
  access: 'owner',
  input: GetRecommendationInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async ({ db }, { recommendationId }) =>
    done(recommendationView(await db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } }))),
});
