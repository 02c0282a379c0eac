import { DataTable } from '@/components/ui/data-table';
import { PercentText } from '@/components/ui/figures';
import type { SearchResult } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { rankedTrials } from './search-reading';
import { DIMENSION_WORDS, valueWords } from './search-words';

/** Enough to see how alike the best are; the CSV has them all. */
const SHOWN = 12;

/** The best tries where they were chosen, each with what it did. */
export function SearchTable({ result }: { readonly result: SearchResult }) {
  const { dimensions, best } = result;
  return (
    <DataTable
      caption="The best tries where they were chosen"
      isCaptionHidden
      columns={[
        { id: 'number', header: 'Try' },
        { id: 'sharpe', header: 'Sharpe', kind: 'number' },
        ...dimensions.map(({ id }) => ({ id, header: DIMENSION_WORDS[id].name })),
        { id: 'return', header: 'Return a year', kind: 'number' },
        { id: 'volatility', header: 'Volatility', kind: 'number' },
        { id: 'fall', header: 'Deepest fall', kind: 'number' },
        { id: 'turnover', header: 'Turnover', kind: 'number' },
        { id: 'cost', header: 'Costs', kind: 'number' },
      ]}
      rows={rankedTrials(result)
        .slice(0, SHOWN)
        .map(({ number, choice, figures }) => ({
          id: String(number),
          isMuted: figures === null,
          cells: {
            number: number === best + 1 ? <span className="font-strong text-accent">{number}, chosen</span> : number,
            ...Object.fromEntries(
              dimensions.map(({ id, values }, d) => [id, valueWords(id, values[choice[d] ?? -1] ?? '')]),
            ),
            sharpe: formatNumber(figures?.sharpe ?? null),
            return: <PercentText value={figures?.annualReturn ?? null} tone="change" />,
            volatility: formatPercent(figures?.annualVolatility ?? null),
            fall: formatPercent(figures?.maxDrawdown ?? null),
            turnover: formatPercent(figures?.turnoverAnnual ?? null),
            cost: formatPercent(figures?.cost ?? null),
          },
        }))}
    />
  );
}
