import type pg from 'pg';
import { addDays, isoDayOfInstant } from '@/lib/base/iso-day';
import { formatPrice } from '@/lib/base/quantity';
import { exactFill } from '../ledger/exact-fill';
import type { Logger } from '../log';
import type { Quote } from '../store/last-prices';
import { changeCash, findAccount, lockAccount } from './accounts';
import { inTransaction, type Sql } from './database';
import { settleDays } from './actions';
import type { DailyRules, Market, MarketOf } from './market';
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
    `SELECT id, account_id FROM exchange.orders WHERE next_fill_at <= $1 ORDER BY next_fill_at, side DESC, id LIMIT $2`,
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
  await settleDays(sql, desk.clock, market, accountId);
  const account = await lockAccount(sql, accountId);
  const order = await findOrder(sql, accountId, { id });
  if (order === undefined || (order.status !== 'new' && order.status !== 'partially_filled')) return;
  const quote = market.quote(order.symbol);
  if (quote === undefined) {
    await cancelOrder(sql, desk.clock, order, 'there is no price any more');
    return;
  }
  const { daily } = market;
  if (daily !== undefined && order.workedDay === market.asOfDay) return restUntilTomorrow(sql, desk, order);
  const { part, steps } = daily === undefined ? nextPart(order) : partOfDay(order, daily, quote);
  if (steps === 0n) return endDay(sql, desk, market, order);
  const fill = exactFill(quote, order.side, steps, account.commissionBasisPoints);
  const cashChange =
    order.side === 'buy' ? -fill.valueMicros - fill.commissionMicros : fill.valueMicros - fill.commissionMicros;
  if (account.cashMicros + cashChange < 0n) {
    if (daily !== undefined) return endDay(sql, desk, market, order);
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
  if (daily !== undefined) await endDay(sql, desk, market, { ...order, filledSteps: cumulative });
}

/** As much as the day's volume lets through; nothing while the instrument is halted. */
function partOfDay(
  order: ExchangeOrder,
  daily: DailyRules,
  quote: Quote,
): { readonly part: number; readonly steps: bigint } {
  const left = order.quantitySteps - order.filledSteps;
  const limit = BigInt(daily.limitSteps(quote));
  return { part: order.daysWorked + 1, steps: limit < left ? limit : left };
}

/** The order has had its chance on this day: it rests until the next one, or has rested often enough. */
async function endDay(sql: Sql, desk: Desk, market: Market, order: ExchangeOrder): Promise<void> {
  await sql.query('UPDATE exchange.orders SET worked_day = $2, days_worked = days_worked + 1 WHERE id = $1', [
    order.id,
    market.asOfDay,
  ]);
  if (order.filledSteps === order.quantitySteps) return;
  const daysMax = market.daily?.orderDaysMax ?? 1;
  if (order.daysWorked + 1 >= daysMax) await cancelOrder(sql, desk.clock, order, `expired after ${daysMax} days`);
  else await restUntilTomorrow(sql, desk, order);
}

async function restUntilTomorrow(sql: Sql, desk: Desk, order: ExchangeOrder): Promise<void> {
  const tomorrow = addDays(isoDayOfInstant(desk.clock.now()), 1);
  await sql.query('UPDATE exchange.orders SET next_fill_at = $2 WHERE id = $1 AND next_fill_at IS NOT NULL', [
    order.id,
    new Date(`${tomorrow}T00:00:00Z`),
  ]);
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
