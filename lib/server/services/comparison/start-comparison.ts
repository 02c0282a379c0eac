import { done, type Outcome } from '@/lib/base/outcome';
import { type StartedComparison, StartComparisonInput } from '@/lib/shared/contracts/comparison';
import { notInPlan, planOfRun, startRun } from '../backtest/start-run';
import { ownerOfRecommendation } from '../plan/owner';
import { service } from '../service';

/** Replays several strategies on the same past prices with the same costs, as a job. */
export const startComparison = service({
  name: 'comparison/start-comparison',
  access: 'owner',
  input: StartComparisonInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedComparison>> => {
    const asked = await planOfRun(ctx.db, request);
    if (asked.status === 'refused') return asked;
    const { priceSet, symbols } = asked.value;
    const stranger = request.holdSymbols.find((symbol) => !symbols.includes(symbol));
    if (stranger !== undefined) return notInPlan(stranger, 'holdSymbols');
    const started = await startRun(ctx, { job: 'compare', key, priceSet, request });
    if (started.status === 'refused') return started;
    const { runId, jobId, isNew } = started.value;
    return done({ comparisonId: runId, jobId, isNew });
  },
});
