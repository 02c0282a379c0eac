import { done, refused } from '@/lib/base/outcome';
import { AcceptRecommendationInput } from '@/lib/shared/contracts/plan';
import { RecommendAnswer } from '@/lib/shared/contracts/recommend';
import { appendAudit } from '../../audit/append';
import { service } from '../service';
import { ownerOfRecommendation } from './owner';
import { recommendationView } from './views';

/** The investor takes this plan as their target; accepting twice is accepting once. */
export const acceptRecommendation = service({
  name: 'plan/accept-recommendation',
  access: 'owner',
  input: AcceptRecommendationInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async ({ db, clock, actor }, { recommendationId }) => {
    const row = await db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    const plan = RecommendAnswer.parse(row.answer).profiles.find(({ profile }) => profile === row.level);
    if (plan?.status !== 'solved') {
      return refused('conflict', 'This plan has no weights to follow: its limits cannot all hold.', 'recommendationId');
    }
    const accepted = await db.$transaction(async (tx) => {
      const { count } = await tx.recommendation.updateMany({
        where: { id: recommendationId, acceptedAt: null },
        data: { acceptedAt: new Date(clock.now()) },
      });
      if (count === 1) {
        const body = { recommendationId, inputHash: row.inputHash, answerHash: row.answerHash };
        await appendAudit(tx, clock, {
          kind: 'recommendation-accepted',
          userId: actor.userId,
          actor: actor.userId,
          body,
        });
      }
      return tx.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    });
    return done(recommendationView(accepted));
  },
});
