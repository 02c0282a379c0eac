import type { Clock } from '@/lib/base/clock';
import { appendAudit, type AuditInput } from '../audit/append';
import type { DbTransaction } from '../db/client';

/** The parts of an order that its events name. */
export interface RecordedOrder {
  readonly id: string;
  readonly userId: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantitySteps: bigint;
  readonly quantityDecimals: number;
}

export const orderEvent = (
  order: RecordedOrder,
  extra: Readonly<Record<string, string>>,
): Omit<AuditInput, 'kind'> => ({
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

/**
 * The broker has the order, whichever way we learn it first: its answer, or, after a crash, a fill. False when it was
 * known already; the event is written once.
 */
export async function learnBrokerOrder(
  tx: DbTransaction,
  clock: Clock,
  order: RecordedOrder,
  brokerOrderId: string,
): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: order.id, brokerOrderId: null },
    data: { brokerOrderId, updatedAt: new Date(clock.now()) },
  });
  if (count === 0) return false;
  await appendAudit(tx, clock, { kind: 'order-sent', ...orderEvent(order, { brokerOrderId }) });
  return true;
}
