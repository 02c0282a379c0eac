import { formatQuantity } from '@/lib/base/quantity';
import type { Broker } from '../adapters/brokers/broker';
import type { ServiceContext } from '../context';
import type { Order } from '../db/generated/client';
import { isUnsent, markEnded, markSent } from './order-rows';

/** What is said of an order that ends by itself, and of one that is taken back. */
export interface EndReasons {
  readonly neverSent: string;
  readonly takenBack: string;
}

/**
 * One step towards the end of an order that is not wanted any more, by what the broker says of it: unknown there, it
 * ends here; open, it is taken back; ended short, it ends here once all its fills are in the books. Called again until
 * nothing is open; an order that filled is ended by the booking of its fills.
 */
export async function takeBack(
  ctx: ServiceContext,
  broker: Broker,
  order: Order,
  reasons: EndReasons,
): Promise<'stepped' | 'unreachable'> {
  const answer = await broker.orderByClientId(order.clientOrderId);
  if (answer.status === 'unreachable') return 'unreachable';
  const atBroker = answer.value;
  if (atBroker === undefined) {
    await markEnded(ctx, order, 'cancelled', reasons.neverSent);
    return 'stepped';
  }
  if (isUnsent(order)) await markSent(ctx, order, atBroker);
  if (atBroker.status === 'open') {
    const cancelled = await broker.cancel(atBroker.brokerOrderId);
    return cancelled.status === 'unreachable' ? 'unreachable' : 'stepped';
  }
  const { filledSteps } = await ctx.db.order.findUniqueOrThrow({
    where: { id: order.id },
    select: { filledSteps: true },
  });
  const isBooked = formatQuantity(filledSteps, order.quantityDecimals) === atBroker.filledQuantity;
  if (atBroker.status !== 'filled' && isBooked) await markEnded(ctx, order, atBroker.status, reasons.takenBack);
  return 'stepped';
}
