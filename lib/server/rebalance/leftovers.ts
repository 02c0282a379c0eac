import { brokerOf } from '../adapters/brokers/registry';
import type { ServiceContext } from '../context';
import type { DbTransaction } from '../db/client';
import { syncAccount } from '../ledger/sync-account';
import { OPEN_STATUSES } from './order-rows';
import { takeBack } from './take-back';

/**
 * A rebalance can end with orders still out: its attempts were used up while the broker did not answer. Those orders
 * must come to an end too, and their fills into the books, whether or not the investor looks.
 */

interface Leftover {
  readonly accountId: string;
  readonly externalId: string;
}

/** One look takes so many accounts; the next one follows in seconds. */
const ACCOUNTS_MAX = 50;

/** Accounts with orders that have outlived their rebalance. */
async function accountsWithLeftovers(db: DbTransaction): Promise<Leftover[]> {
  return db.$queryRaw<Leftover[]>`
    SELECT DISTINCT a.id::text AS "accountId", a.external_id AS "externalId"
    FROM orders o JOIN rebalances r ON r.id = o.rebalance_id JOIN accounts a ON a.id = o.account_id
    WHERE o.status IN ('intended', 'submitted', 'partially-filled') AND r.finished_at IS NOT NULL LIMIT ${ACCOUNTS_MAX}`;
}

export const countLeftovers = (tx: DbTransaction, accountId: string): Promise<number> =>
  tx.order.count({ where: { accountId, status: { in: [...OPEN_STATUSES] } } });

/** One look at each account; what is still open at the broker then is looked at again the next time. */
export async function roundOffLeftovers(ctx: ServiceContext): Promise<void> {
  for (const account of await accountsWithLeftovers(ctx.db)) {
    // A broker that does not answer for one does not answer for the others either.
    if ((await roundOff(ctx, account)) === 'unreachable') return;
  }
}

async function roundOff(ctx: ServiceContext, account: Leftover): Promise<'looked' | 'unreachable'> {
  const { accountId } = account;
  const broker = brokerOf(account);
  const synced = await syncAccount(ctx, accountId, broker);
  if (synced.status === 'unreachable') return 'unreachable';
  const rebalances = await ctx.db.rebalance.findMany({
    where: { accountId, finishedAt: { not: null } },
    select: { id: true, statusReason: true },
  });
  const reasonOf = new Map(rebalances.map(({ id, statusReason }) => [id, statusReason]));
  const orders = await ctx.db.order.findMany({
    where: { rebalanceId: { in: [...reasonOf.keys()] }, status: { in: [...OPEN_STATUSES] } },
    orderBy: { sequence: 'asc' },
  });
  for (const order of orders) {
    const why = reasonOf.get(order.rebalanceId) ?? 'The rebalance had ended.';
    const stepped = await takeBack(ctx, broker, order, { neverSent: why, takenBack: why });
    if (stepped === 'unreachable') return 'unreachable';
  }
  if (orders.length > 0)
    ctx.log.warn({ accountId, orders: orders.length }, 'orders of an ended rebalance looked after');
  return 'looked';
}
