import type { Metadata } from 'next';
import { runFormPlan } from '@/components/lab/run-form-plan';
import { RunIndex } from '@/components/lab/run-index';
import { SearchForm } from '@/components/lab/search/search-form';
import { SearchList } from '@/components/lab/search/search-list';
import { loadForPage } from '@/lib/server/http/in/page';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { listSearches } from '@/lib/server/services/search/list-searches';
import { ROUTES } from '@/lib/shared/routes';
import { startSearchAction } from '../actions';

export const metadata: Metadata = { title: 'Search' };

export default async function SearchPage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labSearch);
  const searches = await loadForPage(listSearches, {}, ROUTES.labSearch);
  const form = runFormPlan(plan);
  return (
    <RunIndex
      plan={plan}
      eyebrow="Lab · Search"
      answer="Try many settings of your plan at once, and learn how much of the best one is luck."
      lead="Whoever tries a thousand settings finds a good-looking one. Here every try counts against the winner, and part of the past stays untouched to judge it."
      needsPlanText="A search needs a plan: its instruments and its limits hold for every try."
      newTitle="A new search"
      form={form !== undefined && <SearchForm {...form} action={startSearchAction} />}
      savedTitle="Saved searches"
      list={<SearchList searches={searches} />}
    />
  );
}
