import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type SearchSettings, type StartedSearch, StartSearchInput } from '@/lib/shared/contracts/search';
import { startRun, windowProblem } from '../backtest/start-run';
import { ownerOfRecommendation } from '../plan/owner';
import { service } from '../service';

/** Tries many settings of the plan on the first part of the past and walks the best over the rest, as a job. */
export const startSearch = service({
  name: 'search/start-search',
  access: 'owner',
  input: StartSearchInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedSearch>> => {
    const { db } = ctx;
    const { recommendationId } = request;
    const plan = await db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: plan.priceSetId } });
    const problem = windowProblem(priceSet, request);
    if (problem !== undefined) return refused('bad-input', problem, request.from === undefined ? 'to' : 'from');
    const settings: SearchSettings = request;
    const started = await startRun(ctx, {
      job: 'search',
      key,
      recommendationId,
      priceSet,
      request: settings,
      hashed: { ...settings, from: request.from ?? null, to: request.to ?? null },
    });
    if (started.status === 'refused') return started;
    const { runId, jobId, isNew } = started.value;
    return done({ searchId: runId, jobId, isNew });
  },
});
