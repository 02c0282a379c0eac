import type { Metadata } from 'next';
import { planChoices } from '@/components/lab/plan-choices';
import { SearchForm } from '@/components/lab/search/search-form';
import { SearchList } from '@/components/lab/search/search-list';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { listSearches } from '@/lib/server/services/search/list-searches';
import { ROUTES } from '@/lib/shared/routes';
import { startSearchAction } from '../actions';

export const metadata: Metadata = { title: 'Search' };

export default async function SearchPage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labSearch);
  const searches = await loadForPage(listSearches, {}, ROUTES.labSearch);
  const { recommendation, profile } = plan;
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Search"
        answer="Try many settings of your plan at once, and learn how much of the best one is luck."
        lead="Whoever tries a thousand settings finds a good-looking one. Here every try counts against the winner, and part of the past stays untouched to judge it."
        source={
          recommendation === null ? undefined : (
            <SourceNote source={recommendation.answer.source.label} asOf={recommendation.answer.source.lastDay} />
          )
        }
      />
      {recommendation === null ? (
        <EmptyState
          title="A search needs a plan: its instruments and its limits hold for every try."
          action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
        />
      ) : (
        <Section title="A new search">
          <SearchForm
            plans={planChoices(plan)}
            firstDay={recommendation.answer.source.firstDay}
            lastDay={recommendation.answer.source.lastDay}
            startAmount={profile?.amount ?? recommendation.answer.money}
            action={startSearchAction}
          />
        </Section>
      )}
      <Section title="Saved searches" isDense>
        <SearchList searches={searches} />
      </Section>
    </Page>
  );
}
