import { createHash } from 'node:crypto';
import { hashableText } from '@/lib/base/canonical-json';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { untradedSymbol } from '@/lib/codec/trading-rules';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import { RecommendRequest, symbolsToHold } from '@/lib/shared/contracts/recommend';
import type { CostsInput } from '@/lib/shared/contracts/trading-rules';
import type { Db, DbTransaction } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { enqueueJob, prepareToEnqueue, type JsonObject } from '../../jobs/job-rows';
import { jobTurn } from '../plan/request-plan';
import type { UserContext } from '../service';

/** What every run asks for: whose question, on which past days. */
interface RunRequest {
  readonly recommendationId: string;
  readonly from?: string;
  readonly to?: string;
}

/** A run over past prices that is about to be kept and worked out. */
interface RunToStart {
  readonly job: keyof typeof RUNS;
  /** Chosen by the caller, once per intent. */
  readonly key: string;
  readonly priceSet: PriceSet;
  readonly request: JsonObject & RunRequest;
}

/** How the run is kept, and what its input hash begins with. */
const RUNS = {
  backtest: { kind: 'plan', hashedAs: 'backtest-input', schemaVersion: 3 },
  compare: { kind: 'compare', hashedAs: 'comparison-input', schemaVersion: 1 },
  search: { kind: 'search', hashedAs: 'search-input', schemaVersion: 1 },
} as const;

export interface StartedRun {
  readonly runId: string;
  readonly jobId: string;
  readonly isNew: boolean;
}

function windowProblem({ firstDay, lastDay, label }: PriceSet, { from, to }: RunRequest): string | undefined {
  const start = from ?? firstDay;
  const end = to ?? lastDay;
  if (start >= end) return 'The window must end after it begins.';
  return end < firstDay || start > lastDay ? `${label} has prices from ${firstDay} to ${lastDay} only.` : undefined;
}

interface AskedRun {
  readonly priceSet: PriceSet;
  /** What the plan may hold. */
  readonly symbols: readonly string[];
}

/**
 * The prices the plan of a run was made from; refused where these do not reach into the window, and where costs are
 * named of what the plan cannot hold.
 */
export async function planOfRun(
  db: Db,
  request: RunRequest & { readonly costs?: CostsInput },
): Promise<Outcome<AskedRun>> {
  const plan = await db.recommendation.findUniqueOrThrow({ where: { id: request.recommendationId } });
  const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: plan.priceSetId } });
  const problem = windowProblem(priceSet, request);
  if (problem !== undefined) return refused('bad-input', problem, request.from === undefined ? 'to' : 'from');
  const symbols = symbolsToHold(RecommendRequest.parse(plan.request));
  const untraded = untradedSymbol(request, symbols);
  return untraded === undefined ? done({ priceSet, symbols }) : notInPlan(untraded.symbol, untraded.field);
}

export const notInPlan = (symbol: string, field: string): Refusal =>
  refused('bad-input', `${field}: ${symbol} is not among the instruments of this plan.`, field);

/** Keys are the user's own: two users may choose the same one. */
const jobKey = (ctx: UserContext, key: string): string => `${ctx.actor.userId}:${key}`;

async function startedUnder(
  tx: DbTransaction,
  ctx: UserContext,
  { job: kind, key }: RunToStart,
): Promise<StartedRun | undefined> {
  const job = await tx.job.findUnique({ where: { kind_key: { kind, key: jobKey(ctx, key) } } });
  if (job === null) return undefined;
  const run = await tx.backtest.findFirstOrThrow({ where: { jobId: job.id, userId: ctx.actor.userId } });
  return { runId: run.id, jobId: job.id, isNew: false };
}

/** Keeps the run and sends its job, in one transaction; the same key a second time answers with the first. */
export async function startRun(ctx: UserContext, run: RunToStart): Promise<Outcome<StartedRun>> {
  const { db } = ctx;
  const before = await startedUnder(db, ctx, run);
  if (before !== undefined) return done(before);
  const turn = await jobTurn(ctx);
  if (turn.status === 'refused') return turn;
  await prepareToEnqueue(db);
  return db.$transaction(async (tx) => done(await start(ctx, tx, run)));
}

async function start(ctx: UserContext, tx: DbTransaction, run: RunToStart): Promise<StartedRun> {
  const runId = newId(ctx.clock, ctx.randomBytes);
  const { userId } = ctx.actor;
  const input = { backtestId: runId };
  const { jobId, isNew } = await enqueueJob(ctx, tx, { kind: run.job, key: jobKey(ctx, run.key), userId, input });
  if (!isNew) {
    // Another request with this key was first; it wrote its run in the same transaction as the job.
    const { id } = await tx.backtest.findFirstOrThrow({ where: { jobId, userId } });
    return { runId: id, jobId, isNew };
  }
  const { kind, hashedAs, schemaVersion } = RUNS[run.job];
  const { request, priceSet } = run;
  // Nothing is left to defaults in what is hashed.
  const window = { from: request.from ?? null, to: request.to ?? null };
  const hashed = { ...request, ...window, prices: priceSet.contentHash, engineVersion: ENGINE_VERSION };
  await tx.backtest.create({
    data: {
      id: runId,
      kind,
      userId,
      recommendationId: request.recommendationId,
      priceSetId: priceSet.id,
      jobId,
      inputHash: createHash('sha256')
        .update(hashableText(hashedAs, 1, hashed))
        .digest('hex'),
      engineVersion: ENGINE_VERSION,
      schemaVersion,
      request,
      createdAt: new Date(ctx.clock.now()),
    },
  });
  return { runId, jobId, isNew };
}
