import type { OrderView, RebalanceView } from '@/lib/shared/contracts/rebalance';

const ENDED: readonly OrderView['status'][] = ['filled', 'cancelled', 'rejected'];

export const isRunning = ({ status }: Pick<RebalanceView, 'status'>): boolean =>
  status === 'confirmed' || status === 'selling' || status === 'buying';

export interface OrderCounts {
  readonly all: number;
  readonly ended: number;
  readonly filled: number;
}

export const orderCounts = (orders: readonly Pick<OrderView, 'status'>[]): OrderCounts => ({
  all: orders.length,
  ended: orders.filter(({ status }) => ENDED.includes(status)).length,
  filled: orders.filter(({ status }) => status === 'filled').length,
});

export interface Difference {
  readonly sequence: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Exact decimals, as planned and as filled. */
  readonly planned: string;
  readonly filled: string;
  readonly reason: string | null;
}

/** 12 and 12.000 are the same quantity; the text of a quantity carries the instrument's decimals. */
const plain = (quantity: string): string => (quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity);

/** Orders that did not end with the quantity that was shown and confirmed. */
export function differencesFromPlan({ plan, orders }: Pick<RebalanceView, 'plan' | 'orders'>): Difference[] {
  const planned = new Map(plan.orders.map((order) => [order.sequence, order]));
  return orders.flatMap((order) => {
    const wanted = planned.get(order.sequence);
    if (wanted === undefined || plain(wanted.quantity) === plain(order.filledQuantity)) return [];
    return [
      {
        sequence: order.sequence,
        symbol: order.symbol,
        side: order.side,
        planned: wanted.quantity,
        filled: order.filledQuantity,
        reason: order.statusReason,
      },
    ];
  });
}

/** What changed hands, in money; a plain sum for a headline, the ledger keeps the exact one. */
export const tradedValue = (orders: readonly Pick<OrderView, 'fills'>[]): number =>
  orders.flatMap(({ fills }) => fills).reduce((sum, { value }) => sum + Number(value.amount), 0);
