import { newId } from '@/lib/base/ids';
import { done, refused } from '@/lib/base/outcome';
import { AnswerMap, UniverseChoice } from '@/lib/shared/contracts/profile';
import { RequestRecommendationInput } from '@/lib/shared/contracts/plan';
import { AimInput } from '@/lib/shared/contracts/recommend';
import { prepareToEnqueue } from '../../jobs/job-rows';
import { newestSimulatedSet, usablePriceSet } from '../../prices/price-set-rows';
import { service } from '../service';
import { enqueuePlan, jobTurn, latestProfile, latestRecommendation, requestOfProfile } from './request-plan';

/** Makes the plan anew from the same profile: newer prices, or a newer engine. */
export const requestRecommendation = service({
  name: 'plan/request-recommendation',
  access: 'signed-in',
  input: RequestRecommendationInput,
  run: async (ctx) => {
    const { db, actor } = ctx;
    const profile = await latestProfile(db, actor.userId);
    if (profile === null) return refused('conflict', 'Answer the questionnaire first; the plan follows from it.');
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    const stored = UniverseChoice.parse(profile.universe);
    const used = await usablePriceSet(db, actor.userId, stored.priceSetId);
    // The simulated market grows by a day each day: the newest shared set replaces an older one.
    const newest = used?.userId === null ? await newestSimulatedSet(db) : used;
    if (newest === null) return refused('not-found', 'The prices behind this plan are no longer there.');
    const amount = AnswerMap.parse(profile.answers)['amount'];
    await prepareToEnqueue(db);
    const started = await db.$transaction(async (tx) => {
      const previous = await latestRecommendation(tx, actor.userId);
      const universe = { ...stored, priceSetId: newest.id };
      const money = typeof amount === 'number' ? Math.max(amount, 100) : 10_000;
      return enqueuePlan(ctx, tx, {
        request: requestOfProfile(AimInput.parse(profile.aim), universe, money, previous.answer),
        level: profile.level,
        profileVersionId: profile.id,
        ...(previous.row === null ? {} : { previousId: previous.row.id }),
        key: newId(ctx.clock, ctx.randomBytes),
      });
    });
    return done(started);
  },
});
