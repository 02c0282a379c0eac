import { StatusBadge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { InstantText, MoneyText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { BacktestListItem } from '@/lib/shared/contracts/backtest';
import { backtestPath } from '@/lib/shared/routes';
import { CALENDAR_WORDS, windowWords } from './backtest-words';

/** Saved tests; each keeps its prices and its settings, so it reads the same later. */
export function BacktestList({ backtests }: { readonly backtests: readonly BacktestListItem[] }) {
  return (
    <DataTable
      caption="Saved tests"
      isCaptionHidden
      emptyText="None yet. Each test you run is kept here with its settings and its prices."
      columns={[
        { id: 'when', header: 'Started' },
        { id: 'status', header: 'Status' },
        { id: 'window', header: 'Window' },
        { id: 'calendar', header: 'Trades back' },
        { id: 'money', header: 'Start money', kind: 'number' },
      ]}
      rows={backtests.map(({ id, createdAt, status, request }) => ({
        id,
        cells: {
          when: (
            <TextLink href={backtestPath(id)} variant="quiet">
              <InstantText instant={createdAt} />
            </TextLink>
          ),
          status: <StatusBadge status={status} />,
          window: <span className="whitespace-nowrap">{windowWords(request)}</span>,
          calendar: <span className="whitespace-nowrap">{CALENDAR_WORDS[request.calendar]}</span>,
          money: <MoneyText amount={request.startAmount} decimals={0} />,
        },
      }))}
    />
  );
}
