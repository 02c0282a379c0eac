import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type BacktestSettings, type StartedBacktest, StartBacktestInput } from '@/lib/shared/contracts/backtest';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { heldNow } from '../account/held-now';
import { ownerOfRecommendation } from '../plan/owner';
import { service } from '../service';
import { startRun, windowProblem } from './start-run';

/** Replays the plan and its rivals on past prices, as a job. */
export const startBacktest = service({
  name: 'backtest/start-backtest',
  access: 'owner',
  input: StartBacktestInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedBacktest>> => {
    const { db } = ctx;
    const { recommendationId } = request;
    const plan = await db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: plan.priceSetId } });
    const problem = windowProblem(priceSet, request);
    if (problem !== undefined) return refused('bad-input', problem, request.from === undefined ? 'to' : 'from');
    const { assets, exclude = [] } = RecommendRequest.parse(plan.request);
    const symbols = assets.filter((symbol) => !exclude.includes(symbol));
    const held = await heldNow(db, ctx.actor.userId, symbols);
    const settings: BacktestSettings = held === undefined ? request : { ...request, held };
    const started = await startRun(ctx, {
      job: 'backtest',
      key,
      recommendationId,
      priceSet,
      request: settings,
      hashed: { ...settings, from: request.from ?? null, to: request.to ?? null },
    });
    if (started.status === 'refused') return started;
    const { runId, jobId, isNew } = started.value;
    return done({ backtestId: runId, jobId, isNew });
  },
});
