import type { Broker, BrokerFill } from '../adapters/brokers/broker';
import type { Db, DbTransaction } from '../db/client';
import { bookDeposit, bookFill, type FilledOrder, type LockedAccount, lockAccount } from './ledger';

/** Money work waits for other writers of the same account. */
const BOOKING_TRANSACTION = { maxWait: 20_000, timeout: 30_000 } as const;

export type SyncOutcome =
  | { readonly status: 'synced'; readonly bookedFills: number; readonly bookedDeposits: number }
  | { readonly status: 'unreachable'; readonly message: string };

/**
 * Brings the books up to the broker's: what it reports after the last thing we booked. Safe to call at any time and by
 * several at once; whatever a crash left unbooked is booked by the next call.
 */
export async function syncAccount(db: Db, accountId: string, broker: Broker): Promise<SyncOutcome> {
  const last = await lastBooked(db, accountId);
  // Fills first: whatever paid for them is then among the deposits, and is booked before them.
  const fills = await broker.fillsAfter(last.executionId);
  if (fills.status === 'unreachable') return fills;
  const deposits = await broker.depositsAfter(last.depositId);
  if (deposits.status === 'unreachable') return deposits;
  if (fills.value.length + deposits.value.length === 0) return { status: 'synced', bookedFills: 0, bookedDeposits: 0 };
  return db.$transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account === undefined) return { status: 'synced', bookedFills: 0, bookedDeposits: 0 };
    let bookedDeposits = 0;
    for (const deposit of deposits.value) if (await bookDeposit(tx, account, deposit)) bookedDeposits++;
    const bookedFills = await bookFills(tx, account, fills.value);
    return { status: 'synced', bookedFills, bookedDeposits };
  }, BOOKING_TRANSACTION);
}

async function lastBooked(db: Db, accountId: string): Promise<{ executionId?: string; depositId?: string }> {
  const [fill, deposit] = await Promise.all([
    db.fill.findFirst({ where: { accountId }, orderBy: { id: 'desc' }, select: { executionId: true } }),
    db.journal.findFirst({
      where: { accountId, kind: 'deposit' },
      orderBy: { id: 'desc' },
      select: { reference: true },
    }),
  ]);
  return {
    ...(fill === null ? {} : { executionId: fill.executionId }),
    ...(deposit === null ? {} : { depositId: deposit.reference }),
  };
}

async function bookFills(tx: DbTransaction, account: LockedAccount, fills: readonly BrokerFill[]): Promise<number> {
  const clientOrderIds = [...new Set(fills.map(({ clientOrderId }) => clientOrderId))];
  const orders = await tx.order.findMany({
    where: { accountId: account.id, clientOrderId: { in: clientOrderIds } },
    select: {
      id: true,
      clientOrderId: true,
      symbol: true,
      side: true,
      quantitySteps: true,
      quantityDecimals: true,
      filledSteps: true,
    },
  });
  const byClientId = new Map<string, FilledOrder>(orders.map((order) => [order.clientOrderId, order]));
  let booked = 0;
  for (const fill of fills) {
    const order = byClientId.get(fill.clientOrderId);
    // A fill of an order that is not ours cannot be booked; it shows as a break against the broker's statement.
    if (order === undefined) continue;
    if (await bookFill(tx, account, order, fill)) booked++;
  }
  return booked;
}
