import { StatusBadge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { InstantText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import { combinationsOf, SEARCH_DIMENSION_IDS, type SearchListItem } from '@/lib/shared/contracts/search';
import { formatCount } from '@/lib/shared/format/quantity';
import { searchPath } from '@/lib/shared/routes';
import { windowWords } from '../backtest-words';
import { DIMENSION_WORDS } from './search-words';

/** Saved searches; each keeps its prices and its settings, so it reads the same later. */
export function SearchList({ searches }: { readonly searches: readonly SearchListItem[] }) {
  return (
    <DataTable
      caption="Saved searches"
      isCaptionHidden
      emptyText="None yet. Each search you run is kept here with its settings and its prices."
      columns={[
        { id: 'when', header: 'Started' },
        { id: 'status', header: 'Status' },
        { id: 'varied', header: 'Varied', kind: 'sentence' },
        { id: 'window', header: 'Window' },
        { id: 'tries', header: 'Tries', kind: 'number' },
      ]}
      rows={searches.map(({ id, createdAt, status, request }) => ({
        id,
        cells: {
          when: (
            <TextLink href={searchPath(id)} variant="quiet">
              <InstantText instant={createdAt} />
            </TextLink>
          ),
          status: <StatusBadge status={status} />,
          varied: SEARCH_DIMENSION_IDS.filter((name) => (request.varied[name]?.length ?? 0) > 1)
            .map((name) => DIMENSION_WORDS[name].name)
            .join(', '),
          window: <span className="whitespace-nowrap">{windowWords(request)}</span>,
          tries: formatCount(Math.min(request.trialsMax, combinationsOf(request.varied)), 'try', 'tries'),
        },
      }))}
    />
  );
}
