import type { Metadata } from 'next';
import { BacktestForm } from '@/components/lab/backtest-form';
import { BacktestList } from '@/components/lab/backtest-list';
import { planChoices } from '@/components/lab/plan-choices';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { listBacktests } from '@/lib/server/services/backtest/list-backtests';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { ROUTES } from '@/lib/shared/routes';
import { startBacktestAction } from '../actions';

export const metadata: Metadata = { title: 'Backtest' };

export default async function BacktestPage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labBacktest);
  const backtests = await loadForPage(listBacktests, {}, ROUTES.labBacktest);
  const { recommendation } = plan;
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Backtest"
        answer="See how your own plan would have fared on past prices, before you trust it."
        lead={
          <>
            Each past decision uses only what was known on its day (<Term id="walk-forward">walk-forward</Term>). The
            result is hypothetical and says little about the future.
          </>
        }
        source={
          recommendation === null ? undefined : (
            <SourceNote source={recommendation.answer.source.label} asOf={recommendation.answer.source.lastDay} />
          )
        }
      />
      {recommendation === null ? (
        <EmptyState
          title="A test needs a plan to replay."
          action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
        />
      ) : (
        <Section title="A new test">
          <BacktestForm
            plans={planChoices(plan)}
            firstDay={recommendation.answer.source.firstDay}
            lastDay={recommendation.answer.source.lastDay}
            startAmount={plan.profile?.amount ?? recommendation.answer.money}
            action={startBacktestAction}
          />
        </Section>
      )}
      <Section title="Saved tests" isDense>
        <BacktestList backtests={backtests} />
      </Section>
    </Page>
  );
}
