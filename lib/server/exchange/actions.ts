import type { Clock } from '@/lib/base/clock';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { dividendMicros, splitPosition } from '@/lib/quant/trading/corporate-actions';
import { buyingPower, changeCash, type ExchangeAccount, lockAccount, positionsOf } from './accounts';
import type { Sql } from './database';
import type { Market, MarketAction } from './market';

/** What moves an account without an order: dividends, splits, and taxes that its owner pays from it. */
export interface Action {
  readonly id: string;
  readonly kind: 'dividend' | 'split' | 'tax';
  /** A symbol and a day, or what the client called it. */
  readonly reference: string;
  readonly symbol: string | null;
  readonly day: number;
  readonly amountMicros: bigint;
  readonly stepsChange: bigint;
  readonly quantityDecimals: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The account's last execution before it. */
  readonly afterExecutionId: string | null;
  readonly createdAt: Date;
}

interface ActionRow {
  readonly id: string;
  readonly kind: Action['kind'];
  readonly reference: string;
  readonly symbol: string | null;
  readonly day: number;
  readonly amount_micros: string;
  readonly steps_change: string;
  readonly quantity_decimals: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly after_execution_id: string | null;
  readonly created_at: Date;
}

const actionOf = (row: ActionRow): Action => ({
  id: row.id,
  kind: row.kind,
  reference: row.reference,
  symbol: row.symbol,
  day: row.day,
  amountMicros: BigInt(row.amount_micros),
  stepsChange: BigInt(row.steps_change),
  quantityDecimals: row.quantity_decimals,
  numerator: row.numerator,
  denominator: row.denominator,
  afterExecutionId: row.after_execution_id,
  createdAt: row.created_at,
});

/** In order; `afterId` is the last one the caller knows. */
export async function actionsAfter(sql: Sql, accountId: string, afterId: string, limit: number): Promise<Action[]> {
  const { rows } = await sql.query<ActionRow>(
    'SELECT * FROM exchange.actions WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3',
    [accountId, afterId, limit],
  );
  return rows.map(actionOf);
}

type NewAction = Pick<Action, 'kind' | 'reference' | 'day' | 'amountMicros'> &
  Partial<Pick<Action, 'symbol' | 'stepsChange' | 'quantityDecimals' | 'numerator' | 'denominator'>>;

/** Books an action with its money under the account's lock; undefined when it was booked before. */
async function book(sql: Sql, clock: Clock, accountId: string, action: NewAction): Promise<Action | undefined> {
  const { rows } = await sql.query<ActionRow>(
    `INSERT INTO exchange.actions (account_id, kind, reference, symbol, day, amount_micros, steps_change,
       quantity_decimals, numerator, denominator, after_execution_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
       (SELECT id FROM exchange.executions WHERE account_id = $1 ORDER BY sequence DESC LIMIT 1), $11)
     ON CONFLICT (account_id, kind, reference) DO NOTHING RETURNING *`,
    [
      accountId,
      action.kind,
      action.reference,
      action.symbol ?? null,
      action.day,
      action.amountMicros.toString(),
      (action.stepsChange ?? 0n).toString(),
      action.quantityDecimals ?? 0,
      action.numerator ?? null,
      action.denominator ?? null,
      new Date(clock.now()),
    ],
  );
  if (rows[0] === undefined) return undefined;
  await changeCash(sql, accountId, action.amountMicros);
  return actionOf(rows[0]);
}

/**
 * Brings an account to the market's day: every split and dividend since the last one, on what was held when its day
 * began. Orders for shares from before a split end with it. Call inside a transaction, before anything of the day trades.
 */
export async function settleDays(sql: Sql, clock: Clock, market: Market, accountId: string): Promise<void> {
  const { daily, asOfDay } = market;
  if (daily === undefined) return;
  const { settledDay } = await lockAccount(sql, accountId);
  if (settledDay === null || settledDay >= asOfDay) return;
  for (const action of daily.actionsAfter(settledDay)) await settle(sql, clock, accountId, action);
  await sql.query('UPDATE exchange.accounts SET settled_day = $2 WHERE id = $1', [accountId, asOfDay]);
}

async function settle(sql: Sql, clock: Clock, accountId: string, action: MarketAction): Promise<void> {
  const { day, quote, splitRatio, dividendPerShare } = action;
  const { symbol, quantityDecimals } = quote.instrument;
  const head = { reference: `${symbol} ${isoDayFromNumber(day)}`, symbol, day, quantityDecimals };
  if (splitRatio !== undefined) {
    await sql.query(
      `UPDATE exchange.orders SET status = 'canceled', status_reason = 'ended by a split', next_fill_at = NULL,
              reserved_micros = 0, updated_at = $3
       WHERE account_id = $1 AND symbol = $2 AND next_fill_at IS NOT NULL`,
      [accountId, symbol, new Date(clock.now())],
    );
  }
  const held = (await positionsOf(sql, accountId)).get(symbol)?.steps ?? 0n;
  if (held === 0n) return;
  let steps = Number(held);
  if (splitRatio !== undefined) {
    const after = splitPosition(steps, splitRatio, quote.instrument, quote.referencePrice);
    const stepsChange = BigInt(after.steps - steps);
    const amountMicros = BigInt(after.inLieuMicros);
    await book(sql, clock, accountId, { ...head, ...splitRatio, kind: 'split', amountMicros, stepsChange });
    steps = after.steps;
  }
  if (dividendPerShare === undefined || steps === 0) return;
  const amountMicros = BigInt(dividendMicros(steps, quote.instrument, dividendPerShare));
  if (amountMicros > 0n) await book(sql, clock, accountId, { ...head, kind: 'dividend', amountMicros });
}

/** Takes a tax out of the account's cash, once a reference; the same reference with another amount is a conflict. */
export async function payTax(
  sql: Sql,
  clock: Clock,
  account: ExchangeAccount,
  wanted: { readonly clientReference: string; readonly amountMicros: bigint; readonly day: number },
): Promise<Action | 'conflict' | 'insufficient'> {
  const { clientReference: reference, amountMicros, day } = wanted;
  const locked = await lockAccount(sql, account.id);
  const { rows } = await sql.query<ActionRow>(
    `SELECT * FROM exchange.actions WHERE account_id = $1 AND kind = 'tax' AND reference = $2`,
    [account.id, reference],
  );
  if (rows[0] !== undefined) return BigInt(rows[0].amount_micros) === -amountMicros ? actionOf(rows[0]) : 'conflict';
  if ((await buyingPower(sql, locked)) < amountMicros) return 'insufficient';
  const booked = await book(sql, clock, account.id, { kind: 'tax', reference, day, amountMicros: -amountMicros });
  return booked ?? 'conflict';
}
