import { DataTable, type TableRow } from '@/components/ui/data-table';
import { Details } from '@/components/ui/disclosure';
import { InstantText, MoneyText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { OrderView, RebalanceView } from '@/lib/shared/contracts/rebalance';
import { formatMoney } from '@/lib/shared/format/money';
import { formatCount, formatQuantityText } from '@/lib/shared/format/quantity';
import { differencesFromPlan } from './rebalance-outcome';
import { OrderName } from './order-name';
import { OrderStatusBadge } from './status-badges';

const COLUMNS = [
  { id: 'order', header: 'Order' },
  { id: 'status', header: 'Status' },
  { id: 'ordered', header: 'Ordered', kind: 'number' },
  { id: 'filled', header: 'Filled', kind: 'number' },
  {
    id: 'planned',
    header: <Term definition="The last known price when the orders were shown.">Price shown</Term>,
    kind: 'number',
  },
  {
    id: 'price',
    header: (
      <Term definition="Average of all fills of the order, half the buying and selling gap inside.">Price paid</Term>
    ),
    kind: 'number',
  },
  { id: 'fees', header: 'Commission', kind: 'number' },
] as const;

/** Each order as it stands; while the rebalance runs the page reads this again at every change. */
export function FilledOrders({ view }: { readonly view: RebalanceView }) {
  const planned = new Map(view.plan.orders.map((order) => [order.sequence, order]));
  const rows = view.orders.map((order): TableRow => {
    const wanted = planned.get(order.sequence);
    return {
      id: order.id,
      cells: {
        order: <OrderName side={order.side} symbol={order.symbol} name={wanted?.name} />,
        status: <OrderStatusBadge status={order.status} />,
        ordered: <span data-amount>{formatQuantityText(order.quantity)}</span>,
        filled: <span data-amount>{formatQuantityText(order.filledQuantity)}</span>,
        planned: wanted === undefined ? '–' : formatMoney(Number(wanted.referencePrice), 'USD'),
        price: order.averagePrice === null ? '–' : formatMoney(Number(order.averagePrice), 'USD'),
        fees: <MoneyText amount={order.fees.amount} />,
      },
    };
  });
  return <DataTable caption="Orders" isCaptionHidden columns={COLUMNS} rows={rows} />;
}

/** What did not go as it was shown. */
export function PlanDifferences({ view }: { readonly view: RebalanceView }) {
  const differences = differencesFromPlan(view);
  if (differences.length === 0) return <p className="max-w-prose">Nothing: every order filled as it was shown.</p>;
  return (
    <ul className="flex max-w-prose flex-col">
      {differences.map(({ sequence, side, symbol, planned, filled, reason }) => (
        <li key={sequence} className="border-t border-hairline py-3 first:border-t-0 first:pt-0">
          <span className="font-strong">
            {side === 'buy' ? 'Buy' : 'Sell'} {symbol}
          </span>
          : {formatQuantityText(filled)} filled of {formatQuantityText(planned)} planned.
          {reason !== null && <span className="text-muted"> {reason}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Every fill, one click away. */
export function FillList({ orders }: { readonly orders: readonly OrderView[] }) {
  const rows = orders.flatMap(({ id, side, symbol, fills }) =>
    fills.map((fill, index): TableRow => ({
      id: `${id}-${index}`,
      cells: {
        order: <OrderName side={side} symbol={symbol} />,
        when: <InstantText instant={fill.filledAt} />,
        quantity: <span data-amount>{formatQuantityText(fill.quantity)}</span>,
        price: formatMoney(Number(fill.price), 'USD'),
        value: <MoneyText amount={fill.value.amount} />,
        fee: <MoneyText amount={fill.fee.amount} />,
      },
    })),
  );
  return (
    <Details summary={`Every fill (${formatCount(rows.length, 'fill')})`}>
      <DataTable
        caption="Fills"
        isCaptionHidden
        emptyText="No order has filled yet."
        maxHeightClass="max-h-96"
        columns={[
          { id: 'order', header: 'Order' },
          { id: 'when', header: 'When' },
          { id: 'quantity', header: 'Quantity', kind: 'number' },
          { id: 'price', header: 'Price', kind: 'number' },
          { id: 'value', header: 'Value', kind: 'number' },
          { id: 'fee', header: 'Commission', kind: 'number' },
        ]}
        rows={rows}
      />
    </Details>
  );
}
