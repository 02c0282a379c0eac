import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import type { GoalListItem } from '@/lib/shared/contracts/goal';
import { sumText } from './goal-words';

/** The same savings in all, dealt out by how much each goal matters. */
export function ByPriority({ items }: { readonly items: readonly GoalListItem[] }) {
  const shared = items.filter(({ monthlyByPriority }) => monthlyByPriority !== null);
  const total = shared.reduce((sum, { row }) => sum + row.goal.monthly, 0);
  return (
    <DataTable
      caption={`${sumText(total)} a month, needs first, then wants, then wishes; the nearer day first among equals`}
      columns={[
        { id: 'name', header: 'Goal' },
        { id: 'now', header: 'Now', kind: 'number' },
        { id: 'shared', header: 'By priority', kind: 'number' },
      ]}
      rows={shared.map(({ row, monthlyByPriority }) => ({
        id: row.id,
        cells: {
          name: row.name,
          now: <MoneyText amount={row.goal.monthly} decimals={0} />,
          shared: <MoneyText amount={monthlyByPriority} decimals={0} />,
        },
      }))}
    />
  );
}
