import { Section } from '@/components/layout/page';
import { SourceNote } from '@/components/ui/source-note';
import type { OutcomeAction } from '@/components/ui/use-outcome-action';
import type { ConfirmedRebalance, RebalancePreview } from '@/lib/shared/contracts/rebalance';
import { formatPercent } from '@/lib/shared/format/percent';
import { BeforeAfter } from './before-after';
import { ConfirmOrders } from './confirm-orders';
import { OrdersTable, SkippedTable } from './orders-table';
import { RebalanceDisclosure } from './rebalance-disclosure';
import { RebalanceOptionsForm } from './rebalance-options';

export interface PreviewReportProps {
  readonly preview: RebalancePreview;
  readonly confirmAction: OutcomeAction<ConfirmedRebalance>;
}

/** Orders, what they change, what is left out, the choices, and the click. */
export function PreviewReport({ preview, confirmAction }: PreviewReportProps) {
  const { orders, skipped, weights, options } = preview;
  const hasOrders = orders.length > 0;
  const hasSales = orders.some(({ side }) => side === 'sell');
  const isChanged = options.cashOnly || options.excludedSymbols.length > 0;
  return (
    <>
      {hasOrders && (
        <Section
          title="The orders"
          lead={hasSales ? 'Sales go out first; what they bring in pays for the purchases.' : undefined}
          isDense
        >
          <RebalanceDisclosure />
          <OrdersTable preview={preview} />
          <ConfirmOrders preview={preview} orderCount={orders.length} action={confirmAction} />
        </Section>
      )}
      {skipped.length > 0 && (
        <Section title="Not traded, and why" lead="A plan followed to the last cent would trade these too." isDense>
          <SkippedTable preview={preview} />
        </Section>
      )}
      {(hasOrders || isChanged) && (
        <Section title="Change the orders" lead="Each choice works the orders out again." isDense>
          <RebalanceOptionsForm
            accountId={preview.accountId}
            options={options}
            instruments={weights.map(({ symbol, name }) => ({ symbol, name }))}
          />
        </Section>
      )}
      {hasOrders && (
        <Section title="Before and after">
          <BeforeAfter
            takeaway={`The share of money in the wrong place goes from ${formatPercent(preview.driftBefore)} to ${formatPercent(preview.driftAfter)}.`}
            title="Weight of each holding, per cent of the portfolio"
            rows={weights}
            source={<SourceNote source={preview.source.label} asOf={preview.asOfDate} />}
          />
        </Section>
      )}
    </>
  );
}
