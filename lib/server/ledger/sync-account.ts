import type { Clock } from '@/lib/base/clock';
import { formatMicros } from '@/lib/base/money';
import type { Broker, BrokerAction, BrokerDeposit, BrokerFill } from '../adapters/brokers/broker';
import { appendAudit } from '../audit/append';
import type { Db, DbTransaction } from '../db/client';
import { bookAction, bookDeposit, bookFill, type LockedAccount, lockAccount } from './ledger';
import { learnBrokerOrder } from './order-events';

/** Money work waits for other writers of the same account. */
const BOOKING_TRANSACTION = { maxWait: 20_000, timeout: 30_000 } as const;

export type SyncOutcome =
  | { readonly status: 'synced'; readonly bookedFills: number; readonly bookedDepositIds: readonly string[] }
  | { readonly status: 'unreachable'; readonly message: string };

const NOTHING_NEW: SyncOutcome = { status: 'synced', bookedFills: 0, bookedDepositIds: [] };

interface Source {
  readonly db: Db;
  readonly clock: Clock;
}

/**
 * Brings the books up to the broker's: what it reports after the last thing we booked. Safe to call at any time and by
 * several at once; whatever a crash left unbooked is booked by the next call. That holds only because nothing else
 * books: what is in the books is always everything the broker had up to some point.
 */
export async function syncAccount({ db, clock }: Source, accountId: string, broker: Broker): Promise<SyncOutcome> {
  const last = await lastBooked(db, accountId);
  // Fills first: whatever paid for them is then among the deposits, and is booked before them.
  const fills = await broker.fillsAfter(last.executionId);
  if (fills.status === 'unreachable') return fills;
  const actions = await broker.actionsAfter(last.actionId);
  if (actions.status === 'unreachable') return actions;
  const deposits = await broker.depositsAfter(last.depositId);
  if (deposits.status === 'unreachable') return deposits;
  if (fills.value.length + actions.value.length + deposits.value.length === 0) return NOTHING_NEW;
  return db.$transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account === undefined) return NOTHING_NEW;
    const booked: BrokerDeposit[] = [];
    for (const deposit of deposits.value) if (await bookDeposit(tx, account, deposit)) booked.push(deposit);
    const history = { fills: fills.value, actions: actions.value };
    const { bookedFills, bookedActions } = await bookHistory(tx, clock, account, history);
    for (const deposit of booked) await recordDeposit(tx, clock, account, deposit);
    for (const action of bookedActions) await recordAction(tx, clock, account, action);
    return { status: 'synced', bookedFills, bookedDepositIds: booked.map(({ depositId }) => depositId) };
  }, BOOKING_TRANSACTION);
}

/** Whoever comes to book it, it is the investor who paid it in. */
function recordDeposit(tx: DbTransaction, clock: Clock, account: LockedAccount, deposit: BrokerDeposit): Promise<void> {
  const { id: accountId, userId } = account;
  const body = { amount: formatMicros(deposit.amountMicros), depositId: deposit.depositId };
  return appendAudit(tx, clock, { kind: 'account-funded', userId, accountId, actor: userId, body });
}

const ACTION_EVENTS = { dividend: 'dividend-received', split: 'shares-split', tax: 'tax-paid' } as const;

function recordAction(tx: DbTransaction, clock: Clock, account: LockedAccount, action: BrokerAction): Promise<void> {
  const { id: accountId, userId } = account;
  const { kind, actionId, symbol, date, amountMicros, ratio } = action;
  const amount = formatMicros(amountMicros < 0n ? -amountMicros : amountMicros);
  const body = { actionId, date, amount, ...(symbol === null ? {} : { symbol }), ...ratio };
  return appendAudit(tx, clock, { kind: ACTION_EVENTS[kind], userId, accountId, actor: 'worker', body });
}

interface LastBooked {
  readonly executionId: string | undefined;
  readonly depositId: string | undefined;
  readonly actionId: string | undefined;
}

/** One question, because every page of an account asks it. */
async function lastBooked(db: Db, accountId: string): Promise<LastBooked> {
  const [last] = await db.$queryRaw<{ [Key in keyof LastBooked]: string | null }[]>`
    SELECT (SELECT execution_id FROM fills WHERE account_id = ${accountId}::uuid ORDER BY id DESC LIMIT 1) AS "executionId",
           (SELECT reference FROM journals WHERE account_id = ${accountId}::uuid AND kind = 'deposit'
            ORDER BY id DESC LIMIT 1) AS "depositId",
           (SELECT reference FROM journals WHERE account_id = ${accountId}::uuid AND kind IN ('dividend', 'split', 'tax')
            ORDER BY id DESC LIMIT 1) AS "actionId"`;
  return {
    executionId: last?.executionId ?? undefined,
    depositId: last?.depositId ?? undefined,
    actionId: last?.actionId ?? undefined,
  };
}

interface History {
  readonly fills: readonly BrokerFill[];
  readonly actions: readonly BrokerAction[];
}

/**
 * Fills and actions in the order in which they happened: each action after the execution it names. One that names an
 * execution we have not been told of yet waits for the next call, with all that follow it.
 */
async function bookHistory(
  tx: DbTransaction,
  clock: Clock,
  account: LockedAccount,
  { fills, actions }: History,
): Promise<{ readonly bookedFills: number; readonly bookedActions: readonly BrokerAction[] }> {
  const bookedActions: BrokerAction[] = [];
  let bookedFills = 0;
  let next = 0;
  for (const action of actions) {
    const { afterExecutionId } = action;
    const at = fills.findIndex(({ executionId }) => executionId === afterExecutionId);
    if (at === -1 && afterExecutionId !== null && !(await isBooked(tx, account, afterExecutionId))) break;
    if (at >= next) {
      bookedFills += await bookFills(tx, clock, account, fills.slice(next, at + 1));
      next = at + 1;
    }
    if (await bookAction(tx, account, action)) bookedActions.push(action);
  }
  if (next < fills.length) bookedFills += await bookFills(tx, clock, account, fills.slice(next));
  return { bookedFills, bookedActions };
}

async function isBooked(tx: DbTransaction, { id: accountId }: LockedAccount, executionId: string): Promise<boolean> {
  return (await tx.fill.count({ where: { accountId, executionId } })) > 0;
}

async function bookFills(
  tx: DbTransaction,
  clock: Clock,
  account: LockedAccount,
  fills: readonly BrokerFill[],
): Promise<number> {
  const clientOrderIds = [...new Set(fills.map(({ clientOrderId }) => clientOrderId))];
  const where = { accountId: account.id, clientOrderId: { in: clientOrderIds } };
  const byClientId = new Map((await tx.order.findMany({ where })).map((order) => [order.clientOrderId, order]));
  let booked = 0;
  for (const fill of fills) {
    const order = byClientId.get(fill.clientOrderId);
    // A fill of an order that is not ours cannot be booked; it shows as a break against the broker's statement.
    if (order === undefined) continue;
    if (await bookFill(tx, account, order, fill)) booked++;
  }
  // After all orders' rows: whoever writes an order holds its row before the account's chain, and so do we.
  for (const { clientOrderId, brokerOrderId } of fills) {
    const order = byClientId.get(clientOrderId);
    if (order?.brokerOrderId === null) await learnBrokerOrder(tx, clock, order, brokerOrderId);
  }
  return booked;
}
