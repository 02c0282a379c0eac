import type { Metadata } from 'next';
import { Page, Section } from '@/components/layout/page';
import { FilledOrders, FillList, PlanDifferences } from '@/components/rebalance/filled-orders';
import { LiveRebalance } from '@/components/rebalance/live-rebalance';
import { RebalanceHeader } from '@/components/rebalance/rebalance-header';
import { isRunning } from '@/components/rebalance/rebalance-outcome';
import { loadForPage } from '@/lib/server/http/in/page';
import { getRebalance } from '@/lib/server/services/rebalance/get-rebalance';
import { rebalancePath } from '@/lib/shared/routes';
import { cancelRebalanceAction } from '../actions';

export const metadata: Metadata = { title: 'Orders' };

export default async function RebalanceOrdersPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const view = await loadForPage(getRebalance, { rebalanceId: id }, rebalancePath(id));
  return (
    <Page>
      <RebalanceHeader view={view} />
      {isRunning(view) && <LiveRebalance rebalance={view} cancelAction={cancelRebalanceAction} />}
      <Section title="Orders" isDense>
        <FilledOrders view={view} />
        <FillList orders={view.orders} />
      </Section>
      {!isRunning(view) && (
        <Section title="What differs from what was shown" isDense>
          <PlanDifferences view={view} />
        </Section>
      )}
    </Page>
  );
}
