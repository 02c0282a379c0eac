import { SimulatedBadge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { DateText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { PriceSetView } from '@/lib/shared/contracts/price-set';
import { formatNumber } from '@/lib/shared/format/number';
import { SPACING_WORDS } from '@/lib/shared/messages/en/row-spacing';
import { priceSetPath } from '@/lib/shared/routes';
import { ageWords, SOURCE_WORDS } from './price-words';

export function PriceSetList({ sets }: { readonly sets: readonly PriceSetView[] }) {
  return (
    <DataTable
      caption="Price sets"
      isCaptionHidden
      emptyText="No prices yet. The simulated market appears here once it has been prepared."
      columns={[
        { id: 'name', header: 'Prices' },
        { id: 'source', header: 'Source' },
        { id: 'range', header: 'From, to' },
        { id: 'age', header: 'Last price' },
        { id: 'days', header: 'Rows', kind: 'number' },
        { id: 'instruments', header: 'Instruments', kind: 'number' },
      ]}
      rows={sets.map((set) => ({
        id: set.id,
        cells: {
          name: (
            <span className="block w-36 sm:w-56">
              <TextLink href={priceSetPath(set.id)} variant="quiet" className="font-strong break-words">
                {set.label}
              </TextLink>
            </span>
          ),
          source: set.source.isSimulated ? <SimulatedBadge /> : SOURCE_WORDS[set.source.kind],
          range: (
            <span className="whitespace-nowrap">
              <DateText day={set.firstDay} /> to <DateText day={set.lastDay} />
            </span>
          ),
          age: <span className="whitespace-nowrap">{ageWords(set.ageDays)}</span>,
          days: `${formatNumber(set.dayCount, { decimals: 0 })}${set.spacing === 'daily' ? '' : `, ${SPACING_WORDS[set.spacing]}`}`,
          instruments: set.instruments.length,
        },
      }))}
    />
  );
}
