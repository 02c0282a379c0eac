import { PageHeader } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { FigureRow, InstantText, MoneyText, StatFigure } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import type { RebalanceView } from '@/lib/shared/contracts/rebalance';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import { isRunning, orderCounts, tradedValue } from './rebalance-outcome';

export function RebalanceHeader({ view }: { readonly view: RebalanceView }) {
  const counts = orderCounts(view.orders);
  return (
    <PageHeader
      breadcrumb={[{ label: 'Rebalance', href: `${ROUTES.rebalance}?account=${view.accountId}` }, { label: 'Orders' }]}
      answer={answerOf(view)}
      lead={view.status === 'cancelled' ? undefined : (view.statusReason ?? undefined)}
      figures={
        <FigureRow>
          <StatFigure label="Filled" value={`${counts.filled} of ${counts.all}`} note="orders" />
          <StatFigure label="Traded" value={<MoneyText amount={tradedValue(view.orders)} />} note="bought and sold" />
          <StatFigure
            label="Cost paid"
            value={<MoneyText amount={view.cost.amount} />}
            note={
              <>
                estimated <MoneyText amount={view.plan.estimatedCost.amount} />
              </>
            }
          />
          <StatFigure
            label={view.finishedAt === null ? 'Placed' : 'Finished'}
            value={
              <span className="text-body">
                <InstantText instant={view.finishedAt ?? view.createdAt} className="whitespace-normal" />
              </span>
            }
          />
        </FigureRow>
      }
      source={<SourceNote source={view.plan.source.label} asOf={view.plan.asOfDate} />}
      actions={
        isRunning(view) ? undefined : (
          <ButtonLink href={`${ROUTES.portfolio}?account=${view.accountId}`}>See your holdings</ButtonLink>
        )
      }
    />
  );
}

function answerOf(view: RebalanceView): string {
  const { all, filled } = orderCounts(view.orders);
  switch (view.status) {
    case 'confirmed':
      return `${formatCount(all, 'order')} are placed and about to go out.`;
    case 'selling':
    case 'buying':
      return `Your orders are being filled: ${filled} of ${all} so far.`;
    case 'done':
      return filled === all
        ? `Done: ${all === 1 ? 'the order is' : `all ${all} orders are`} filled.`
        : `Finished, with ${formatCount(all - filled, 'order')} not filled as planned.`;
    case 'failed':
      return 'This rebalance could not be finished; what had filled is in your holdings.';
    case 'cancelled':
      return filled === 0
        ? 'You stopped this rebalance before anything was filled.'
        : 'You stopped this rebalance; what had filled is in your holdings.';
  }
}
