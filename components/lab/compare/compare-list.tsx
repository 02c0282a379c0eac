import { MoneyText } from '@/components/ui/figures';
import type { ComparisonListItem } from '@/lib/shared/contracts/comparison';
import { comparisonPath } from '@/lib/shared/routes';
import { STRATEGY_NAMES } from '@/lib/shared/strategy-names';
import { RunList } from '../run-list';

export function CompareList({ comparisons }: { readonly comparisons: readonly ComparisonListItem[] }) {
  return (
    <RunList
      caption="Saved comparisons"
      emptyText="None yet. Each comparison you run is kept here with its settings and its prices."
      runs={comparisons}
      pathOf={comparisonPath}
      columns={[
        { id: 'rules', header: 'Rules', kind: 'sentence' },
        { id: 'window', header: 'Window' },
        { id: 'money', header: 'Start money', kind: 'number' },
      ]}
      cellsOf={(request) => ({
        rules: request.strategies.map((strategy) => STRATEGY_NAMES[strategy].name).join(', '),
        money: <MoneyText amount={request.startAmount} decimals={0} />,
      })}
    />
  );
}
