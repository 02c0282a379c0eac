import { z } from 'zod';
import type { Clock } from '@/lib/base/clock';
import { brokerOf } from '../../adapters/brokers/registry';
import { appendAudit } from '../../audit/append';
import type { DbTransaction } from '../../db/client';
import type { Order } from '../../db/generated/client';
import { reconcile } from '../../ledger/check-ledger';
import { currentPriceSet } from '../../prices/price-set-rows';
import { endOrder } from '../../rebalance/order-rows';
import { runRebalance } from '../../rebalance/run-rebalance';
import { lastPrices } from '../../store/last-prices';
import { loadPanel } from '../../store/panel-store';
import type { EndedJob, JobKind, JobOutcome, JobRun } from '../job-kind';
import { holdFence, type JsonObject } from '../job-rows';

const Input = z.object({ rebalanceId: z.uuid() });

/** A crash costs an attempt, and a rebalance must come to its end. */
const ATTEMPTS_MAX = 8;

async function run({ ctx, job, control }: JobRun): Promise<JobOutcome> {
  const { rebalanceId } = Input.parse(job.input);
  const { accountId } = await ctx.db.rebalance.findUniqueOrThrow({ where: { id: rebalanceId } });
  const account = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } });
  const broker = brokerOf(account);
  const priceSet = await currentPriceSet(ctx.db, account.priceSetId);
  const prices = lastPrices(await loadPanel(priceSet.contentHash));
  const holdsFence = (tx: DbTransaction) => holdFence(tx, { jobId: job.id, attempt: job.attempt });
  const ended = await runRebalance({ ctx, broker, accountId, rebalanceId, prices, control, holdsFence });
  if (ended === 'called-off') return { status: 'stopped' };
  // An order that rests keeps its rebalance unfinished; the next attempt asks again.
  if (ended === 'interrupted' || ended === 'resting') return { status: 'interrupted' };
  const books = await reconcile(ctx.db, accountId, broker);
  if (books.status === 'break') ctx.log.error({ accountId, differences: books.differences }, 'books and broker differ');
  const orders = await ctx.db.order.findMany({ where: { rebalanceId } });
  const failure = failureOf(orders);
  if (failure !== undefined) {
    return {
      status: 'failed',
      failure,
      commit: (tx) => finish(tx, ctx, rebalanceId, { status: 'failed', reason: failure }),
    };
  }
  const reason = reasonOf(orders, books.status);
  return {
    status: 'done',
    commit: async (tx): Promise<JsonObject> => {
      await finish(tx, ctx, rebalanceId, { status: 'done', reason });
      return { subject: { kind: 'rebalance', id: rebalanceId } };
    },
  };
}

/** Nothing at all could be traded. */
function failureOf(orders: readonly Order[]): string | undefined {
  const rejected = orders.filter(({ status }) => status === 'rejected');
  if (rejected.length === 0 || orders.some(({ filledSteps }) => filledSteps > 0n)) return undefined;
  return `No order could be carried out. ${rejected[0]?.statusReason ?? ''}`.trim();
}

/** What the investor should know about an end that is not quite as planned; null when all went as planned. */
function reasonOf(orders: readonly Order[], books: string): string | null {
  const unfilled = orders.filter(({ status }) => status === 'rejected' || status === 'cancelled');
  const parts = [];
  if (unfilled.length > 0) {
    const names = unfilled.map(({ symbol, statusReason }) => `${symbol} (${statusReason ?? 'no reason given'})`);
    parts.push(`${unfilled.length} of ${orders.length} orders were not filled: ${names.join(' ')}`);
  }
  if (books === 'break') parts.push('Our books and the broker differ; this is being looked at.');
  return parts.length === 0 ? null : parts.join(' ');
}

type Finisher = Pick<JobRun['ctx'], 'clock'>;

async function finish(
  tx: DbTransaction,
  { clock }: Finisher,
  rebalanceId: string,
  end: { readonly status: 'done' | 'failed' | 'cancelled'; readonly reason: string | null },
): Promise<void> {
  const { count } = await tx.rebalance.updateMany({
    where: { id: rebalanceId, status: { in: ['confirmed', 'selling', 'buying'] } },
    data: { status: end.status, statusReason: end.reason, finishedAt: new Date(clock.now()) },
  });
  if (count === 0) return;
  const { userId, accountId } = await tx.rebalance.findUniqueOrThrow({ where: { id: rebalanceId } });
  const body = { rebalanceId, status: end.status, reason: end.reason };
  await appendAudit(tx, clock, { kind: 'rebalance-finished', userId, accountId, actor: 'worker', body });
}

/**
 * The job's key is the rebalance's id. Stopped before it began, nothing was sent. Out of attempts, nobody knows what
 * the broker has: its orders stay open here until upkeep has asked about each.
 */
async function onEnded(tx: DbTransaction, job: EndedJob, clock: Clock): Promise<void> {
  const reason =
    job.status === 'cancelled' ? 'You stopped the rebalance.' : (job.failure ?? 'It could not be finished.');
  if (job.status === 'cancelled') {
    for (const order of await tx.order.findMany({ where: { rebalanceId: job.key, status: 'intended' } })) {
      await endOrder(tx, { clock }, order, { status: 'cancelled', reason });
    }
  }
  await finish(tx, { clock }, job.key, { status: job.status, reason });
}

export const rebalanceJob: JobKind = { id: 'rebalance', attemptsMax: ATTEMPTS_MAX, run, onEnded };
