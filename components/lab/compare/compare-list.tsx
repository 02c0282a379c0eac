import { StatusBadge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { InstantText, MoneyText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { ComparisonListItem } from '@/lib/shared/contracts/comparison';
import { comparisonPath } from '@/lib/shared/routes';
import { STRATEGY_NAMES } from '@/lib/shared/strategy-names';
import { windowWords } from '../backtest-words';

/** Saved comparisons; each keeps its prices and its settings, so it reads the same later. */
export function CompareList({ comparisons }: { readonly comparisons: readonly ComparisonListItem[] }) {
  return (
    <DataTable
      caption="Saved comparisons"
      isCaptionHidden
      emptyText="None yet. Each comparison you run is kept here with its settings and its prices."
      columns={[
        { id: 'when', header: 'Started' },
        { id: 'status', header: 'Status' },
        { id: 'rules', header: 'Rules', kind: 'sentence' },
        { id: 'window', header: 'Window' },
        { id: 'money', header: 'Start money', kind: 'number' },
      ]}
      rows={comparisons.map(({ id, createdAt, status, request }) => ({
        id,
        cells: {
          when: (
            <TextLink href={comparisonPath(id)} variant="quiet">
              <InstantText instant={createdAt} />
            </TextLink>
          ),
          status: <StatusBadge status={status} />,
          rules: request.strategies.map((strategy) => STRATEGY_NAMES[strategy].name).join(', '),
          window: <span className="whitespace-nowrap">{windowWords(request)}</span>,
          money: <MoneyText amount={request.startAmount} decimals={0} />,
        },
      }))}
    />
  );
}
