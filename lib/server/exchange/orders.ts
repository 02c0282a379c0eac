import type { Clock, RandomBytes } from '@/lib/base/clock';
import { newId } from '@/lib/base/ids';
import { formatMicros } from '@/lib/base/money';
import { formatQuantity, parseQuantity } from '@/lib/base/quantity';
import type { OrderSide } from '@/lib/quant/trading/types';
import { buyingPower, type ExchangeAccount, lockAccount, positionsOf } from './accounts';
import { cashNeededFor, PARTS_MAX } from '../ledger/exact-fill';
import type { Sql } from './database';
import type { Market } from './market';
import type { Quote } from '../store/last-prices';

export interface ExchangeOrder {
  readonly id: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantitySteps: bigint;
  readonly quantityDecimals: number;
  readonly filledSteps: bigint;
  readonly partCount: number;
  readonly status: 'new' | 'partially_filled' | 'filled' | 'canceled' | 'rejected';
  readonly statusReason: string | null;
  /** The last market day on which it had its chance, and how many it has had; only where a market goes by days. */
  readonly workedDay: number | null;
  readonly daysWorked: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Filled value over filled quantity; null before the first fill. */
  readonly averagePrice: string | null;
}

interface OrderRow {
  readonly id: string;
  readonly account_id: string;
  readonly client_order_id: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity_steps: string;
  readonly quantity_decimals: number;
  readonly filled_steps: string;
  readonly part_count: number;
  readonly status: ExchangeOrder['status'];
  readonly status_reason: string | null;
  readonly worked_day: number | null;
  readonly days_worked: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly average_price: string | null;
}

const SELECT = `SELECT o.*, (SELECT round(sum(e.price * e.quantity_steps) / sum(e.quantity_steps), 10)::text
                             FROM exchange.executions e WHERE e.order_id = o.id) AS average_price
                FROM exchange.orders o`;

const orderOf = (row: OrderRow): ExchangeOrder => ({
  id: row.id,
  accountId: row.account_id,
  clientOrderId: row.client_order_id,
  symbol: row.symbol,
  side: row.side,
  quantitySteps: BigInt(row.quantity_steps),
  quantityDecimals: row.quantity_decimals,
  filledSteps: BigInt(row.filled_steps),
  partCount: row.part_count,
  status: row.status,
  statusReason: row.status_reason,
  workedDay: row.worked_day,
  daysWorked: row.days_worked,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  averagePrice: row.average_price,
});

export async function findOrder(
  sql: Sql,
  accountId: string,
  by: { readonly id: string } | { readonly clientOrderId: string },
): Promise<ExchangeOrder | undefined> {
  const [condition, value] = 'id' in by ? ['o.id::text = $2', by.id] : ['o.client_order_id = $2', by.clientOrderId];
  const { rows } = await sql.query<OrderRow>(`${SELECT} WHERE o.account_id = $1 AND ${condition}`, [accountId, value]);
  return rows[0] === undefined ? undefined : orderOf(rows[0]);
}

/** The newest first. */
export async function listOrders(
  sql: Sql,
  accountId: string,
  filter: { readonly status: 'open' | 'closed' | 'all'; readonly limit: number },
): Promise<ExchangeOrder[]> {
  const condition = { open: 'o.next_fill_at IS NOT NULL', closed: 'o.next_fill_at IS NULL', all: 'TRUE' }[
    filter.status
  ];
  const { rows } = await sql.query<OrderRow>(
    `${SELECT} WHERE o.account_id = $1 AND ${condition} ORDER BY o.created_at DESC, o.id DESC LIMIT $2`,
    [accountId, filter.limit],
  );
  return rows.map(orderOf);
}

/** How many pieces an order comes in follows from its id, so a restart changes nothing. */
function partCountOf(orderId: string, steps: bigint): number {
  const lastDigit = Number.parseInt(orderId.slice(-1), 16);
  return steps < BigInt(PARTS_MAX) ? 1 : 1 + (lastDigit % PARTS_MAX);
}

/** The largest count that doubles carry exactly. */
const STEPS_MAX = BigInt(Number.MAX_SAFE_INTEGER);

export interface WantedOrder {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: string;
}

export type PlaceOutcome =
  | { readonly status: 'accepted'; readonly order: ExchangeOrder }
  | { readonly status: 'duplicate' }
  | { readonly status: 'refused'; readonly code: RefusalCode; readonly message: string; readonly details: Details };

type Details = Readonly<Record<string, string>>;

/** Numbers as the shape's original gives them: funds or units short, wash trade, unusable request. */
export const REFUSALS = {
  short: { httpStatus: 403, code: 40_310_000 },
  wash: { httpStatus: 403, code: 40_310_000 },
  unusable: { httpStatus: 422, code: 42_210_000 },
} as const;
type RefusalCode = keyof typeof REFUSALS;

const refuse = (code: RefusalCode, message: string, details: Details = {}): PlaceOutcome => ({
  status: 'refused',
  code,
  message,
  details,
});

export interface Desk {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly fillDelayMilliseconds: number;
}

/** Takes a market order in, or says why not. Call inside a transaction. */
export async function placeOrder(
  sql: Sql,
  desk: Desk,
  { accountId, market }: { readonly accountId: string; readonly market: Market },
  wanted: WantedOrder,
): Promise<PlaceOutcome> {
  const account = await lockAccount(sql, accountId);
  if ((await findOrder(sql, accountId, { clientOrderId: wanted.clientOrderId })) !== undefined) {
    return { status: 'duplicate' };
  }
  const quote = market.quote(wanted.symbol);
  if (quote === undefined) return refuse('unusable', `asset ${wanted.symbol} is not tradable here`);
  if (market.daily?.isHalted(wanted.symbol) === true) return refuse('unusable', `asset ${wanted.symbol} is halted`);
  const { quantityDecimals } = quote.instrument;
  const steps = parseQuantity(wanted.quantity, quantityDecimals);
  if (steps === undefined || steps <= 0n || steps > STEPS_MAX) {
    return refuse('unusable', `qty must be above zero with at most ${quantityDecimals} decimals`);
  }
  const reserved = await reserveFor(sql, account, quote, { ...wanted, steps });
  if (typeof reserved !== 'bigint') return reserved;
  const id = newId(desk.clock, desk.randomBytes);
  const now = desk.clock.now();
  await sql.query(
    `INSERT INTO exchange.orders (id, account_id, client_order_id, symbol, side, quantity_steps, quantity_decimals,
       reserved_micros, part_count, status, next_fill_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'new', $10, $11, $11)`,
    [
      id,
      accountId,
      wanted.clientOrderId,
      wanted.symbol,
      wanted.side,
      steps.toString(),
      quantityDecimals,
      reserved.toString(),
      // A market that goes by days lets through what its volume allows, in one piece a day.
      market.daily === undefined ? partCountOf(id, steps) : 1,
      new Date(now + desk.fillDelayMilliseconds),
      new Date(now),
    ],
  );
  const order = await findOrder(sql, accountId, { id });
  return order === undefined ? refuse('unusable', 'the order was not kept') : { status: 'accepted', order };
}

/** Cash to set aside for a purchase, or why the order cannot be taken. */
async function reserveFor(
  sql: Sql,
  account: ExchangeAccount,
  quote: Quote,
  { symbol, side, steps }: WantedOrder & { readonly steps: bigint },
): Promise<bigint | PlaceOutcome> {
  const opposite = await sql.query(
    'SELECT 1 FROM exchange.orders WHERE account_id = $1 AND symbol = $2 AND side <> $3 AND next_fill_at IS NOT NULL LIMIT 1',
    [account.id, symbol, side],
  );
  if (opposite.rows.length > 0) return refuse('wash', `potential wash trade: an opposite order in ${symbol} is open`);
  if (side === 'sell') {
    const available = (await positionsOf(sql, account.id)).get(symbol)?.availableSteps ?? 0n;
    if (available >= steps) return 0n;
    const decimals = quote.instrument.quantityDecimals;
    return refuse('short', `insufficient qty available for order (available: ${formatQuantity(available, decimals)})`, {
      available: formatQuantity(available, decimals),
      symbol,
    });
  }
  const needed = cashNeededFor(quote, steps, account.commissionBasisPoints);
  const power = await buyingPower(sql, account);
  if (needed <= power) return needed;
  return refuse('short', 'insufficient buying power', {
    buying_power: formatMicros(power),
    cost_basis: formatMicros(needed),
  });
}

/** Stops what is not filled yet. False when the order had ended already. */
export async function cancelOrder(
  sql: Sql,
  clock: Clock,
  order: Pick<ExchangeOrder, 'id' | 'accountId'>,
  reason = 'canceled by the client',
): Promise<boolean> {
  await lockAccount(sql, order.accountId);
  const { rowCount } = await sql.query(
    `UPDATE exchange.orders SET status = 'canceled', status_reason = $2, next_fill_at = NULL, reserved_micros = 0,
            updated_at = $3 WHERE id = $1 AND next_fill_at IS NOT NULL`,
    [order.id, reason, new Date(clock.now())],
  );
  return rowCount === 1;
}
