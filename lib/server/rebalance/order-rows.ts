import { formatQuantity, parseQuantity } from '@/lib/base/quantity';
import type { OrderSide } from '@/lib/quant/trading/types';
import type { BrokerOrder } from '../adapters/brokers/broker';
import { appendAudit } from '../audit/append';
import type { ServiceContext } from '../context';
import type { DbTransaction } from '../db/client';
import type { Order } from '../db/generated/client';
import { learnBrokerOrder, orderEvent } from '../ledger/order-events';

/** Writes of single orders; each is recorded in the account's audit chain in the same transaction. */

/** Not ended. */
export const OPEN_STATUSES = ['intended', 'submitted', 'partially-filled'] as const;

/** Not yet at the broker, or not known to be. */
export const isUnsent = (order: Order): boolean => order.status === 'intended';
export const isOpen = (order: Order): boolean => order.status === 'submitted' || order.status === 'partially-filled';
export const sideOf = (order: Order): OrderSide => (order.side === 'buy' ? 'buy' : 'sell');

/**
 * The broker has the order. Fills may have been booked before we learn it. What counts is the quantity the broker took:
 * an attempt that did not know it was overtaken may have sent the order before it was made smaller.
 */
export function markSent(ctx: ServiceContext, order: Order, { brokerOrderId, quantity }: BrokerOrder): Promise<void> {
  return ctx.db.$transaction(async (tx) => {
    const quantitySteps = parseQuantity(quantity, order.quantityDecimals) ?? order.quantitySteps;
    if (!(await learnBrokerOrder(tx, ctx.clock, { ...order, quantitySteps }, brokerOrderId))) return;
    await tx.order.updateMany({
      where: { id: order.id, status: 'intended' },
      data: { status: 'submitted', quantitySteps },
    });
  });
}

/** The order ends without (all of) its quantity. */
export function markEnded(
  ctx: ServiceContext,
  order: Order,
  status: 'cancelled' | 'rejected',
  reason: string,
): Promise<void> {
  return ctx.db.$transaction((tx) => endOrder(tx, ctx, order, { status, reason }));
}

export async function endOrder(
  tx: DbTransaction,
  { clock }: Pick<ServiceContext, 'clock'>,
  order: Order,
  end: { readonly status: 'cancelled' | 'rejected'; readonly reason: string },
): Promise<void> {
  const { count } = await tx.order.updateMany({
    where: { id: order.id, status: { in: [...OPEN_STATUSES] } },
    data: { status: end.status, statusReason: end.reason, updatedAt: new Date(clock.now()) },
  });
  if (count === 1) await appendAudit(tx, clock, { kind: 'order-ended', ...orderEvent(order, { ...end }) });
}

/** A purchase that is made smaller before it is sent; what the investor confirmed stays in the plan. */
export async function shrinkOrder(
  tx: DbTransaction,
  { clock }: Pick<ServiceContext, 'clock'>,
  order: Order,
  quantitySteps: bigint,
): Promise<void> {
  const wanted = formatQuantity(order.quantitySteps, order.quantityDecimals);
  const statusReason = `Reduced from ${wanted}: less cash was there than planned.`;
  await tx.order.updateMany({
    where: { id: order.id, status: 'intended' },
    data: { quantitySteps, statusReason, updatedAt: new Date(clock.now()) },
  });
}
