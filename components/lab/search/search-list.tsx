import { combinationsOf, SEARCH_DIMENSION_IDS, type SearchListItem } from '@/lib/shared/contracts/search';
import { formatCount } from '@/lib/shared/format/quantity';
import { searchPath } from '@/lib/shared/routes';
import { RunList } from '../run-list';
import { DIMENSION_WORDS } from './search-words';

export function SearchList({ searches }: { readonly searches: readonly SearchListItem[] }) {
  return (
    <RunList
      caption="Saved searches"
      emptyText="None yet. Each search you run is kept here with its settings and its prices."
      runs={searches}
      pathOf={searchPath}
      columns={[
        { id: 'varied', header: 'Varied', kind: 'sentence' },
        { id: 'window', header: 'Window' },
        { id: 'tries', header: 'Tries', kind: 'number' },
      ]}
      cellsOf={(request) => ({
        varied: SEARCH_DIMENSION_IDS.filter((name) => (request.varied[name]?.length ?? 0) > 1)
          .map((name) => DIMENSION_WORDS[name].name)
          .join(', '),
        tries: formatCount(Math.min(request.trialsMax, combinationsOf(request.varied)), 'try', 'tries'),
      })}
    />
  );
}
