import { done } from '@/lib/base/outcome';
import { GetRecommendationInput } from '@/lib/shared/contracts/plan';
import { service } from '../service';
import { ownerOfRecommendation } from './owner';
import { keptAnswer } from './views';

/** One recommendation in the form the `recommend` door answers, whatever door it was asked at. */
export const getAnswer = service({
  name: 'plan/get-answer',
  access: 'owner',
  input: GetRecommendationInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async ({ db }, { recommendationId }) =>
    done(keptAnswer(await db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } }))),
});
