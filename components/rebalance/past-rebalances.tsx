import { DataTable } from '@/components/ui/data-table';
import { InstantText, MoneyText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { RebalanceSummary } from '@/lib/shared/contracts/rebalance';
import { rebalancePath } from '@/lib/shared/routes';
import { RebalanceStatusBadge } from './status-badges';

export function PastRebalances({ rebalances }: { readonly rebalances: readonly RebalanceSummary[] }) {
  return (
    <DataTable
      caption="Earlier rebalances"
      isCaptionHidden
      emptyText="None yet. Each rebalance you place will be listed here with its orders and fills."
      columns={[
        { id: 'when', header: 'Placed' },
        { id: 'status', header: 'Status' },
        { id: 'orders', header: 'Orders', kind: 'number' },
        { id: 'value', header: 'Value', kind: 'number' },
      ]}
      rows={rebalances.map(({ id, status, createdAt, orderCount, value }) => ({
        id,
        cells: {
          when: (
            <TextLink href={rebalancePath(id)} variant="quiet">
              <InstantText instant={createdAt} />
            </TextLink>
          ),
          status: <RebalanceStatusBadge status={status} />,
          orders: orderCount,
          value: <MoneyText amount={value.amount} />,
        },
      }))}
    />
  );
}
