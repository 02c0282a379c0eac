import type { OrderSide } from '@/lib/quant/trading/types';
import { appendAudit } from '../audit/append';
import type { ServiceContext } from '../context';
import type { DbTransaction } from '../db/client';
import type { Order } from '../db/generated/client';

/** Writes of single orders; each is recorded in the account's audit chain in the same transaction. */

/** Not yet at the broker, or not known to be. */
export const isUnsent = (order: Order): boolean => order.status === 'intended';
export const isOpen = (order: Order): boolean => order.status === 'submitted' || order.status === 'partially-filled';
export const sideOf = (order: Order): OrderSide => (order.side === 'buy' ? 'buy' : 'sell');

const audited = (order: Order, extra: Readonly<Record<string, string>>) => ({
  userId: order.userId,
  accountId: order.accountId,
  actor: 'worker',
  body: {
    orderId: order.id,
    clientOrderId: order.clientOrderId,
    symbol: order.symbol,
    side: order.side,
    quantitySteps: order.quantitySteps,
    quantityDecimals: order.quantityDecimals,
    ...extra,
  },
});

/** The broker has the order. Fills may have been booked before we learn it. */
export function markSent(ctx: ServiceContext, order: Order, brokerOrderId: string): Promise<void> {
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.order.updateMany({
      where: { id: order.id, brokerOrderId: null },
      data: { brokerOrderId, updatedAt: new Date(ctx.clock.now()) },
    });
    if (count === 0) return;
    await tx.order.updateMany({ where: { id: order.id, status: 'intended' }, data: { status: 'submitted' } });
    await appendAudit(tx, ctx.clock, { kind: 'order-sent', ...audited(order, { brokerOrderId }) });
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
    where: { id: order.id, status: { in: ['intended', 'submitted', 'partially-filled'] } },
    data: { status: end.status, statusReason: end.reason, updatedAt: new Date(clock.now()) },
  });
  if (count === 1) await appendAudit(tx, clock, { kind: 'order-ended', ...audited(order, { ...end }) });
}

/** A purchase that is made smaller before it is sent; what the investor confirmed stays in the plan. */
export async function shrinkOrder(
  ctx: ServiceContext,
  order: Order,
  quantitySteps: bigint,
  reason: string | null,
): Promise<void> {
  await ctx.db.order.updateMany({
    where: { id: order.id, status: 'intended' },
    data: { quantitySteps, statusReason: reason, updatedAt: new Date(ctx.clock.now()) },
  });
}
