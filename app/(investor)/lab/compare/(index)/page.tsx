import type { Metadata } from 'next';
import { CompareForm } from '@/components/lab/compare/compare-form';
import { CompareList } from '@/components/lab/compare/compare-list';
import { planChoices } from '@/components/lab/plan-choices';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { listComparisons } from '@/lib/server/services/comparison/list-comparisons';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { ROUTES } from '@/lib/shared/routes';
import { startComparisonAction } from '../actions';

export const metadata: Metadata = { title: 'Compare' };

export default async function ComparePage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labCompare);
  const comparisons = await loadForPage(listComparisons, {}, ROUTES.labCompare);
  const { recommendation, profile } = plan;
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Compare"
        answer="Put the rules that could run your money side by side, on the same days and after the same costs."
        lead={
          <>
            Every rule decides only from what was known on the day (<Term id="walk-forward">walk-forward</Term>). What
            looks best on one past is partly luck, so plain rules always stand beside it.
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
          title="A comparison needs a plan: its instruments and its limits hold for every rule."
          action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
        />
      ) : (
        <Section title="A new comparison">
          <CompareForm
            plans={planChoices(plan)}
            symbols={recommendation.answer.instruments.map(({ symbol }) => symbol)}
            firstDay={recommendation.answer.source.firstDay}
            lastDay={recommendation.answer.source.lastDay}
            startAmount={profile?.amount ?? recommendation.answer.money}
            action={startComparisonAction}
          />
        </Section>
      )}
      <Section title="Saved comparisons" isDense>
        <CompareList comparisons={comparisons} />
      </Section>
    </Page>
  );
}
