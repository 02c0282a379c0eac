import { newId } from '@/lib/base/ids';
import { formatPrice, priceFromNumber } from '@/lib/base/quantity';
import type { PlannedOrder } from '@/lib/quant/trading/types';
import type { ServiceContext } from '../context';
import type { DbTransaction } from '../db/client';
import type { Prisma } from '../db/generated/client';

interface RebalanceHead {
  readonly userId: string;
  readonly accountId: string;
  readonly recommendationId: string;
  readonly key: string;
  readonly planHash: string;
  /** What the investor saw. */
  readonly plan: Prisma.InputJsonObject;
}

/** Writes a confirmed rebalance and its orders with the ids the broker will know them by. @returns its id */
export async function insertRebalance(
  { clock, randomBytes }: Pick<ServiceContext, 'clock' | 'randomBytes'>,
  tx: DbTransaction,
  head: RebalanceHead,
  orders: readonly PlannedOrder[],
): Promise<string> {
  const rebalanceId = newId(clock, randomBytes);
  const createdAt = new Date(clock.now());
  const { userId, accountId } = head;
  await tx.rebalance.create({
    data: { ...head, id: rebalanceId, status: 'confirmed', schemaVersion: 1, createdAt },
  });
  await tx.order.createMany({
    data: orders.map((order, sequence) => {
      const id = newId(clock, randomBytes);
      return {
        id,
        userId,
        accountId,
        rebalanceId,
        clientOrderId: `ballast-${id}`,
        sequence,
        symbol: order.symbol,
        side: order.side,
        quantitySteps: BigInt(order.quantitySteps),
        quantityDecimals: order.quantityDecimals,
        referencePrice: formatPrice(priceFromNumber(order.referencePrice)),
        reason: { key: order.reason.key, values: { ...order.reason.values } },
        status: 'intended',
        createdAt,
        updatedAt: createdAt,
      };
    }),
  });
  return rebalanceId;
}
