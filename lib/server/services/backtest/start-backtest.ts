import { done, type Outcome } from '@/lib/base/outcome';
import { type BacktestSettings, type StartedBacktest, StartBacktestInput } from '@/lib/shared/contracts/backtest';
import { heldNow } from '../account/held-now';
import { ownerOfRecommendation } from '../plan/owner';
import { service } from '../service';
import { planOfRun, startRun } from './start-run';

/** Replays the plan and its rivals on past prices, as a job. */
export const startBacktest = service({
  name: 'backtest/start-backtest',
  access: 'owner',
  input: StartBacktestInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedBacktest>> => {
    const asked = await planOfRun(ctx.db, request);
    if (asked.status === 'refused') return asked;
    const { priceSet, symbols } = asked.value;
    const held = await heldNow(ctx.db, ctx.actor.userId, symbols);
    const settings: BacktestSettings = held === undefined ? request : { ...request, held };
    const started = await startRun(ctx, { job: 'backtest', key, priceSet, request: settings });
    if (started.status === 'refused') return started;
    const { runId, jobId, isNew } = started.value;
    return done({ backtestId: runId, jobId, isNew });
  },
});
