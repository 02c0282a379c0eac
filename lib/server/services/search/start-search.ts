import { done, type Outcome } from '@/lib/base/outcome';
import { type StartedSearch, StartSearchInput } from '@/lib/shared/contracts/search';
import { planOfRun, startRun } from '../backtest/start-run';
import { ownerOfRecommendation } from '../plan/owner';
import { service } from '../service';

/** Tries many settings of the plan on the first part of the past and walks the best over the rest, as a job. */
export const startSearch = service({
  name: 'search/start-search',
  access: 'owner',
  input: StartSearchInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedSearch>> => {
    const asked = await planOfRun(ctx.db, request);
    if (asked.status === 'refused') return asked;
    const { priceSet } = asked.value;
    const started = await startRun(ctx, { job: 'search', key, priceSet, request });
    if (started.status === 'refused') return started;
    const { runId, jobId, isNew } = started.value;
    return done({ searchId: runId, jobId, isNew });
  },
});
