import { formatMicros } from '@/lib/base/money';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatPrice, formatQuantity, notionalMicros, parsePrice, priceFromNumber } from '@/lib/base/quantity';
import type { Instrument } from '@/lib/quant/market/instrument';
import { buyingPower, type Deposit, type ExchangeAccount, type Position, positionsOf } from './accounts';
import type { Action } from './actions';
import type { Sql } from './database';
import type { Market } from './market';
import type { ExchangeOrder } from './orders';

/** JSON as the broker whose shape this is sends it: money and quantities are strings, absent values are null. */

export async function accountView(sql: Sql, account: ExchangeAccount, market: Market): Promise<object> {
  const positions = [...(await positionsOf(sql, account.id)).values()];
  const longValue = positions.reduce((sum, position) => sum + (valueOf(position, market) ?? 0n), 0n);
  const power = formatMicros(await buyingPower(sql, account));
  const equity = formatMicros(account.cashMicros + longValue);
  return {
    id: account.id,
    account_number: `PAPER-${account.id.slice(-12)}`,
    status: 'ACTIVE',
    currency: 'USD',
    cash: formatMicros(account.cashMicros),
    buying_power: power,
    non_marginable_buying_power: power,
    portfolio_value: equity,
    equity,
    long_market_value: formatMicros(longValue),
    short_market_value: '0.00',
    multiplier: '1',
    shorting_enabled: false,
    trading_blocked: false,
    account_blocked: false,
    created_at: account.createdAt.toISOString(),
    balance_asof: isoDayFromNumber(market.asOfDay),
  };
}

function valueOf(position: Position, market: Market): bigint | undefined {
  const quote = market.quote(position.symbol);
  return quote && notionalMicros(position.steps, position.decimals, priceFromNumber(quote.referencePrice));
}

export function positionView(position: Position, market: Market): object {
  const quote = market.quote(position.symbol);
  const value = valueOf(position, market);
  return {
    asset_id: position.symbol,
    symbol: position.symbol,
    exchange: 'PAPER',
    asset_class: quote?.instrument.kind === 'crypto' ? 'crypto' : 'us_equity',
    qty: formatQuantity(position.steps, position.decimals),
    qty_available: formatQuantity(position.availableSteps, position.decimals),
    side: 'long',
    current_price: quote === undefined ? null : formatPrice(priceFromNumber(quote.referencePrice)),
    market_value: value === undefined ? null : formatMicros(value),
  };
}

/** @param asOfDay of a market that goes by days: an order that had its chance on it rests until the next one */
export function orderView(order: ExchangeOrder, asOfDay?: number): object {
  const quantity = (steps: bigint): string => formatQuantity(steps, order.quantityDecimals);
  const updatedAt = order.updatedAt.toISOString();
  return {
    id: order.id,
    client_order_id: order.clientOrderId,
    created_at: order.createdAt.toISOString(),
    updated_at: updatedAt,
    submitted_at: order.createdAt.toISOString(),
    filled_at: order.status === 'filled' ? updatedAt : null,
    canceled_at: order.status === 'canceled' ? updatedAt : null,
    failed_at: order.status === 'rejected' ? updatedAt : null,
    expired_at: null,
    asset_id: order.symbol,
    symbol: order.symbol,
    notional: null,
    qty: quantity(order.quantitySteps),
    filled_qty: quantity(order.filledSteps),
    filled_avg_price: order.averagePrice === null ? null : plainPrice(order.averagePrice),
    order_class: 'simple',
    type: 'market',
    side: order.side,
    time_in_force: 'day',
    limit_price: null,
    stop_price: null,
    status: order.status,
    extended_hours: false,
    legs: null,
    /** Ours: why an order ended without its whole quantity. */
    status_reason: order.statusReason,
    rests: order.workedDay !== null && order.workedDay === asOfDay,
  };
}

/** The database pads prices with zeros. */
const plainPrice = (text: string): string => formatPrice(parsePrice(text) ?? 0n);

export interface Execution {
  readonly id: string;
  readonly order_id: string;
  readonly client_order_id: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantity_steps: string;
  readonly quantity_decimals: number;
  readonly cumulative_steps: string;
  readonly leaves_steps: string;
  readonly price: string;
  readonly reference_price: string;
  readonly commission_micros: string;
  readonly created_at: Date;
}

export function fillView(execution: Execution): object {
  const quantity = (steps: string): string => formatQuantity(BigInt(steps), execution.quantity_decimals);
  const isLast = execution.leaves_steps === '0';
  return {
    id: execution.id,
    activity_type: 'FILL',
    transaction_time: execution.created_at.toISOString(),
    type: isLast ? 'fill' : 'partial_fill',
    price: plainPrice(execution.price),
    qty: quantity(execution.quantity_steps),
    side: execution.side,
    symbol: execution.symbol,
    leaves_qty: quantity(execution.leaves_steps),
    cum_qty: quantity(execution.cumulative_steps),
    order_id: execution.order_id,
    order_status: isLast ? 'filled' : 'partially_filled',
    // Ours: what the order's client called it, what it cost, and the middle of the quote it was filled at.
    client_order_id: execution.client_order_id,
    commission: formatMicros(BigInt(execution.commission_micros)),
    reference_price: plainPrice(execution.reference_price),
  };
}

export const depositView = (deposit: Deposit): object => ({
  id: `csd-${deposit.id}`,
  activity_type: 'CSD',
  date: deposit.createdAt.toISOString().slice(0, 10),
  created_at: deposit.createdAt.toISOString(),
  net_amount: formatMicros(deposit.amountMicros),
  currency: 'USD',
  status: 'executed',
  client_reference: deposit.clientReference,
});

const ACTIVITY_TYPES = { dividend: 'DIV', split: 'SPLIT', tax: 'CSW' } as const;

/** Ours: the ratio of a split, the units it changed, and the execution it came after. */
export const actionView = (action: Action): object => ({
  id: `act-${action.id}`,
  activity_type: ACTIVITY_TYPES[action.kind],
  date: isoDayFromNumber(action.day),
  created_at: action.createdAt.toISOString(),
  net_amount: formatMicros(action.amountMicros),
  currency: 'USD',
  status: 'executed',
  client_reference: action.kind === 'tax' ? action.reference : null,
  symbol: action.symbol,
  qty: formatQuantity(action.stepsChange, action.quantityDecimals),
  numerator: action.numerator,
  denominator: action.denominator,
  after_execution_id: action.afterExecutionId,
});

export const assetView = (instrument: Instrument): object => ({
  id: instrument.symbol,
  class: instrument.kind === 'crypto' ? 'crypto' : 'us_equity',
  exchange: 'PAPER',
  symbol: instrument.symbol,
  name: instrument.name,
  status: instrument.isInvestable ? 'active' : 'inactive',
  tradable: instrument.isInvestable,
  marginable: false,
  shortable: false,
  fractionable: instrument.isFractionable,
});

export async function executionsAfter(
  sql: Sql,
  accountId: string,
  afterId: string | undefined,
  limit: number,
): Promise<Execution[]> {
  const { rows } = await sql.query<Execution>(
    `SELECT e.id, e.order_id, o.client_order_id, e.symbol, e.side, e.quantity_steps, e.quantity_decimals,
            e.cumulative_steps, e.leaves_steps, e.price, e.reference_price, e.commission_micros, e.created_at
     FROM exchange.executions e JOIN exchange.orders o ON o.id = e.order_id
     WHERE e.account_id = $1
       AND e.sequence > COALESCE((SELECT sequence FROM exchange.executions WHERE id = $2 AND account_id = $1), 0)
     ORDER BY e.sequence LIMIT $3`,
    [accountId, afterId ?? '', limit],
  );
  return rows;
}
