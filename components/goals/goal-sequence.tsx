import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import type { GoalSequence as Sequence } from '@/lib/shared/contracts/goal';
import { formatCount } from '@/lib/shared/format/quantity';

const ORDER_WORDS = {
  'worst-first': 'Worst years first',
  even: 'The same every year',
  'best-first': 'Best years first',
} as const;

/** The same yearly returns in three orders: what their order alone does to money that is being spent. */
export function GoalSequence({ sequence }: { readonly sequence: readonly Sequence[] }) {
  return (
    <DataTable
      caption="The same yearly returns in three orders, from the middle path’s money on the first day"
      columns={[
        { id: 'order', header: 'Order' },
        { id: 'start', header: 'At the start', kind: 'number' },
        { id: 'middle', header: 'Halfway', kind: 'number' },
        { id: 'end', header: 'At the end', kind: 'number' },
        { id: 'lasted', header: 'The income lasts' },
      ]}
      rows={sequence.map(({ order, wealth, lastedYears }) => ({
        id: order,
        cells: {
          order: ORDER_WORDS[order],
          start: <MoneyText amount={wealth[0] ?? null} decimals={0} />,
          middle: <MoneyText amount={wealth[Math.floor((wealth.length - 1) / 2)] ?? null} decimals={0} />,
          end: <MoneyText amount={wealth.at(-1) ?? null} decimals={0} />,
          lasted: lastedYears === null ? 'to the end' : formatCount(lastedYears, 'full year'),
        },
      }))}
    />
  );
}
