import type pg from 'pg';
import { formatPrice } from '@/lib/base/quantity';
import { exactFill } from '../ledger/exact-fill';
import type { Logger } from '../log';
import { changeCash, findAccount, lockAccount } from './accounts';
import { inTransaction, type Sql } from './database';
import type { Market, MarketOf } from './market';
import { cancelOrder, type Desk, type ExchangeOrder, findOrder } from './orders';

/** Orders are looked at this often when nothing is due sooner; fills are late by at most this. */
const TICK_MILLISECONDS = 40;
const ORDERS_A_TICK = 200;

export interface Matcher {
  readonly stop: () => Promise<void>;
}

/**
 * Fills what is due, one transaction a piece. All state is in the database: after a restart it goes on where it was,
 * and an execution that was not committed has not happened.
 */
export function startMatcher(pool: pg.Pool, desk: Desk, marketOf: MarketOf, log: Logger): Matcher {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const tick = async (): Promise<void> => {
    try {
      await fillDue(pool, desk, marketOf, log);
    } catch (error) {
      log.error({ err: error }, 'matching failed, trying again');
    }
  };
  let current = Promise.resolve();
  const again = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      current = tick().then(again);
    }, TICK_MILLISECONDS);
  };
  again();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

async function fillDue(pool: pg.Pool, desk: Desk, marketOf: MarketOf, log: Logger): Promise<void> {
  const { rows } = await pool.query<{ id: string; account_id: string }>(
    `SELECT id, account_id FROM exchange.orders WHERE next_fill_at <= $1 ORDER BY next_fill_at, id LIMIT $2`,
    [new Date(desk.clock.now()), ORDERS_A_TICK],
  );
  for (const { id, account_id } of rows) {
    try {
      const account = await findAccount(pool, account_id);
      if (account === undefined) continue;
      const market = await marketOf(account.market);
      await inTransaction(pool, (sql) => fillNextPart(sql, desk, market, { id, accountId: account_id }));
    } catch (error) {
      // One account's trouble must not hold up the others; the order is tried again with the next tick.
      log.error({ err: error, orderId: id }, 'order not filled');
    }
  }
}

/** One execution of an order, after which it waits for the next part or has ended. */
async function fillNextPart(
  sql: Sql,
  desk: Desk,
  market: Market,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): Promise<void> {
  const account = await lockAccount(sql, accountId);
  const order = await findOrder(sql, accountId, { id });
  if (order === undefined || (order.status !== 'new' && order.status !== 'partially_filled')) return;
  const quote = market.quote(order.symbol);
  if (quote === undefined) {
    await cancelOrder(sql, desk.clock, order, 'there is no price any more');
    return;
  }
  const { part, steps } = nextPart(order);
  const fill = exactFill(quote, order.side, steps, account.commissionBasisPoints);
  const cashChange =
    order.side === 'buy' ? -fill.valueMicros - fill.commissionMicros : fill.valueMicros - fill.commissionMicros;
  if (account.cashMicros + cashChange < 0n) {
    await cancelOrder(sql, desk.clock, order, 'insufficient buying power at the new price');
    return;
  }
  const cumulative = order.filledSteps + steps;
  const leaves = order.quantitySteps - cumulative;
  const now = desk.clock.now();
  await sql.query(
    `INSERT INTO exchange.executions (id, order_id, account_id, symbol, side, quantity_steps, quantity_decimals,
       cumulative_steps, leaves_steps, price, reference_price, commission_micros, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      executionId(now, order.id, part),
      order.id,
      accountId,
      order.symbol,
      order.side,
      steps.toString(),
      order.quantityDecimals,
      cumulative.toString(),
      leaves.toString(),
      formatPrice(fill.price),
      formatPrice(fill.referencePrice),
      fill.commissionMicros.toString(),
      new Date(now),
    ],
  );
  await changeCash(sql, accountId, cashChange);
  await sql.query(
    `UPDATE exchange.orders SET filled_steps = $2, status = $3, next_fill_at = $4, updated_at = $5,
            reserved_micros = CASE WHEN $6 THEN 0 ELSE GREATEST(reserved_micros + $7, 0) END WHERE id = $1`,
    [
      order.id,
      cumulative.toString(),
      leaves === 0n ? 'filled' : 'partially_filled',
      leaves === 0n ? null : new Date(now + desk.fillDelayMilliseconds),
      new Date(now),
      leaves === 0n || order.side === 'sell',
      cashChange.toString(),
    ],
  );
}

/** Equal pieces; the last takes the rest. */
function nextPart(order: ExchangeOrder): { readonly part: number; readonly steps: bigint } {
  const boundary = (part: number): bigint => (order.quantitySteps * BigInt(part)) / BigInt(order.partCount);
  for (let part = 1; part <= order.partCount; part++) {
    if (boundary(part) > order.filledSteps) return { part, steps: boundary(part) - order.filledSteps };
  }
  return { part: order.partCount, steps: order.quantitySteps - order.filledSteps };
}

/** `yyyymmddhhmmssmmm::order-part`, the form activities have at the broker whose shape this is. */
const executionId = (now: number, orderId: string, part: number): string =>
  `${new Date(now).toISOString().replaceAll(/[-:TZ.]/g, '')}::${orderId}-${part}`;
