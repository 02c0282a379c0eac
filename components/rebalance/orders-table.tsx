import { DataTable, type TableRow } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { PlannedOrderView, RebalancePreview } from '@/lib/shared/contracts/rebalance';
import { formatMoney } from '@/lib/shared/format/money';
import { formatQuantityText } from '@/lib/shared/format/quantity';
import { narrate } from '@/lib/shared/narrate/narrate';
import { OrderName } from './order-name';

const COLUMNS = [
  { id: 'order', header: 'Order' },
  { id: 'value', header: 'Value', kind: 'number' },
  { id: 'quantity', header: 'Quantity', kind: 'number' },
  {
    id: 'price',
    header: <Term definition="The last known price. The order fills at the price of its moment.">Price</Term>,
    kind: 'number',
  },
  {
    id: 'cost',
    header: (
      <Term definition="Half the gap between buying and selling price, and the commission. An estimate.">Cost</Term>
    ),
    kind: 'number',
  },
  { id: 'reason', header: 'Why', kind: 'sentence' },
] as const;

/** Sales first, as they are sent: what they bring in pays for the purchases. */
export function OrdersTable({ preview }: { readonly preview: RebalancePreview }) {
  const rows: TableRow[] = [
    ...preview.orders.map(orderRow),
    {
      id: 'total',
      isTotal: true,
      cells: { order: 'Estimated cost together', cost: <MoneyText amount={preview.estimatedCost.amount} /> },
    },
  ];
  return <DataTable caption="Orders" isCaptionHidden columns={COLUMNS} rows={rows} />;
}

const orderRow = (order: PlannedOrderView): TableRow => ({
  id: String(order.sequence),
  cells: {
    order: <OrderName side={order.side} symbol={order.symbol} name={order.name} />,
    quantity: <span data-amount>{formatQuantityText(order.quantity)}</span>,
    price: formatMoney(Number(order.referencePrice), 'USD'),
    value: <MoneyText amount={order.value.amount} />,
    cost: <MoneyText amount={order.estimatedCost.amount} />,
    reason: narrate(order.reason),
  },
});

/** What a perfect plan would trade and this one does not. */
export function SkippedTable({ preview }: { readonly preview: RebalancePreview }) {
  return (
    <DataTable
      caption="Not traded, and why"
      isCaptionHidden
      columns={[
        { id: 'order', header: 'Would' },
        { id: 'value', header: 'Value', kind: 'number' },
        { id: 'reason', header: 'Why not', kind: 'sentence' },
      ]}
      rows={preview.skipped.map((skipped) => ({
        id: `${skipped.side}-${skipped.symbol}`,
        cells: {
          order: <OrderName side={skipped.side} symbol={skipped.symbol} name={skipped.name} />,
          value: <MoneyText amount={skipped.value.amount} />,
          reason: narrate(skipped.reason),
        },
      }))}
    />
  );
}
