import { createHash } from 'node:crypto';
import { hashableText } from '@/lib/base/canonical-json';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import { type BacktestSettings, type StartedBacktest, StartBacktestInput } from '@/lib/shared/contracts/backtest';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import type { DbTransaction } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { enqueueJob, prepareToEnqueue } from '../../jobs/job-rows';
import { heldNow } from '../account/held-now';
import { ownerOfRecommendation } from '../plan/owner';
import { jobTurn } from '../plan/request-plan';
import { service, type UserContext } from '../service';

/** Replays the plan and its rivals on past prices, as a job. */
export const startBacktest = service({
  name: 'backtest/start-backtest',
  access: 'owner',
  input: StartBacktestInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { key, ...request }): Promise<Outcome<StartedBacktest>> => {
    const { db } = ctx;
    const plan = await db.recommendation.findUniqueOrThrow({ where: { id: request.recommendationId } });
    const { priceSetId } = plan;
    const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: priceSetId } });
    const problem = windowProblem(priceSet, request);
    if (problem !== undefined) return refused('bad-input', problem, request.from === undefined ? 'to' : 'from');
    const before = await startedUnder(db, ctx, key);
    if (before !== undefined) return done(before);
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    const { assets, exclude = [] } = RecommendRequest.parse(plan.request);
    const symbols = assets.filter((symbol) => !exclude.includes(symbol));
    const held = await heldNow(db, ctx.actor.userId, symbols);
    const settings = held === undefined ? request : { ...request, held };
    await prepareToEnqueue(db);
    return db.$transaction(async (tx) => done(await start(ctx, tx, { key, request: settings, priceSet })));
  },
});

type Request = Omit<StartBacktestInput, 'key'>;

function windowProblem({ firstDay, lastDay, label }: PriceSet, { from, to }: Request): string | undefined {
  const start = from ?? firstDay;
  const end = to ?? lastDay;
  if (start >= end) return 'The window must end after it begins.';
  return end < firstDay || start > lastDay ? `${label} has prices from ${firstDay} to ${lastDay} only.` : undefined;
}

/** Keys are the user's own: two users may choose the same one. */
const jobKey = (ctx: UserContext, key: string): string => `${ctx.actor.userId}:${key}`;

async function startedUnder(tx: DbTransaction, ctx: UserContext, key: string): Promise<StartedBacktest | undefined> {
  const job = await tx.job.findUnique({ where: { kind_key: { kind: 'backtest', key: jobKey(ctx, key) } } });
  if (job === null) return undefined;
  const backtest = await tx.backtest.findFirstOrThrow({ where: { jobId: job.id, userId: ctx.actor.userId } });
  return { backtestId: backtest.id, jobId: job.id, isNew: false };
}

async function start(
  ctx: UserContext,
  tx: DbTransaction,
  { key, request, priceSet }: { readonly key: string; readonly request: BacktestSettings; readonly priceSet: PriceSet },
): Promise<StartedBacktest> {
  const backtestId = newId(ctx.clock, ctx.randomBytes);
  const { userId } = ctx.actor;
  const input = { backtestId };
  const { jobId, isNew } = await enqueueJob(ctx, tx, { kind: 'backtest', key: jobKey(ctx, key), userId, input });
  if (!isNew) {
    // Another request with this key was first; it wrote its backtest in the same transaction as the job.
    const { id } = await tx.backtest.findFirstOrThrow({ where: { jobId, userId } });
    return { backtestId: id, jobId, isNew };
  }
  const hashed = {
    recommendationId: request.recommendationId,
    from: request.from ?? null,
    to: request.to ?? null,
    startAmount: request.startAmount,
    calendar: request.calendar,
    commissionBasisPoints: request.commissionBasisPoints,
    prices: priceSet.contentHash,
    engineVersion: ENGINE_VERSION,
    ...(request.held === undefined ? {} : { held: request.held }),
  };
  await tx.backtest.create({
    data: {
      id: backtestId,
      userId,
      recommendationId: request.recommendationId,
      priceSetId: priceSet.id,
      jobId,
      inputHash: createHash('sha256')
        .update(hashableText('backtest-input', 1, hashed))
        .digest('hex'),
      engineVersion: ENGINE_VERSION,
      schemaVersion: 2,
      request,
      createdAt: new Date(ctx.clock.now()),
    },
  });
  return { backtestId, jobId, isNew };
}
