import { formatMicros } from '@/lib/base/money';
import { formatPrice, formatQuantity, notionalMicros, parsePrice, PRICE_DECIMALS } from '@/lib/base/quantity';
import { invariant } from '@/lib/base/invariant';
import { usdFromMicros } from '@/lib/codec/usd-text';
import {
  OrderStatus,
  type OrderView,
  RebalancePreview,
  RebalanceStatus,
  type RebalanceView,
} from '@/lib/shared/contracts/rebalance';
import type { ServiceContext } from '../../context';
import type { DbTransaction } from '../../db/client';
import type { Fill, Order } from '../../db/generated/client';
import { filledShare } from '../../rebalance/run-rebalance';

export async function ownerOfRebalance({ db }: ServiceContext, rebalanceId: string): Promise<string | undefined> {
  return (await db.rebalance.findUnique({ where: { id: rebalanceId }, select: { userId: true } }))?.userId;
}

/** A rebalance with its orders and fills as they are now. */
export async function rebalanceView(tx: DbTransaction, rebalanceId: string): Promise<RebalanceView> {
  const row = await tx.rebalance.findUniqueOrThrow({ where: { id: rebalanceId } });
  const job = await tx.job.findUniqueOrThrow({ where: { kind_key: { kind: 'rebalance', key: rebalanceId } } });
  const orders = await tx.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });
  const orderIds = orders.map(({ id }) => id);
  const fills = await tx.fill.findMany({ where: { orderId: { in: orderIds } }, orderBy: { id: 'asc' } });
  const costMicros = fills.reduce((sum, { feeMicros, spreadCostMicros }) => sum + feeMicros + spreadCostMicros, 0n);
  const isActive = job.status === 'queued' || job.status === 'running';
  return {
    id: row.id,
    accountId: row.accountId,
    recommendationId: row.recommendationId,
    jobId: job.id,
    status: RebalanceStatus.parse(row.status),
    statusReason: row.statusReason,
    progress: row.finishedAt === null ? filledShare(orders) : 1,
    canCancel: isActive && job.cancelRequestedAt === null,
    plan: RebalancePreview.parse(row.plan),
    orders: orders.map((order) =>
      orderView(
        order,
        fills.filter(({ orderId }) => orderId === order.id),
      ),
    ),
    cost: usdFromMicros(costMicros),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function orderView(order: Order, fills: readonly Fill[]): OrderView {
  const quantity = (steps: bigint): string => formatQuantity(steps, order.quantityDecimals);
  const feeMicros = fills.reduce((sum, fill) => sum + fill.feeMicros, 0n);
  return {
    id: order.id,
    sequence: order.sequence,
    symbol: order.symbol,
    side: order.side === 'buy' ? 'buy' : 'sell',
    quantity: quantity(order.quantitySteps),
    filledQuantity: quantity(order.filledSteps),
    averagePrice: averagePrice(fills),
    fees: { amount: formatMicros(feeMicros), currency: 'USD' },
    status: OrderStatus.parse(order.status),
    statusReason: order.statusReason,
    fills: fills.map((fill) => {
      const price = exactPrice(fill);
      const valueMicros = notionalMicros(fill.quantitySteps, fill.quantityDecimals, price);
      return {
        quantity: formatQuantity(fill.quantitySteps, fill.quantityDecimals),
        price: formatPrice(price),
        fee: { amount: formatMicros(fill.feeMicros), currency: 'USD' },
        value: usdFromMicros(valueMicros),
        filledAt: fill.filledAt.toISOString(),
      };
    }),
  };
}

function exactPrice(fill: Fill): bigint {
  const price = parsePrice(fill.price.toFixed(PRICE_DECIMALS));
  invariant(price !== undefined, `fill ${fill.executionId} has a price`);
  return price;
}

/** Weighted by quantity; null before the first fill. */
function averagePrice(fills: readonly Fill[]): string | null {
  const steps = fills.reduce((sum, { quantitySteps }) => sum + quantitySteps, 0n);
  if (steps === 0n) return null;
  const weighted = fills.reduce((sum, fill) => sum + exactPrice(fill) * fill.quantitySteps, 0n);
  return formatPrice(weighted / steps);
}
