import { done, type Outcome, refused } from '@/lib/base/outcome';
import {
  ConfirmRebalanceInput,
  type ConfirmedRebalance,
  type RebalanceOptions,
} from '@/lib/shared/contracts/rebalance';
import { appendAudit } from '../../audit/append';
import type { DbTransaction } from '../../db/client';
import { enqueueJob, prepareToEnqueue } from '../../jobs/job-rows';
import { LONG_TRANSACTION } from '../../jobs/run-job';
import { lockAccount } from '../../ledger/ledger';
import { insertRebalance } from '../../rebalance/insert-rebalance';
import { countLeftovers } from '../../rebalance/leftovers';
import { ownerOfAccount } from '../account/account-rows';
import { service, type UserContext } from '../service';
import { type MadePlan, makePlan } from './make-plan';

const PREVIEW_AGAIN =
  'The prices or your holdings have changed since you looked. Please look at the new orders and confirm again.';

interface Confirmation {
  readonly accountId: string;
  readonly planHash: string;
  readonly options: RebalanceOptions;
  readonly key: string;
}

/**
 * One click, one rebalance: under the account's lock the plan is made again and must be the one that was shown. The
 * rebalance, its orders with their broker ids, the job and the audit event are written together or not at all.
 */
export const confirmRebalance = service({
  name: 'rebalance/confirm-rebalance',
  access: 'owner',
  input: ConfirmRebalanceInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, confirmation): Promise<Outcome<ConfirmedRebalance>> => {
    await prepareToEnqueue(ctx.db);
    return ctx.db.$transaction((tx) => confirm(ctx, tx, confirmation), LONG_TRANSACTION);
  },
});

async function confirm(
  ctx: UserContext,
  tx: DbTransaction,
  confirmation: Confirmation,
): Promise<Outcome<ConfirmedRebalance>> {
  const { accountId, key, planHash, options } = confirmation;
  await lockAccount(tx, accountId);
  const before = await tx.rebalance.findUnique({ where: { accountId_key: { accountId, key } } });
  if (before !== null) {
    if (before.planHash !== planHash) {
      return refused('conflict', 'This confirmation key was used for another plan.', 'key');
    }
    const job = await tx.job.findUniqueOrThrow({ where: { kind_key: { kind: 'rebalance', key: before.id } } });
    return done({ rebalanceId: before.id, jobId: job.id, isNew: false });
  }
  const running = await tx.rebalance.count({
    where: { accountId, status: { in: ['confirmed', 'selling', 'buying'] } },
  });
  if (running > 0) return refused('conflict', 'A rebalance of this account is running. Wait for its end, or stop it.');
  if ((await countLeftovers(tx, accountId)) > 0) {
    return refused('conflict', 'Orders of an earlier rebalance are still being taken back. Try again in a minute.');
  }
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const made = await makePlan(tx, account, options);
  if (made.status === 'refused') return made;
  if (made.value.preview.planHash !== planHash) return refused('conflict', PREVIEW_AGAIN, 'planHash');
  if (made.value.orders.length === 0) {
    return refused('conflict', 'There is nothing to trade: the account is where the plan wants it.');
  }
  return done({ ...(await writeRebalance(ctx, tx, confirmation, made.value)), isNew: true });
}

async function writeRebalance(
  ctx: UserContext,
  tx: DbTransaction,
  { accountId, key, planHash }: Confirmation,
  { orders, preview }: MadePlan,
): Promise<{ rebalanceId: string; jobId: string }> {
  const { userId } = ctx.actor;
  const { recommendationId } = preview;
  const head = { userId, accountId, recommendationId, key, planHash, plan: preview };
  const rebalanceId = await insertRebalance(ctx, tx, head, orders);
  const { jobId } = await enqueueJob(ctx, tx, {
    kind: 'rebalance',
    key: rebalanceId,
    userId,
    accountId,
    input: { rebalanceId },
  });
  await appendAudit(tx, ctx.clock, {
    kind: 'rebalance-confirmed',
    userId,
    accountId,
    actor: userId,
    body: { rebalanceId, recommendationId, planHash, orderCount: orders.length },
  });
  return { rebalanceId, jobId };
}
