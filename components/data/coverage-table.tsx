import { ASSET_CLASSES } from '@/components/charts/asset-classes';
import { DataTable } from '@/components/ui/data-table';
import { DateText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { PriceSetDetail } from '@/lib/shared/contracts/price-set';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';

/** For each instrument how many days are seen, carried and missing, and where it stands. */
export function CoverageTable({ set }: { readonly set: PriceSetDetail }) {
  const instruments = new Map(set.instruments.map((instrument) => [instrument.symbol, instrument]));
  const count = (days: number): string => formatNumber(days, { decimals: 0 });
  return (
    <DataTable
      caption="Instruments"
      isCaptionHidden
      maxHeightClass="max-h-[36rem]"
      columns={[
        { id: 'symbol', header: 'Instrument' },
        { id: 'class', header: 'Asset class' },
        { id: 'close', header: 'Last price', kind: 'number' },
        { id: 'range', header: 'From, to' },
        {
          id: 'observed',
          header: <Term definition="Days with a price of their own.">Seen</Term>,
          kind: 'number',
        },
        {
          id: 'carried',
          header: <Term definition="Days without trading, such as holidays: the last price stands.">Carried</Term>,
          kind: 'number',
        },
        {
          id: 'missing',
          header: (
            <Term definition="Gaps too long to carry a price over, between the first and the last day.">Missing</Term>
          ),
          kind: 'number',
        },
      ]}
      rows={set.coverage.map(({ symbol, firstDay, lastDay, observedDays, carriedDays, missingDays, lastClose }) => {
        const instrument = instruments.get(symbol);
        const isIndex = instrument?.isInvestable === false;
        return {
          id: symbol,
          cells: {
            symbol: (
              <span className="flex w-32 flex-col sm:w-56">
                <span className="font-strong">{symbol}</span>
                <span className="text-muted">{instrument?.name}</span>
              </span>
            ),
            class: isIndex ? 'Index, cannot be held' : ASSET_CLASSES[instrument?.assetClass ?? 'equity'].label,
            close: isIndex ? formatNumber(lastClose) : formatMoney(lastClose, 'USD'),
            range:
              firstDay === null || lastDay === null ? (
                'no prices'
              ) : (
                <span className="whitespace-nowrap">
                  <DateText day={firstDay} /> to <DateText day={lastDay} />
                </span>
              ),
            observed: count(observedDays),
            carried: count(carriedDays),
            missing: missingDays === 0 ? '0' : <span className="font-strong text-warning">{count(missingDays)}</span>,
          },
        };
      })}
    />
  );
}
