import { DataTable } from '@/components/ui/data-table';
import { DateText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import type { PriceAge } from './portfolio-state';

export interface PortfolioNoticesProps {
  readonly view: PortfolioView;
  readonly age: PriceAge;
}

/** What limits the reading of the figures: old prices, a broker that does not answer, books that differ. */
export function PortfolioNotices({ view, age }: PortfolioNoticesProps) {
  const { reconciliation } = view;
  return (
    <div className="flex flex-col gap-4 empty:hidden">
      {age.kind === 'fixed' && (
        <Notice title="The prices of this account stand still">
          They come from “{view.source.label}” and end on <DateText day={view.asOfDate} />,{' '}
          {formatCount(age.days, 'day')} ago. Holdings are valued at these last known prices.{' '}
          <TextLink href={ROUTES.dataImport}>Import newer ones</TextLink> and make a plan from them to go on.
        </Notice>
      )}
      {age.kind === 'stale' && (
        <Notice tone="warning" title={`Prices are ${formatCount(age.days, 'day')} old`}>
          The last one is of <DateText day={view.asOfDate} />. Values below use it; nothing is shown as zero because it
          is late.
        </Notice>
      )}
      {reconciliation.status === 'broker-unreachable' && (
        <Notice tone="warning" title="The paper exchange does not answer">
          Holdings are shown as our own books have them and could not be compared just now.
        </Notice>
      )}
      {reconciliation.status === 'break' && (
        <Notice tone="danger" title="Our books and the exchange’s statement differ">
          <p className="pb-3">Do not trade on these figures until this is explained.</p>
          <DataTable
            caption="Differences"
            isCaptionHidden
            columns={[
              { id: 'what', header: 'What' },
              { id: 'ours', header: 'Our books', kind: 'number' },
              { id: 'brokers', header: 'Exchange', kind: 'number' },
            ]}
            rows={reconciliation.differences.map((difference) => ({ id: difference.what, cells: { ...difference } }))}
          />
        </Notice>
      )}
    </div>
  );
}
