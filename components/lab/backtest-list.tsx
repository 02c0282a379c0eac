import { MoneyText } from '@/components/ui/figures';
import type { BacktestListItem } from '@/lib/shared/contracts/backtest';
import { backtestPath } from '@/lib/shared/routes';
import { CALENDAR_WORDS } from './backtest-words';
import { RunList } from './run-list';

export function BacktestList({ backtests }: { readonly backtests: readonly BacktestListItem[] }) {
  return (
    <RunList
      caption="Saved tests"
      emptyText="None yet. Each test you run is kept here with its settings and its prices."
      runs={backtests}
      pathOf={backtestPath}
      columns={[
        { id: 'window', header: 'Window' },
        { id: 'calendar', header: 'Trades back' },
        { id: 'money', header: 'Start money', kind: 'number' },
      ]}
      cellsOf={(request) => ({
        calendar: <span className="whitespace-nowrap">{CALENDAR_WORDS[request.calendar]}</span>,
        money: <MoneyText amount={request.startAmount} decimals={0} />,
      })}
    />
  );
}
