import type { Metadata } from 'next';
import { SearchHeader } from '@/components/lab/search/search-header';
import { SearchReport } from '@/components/lab/search/search-report';
import { UnfinishedRun } from '@/components/lab/unfinished-run';
import { Page } from '@/components/layout/page';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { getSearch } from '@/lib/server/services/search/get-search';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
import { searchPath, priceSetPath, ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Search result' };

export default async function SearchResultPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const path = searchPath(id);
  const view = await loadForPage(getSearch, { searchId: id }, path);
  const { recommendationId, result, request } = view;
  if (result === null) {
    return (
      <Page>
        <SearchHeader view={view} />
        <UnfinishedRun view={view} title="Search" againHref={ROUTES.labSearch} againLabel="Set up another search" />
      </Page>
    );
  }
  const { answer } = await loadForPage(getRecommendation, { recommendationId }, path);
  return (
    <Page>
      <SearchHeader view={view} pricesNote={<TextLink href={priceSetPath(view.priceSetId)}>Prices used</TextLink>} />
      <SearchReport
        searchId={id}
        result={result}
        request={request}
        symbols={answer.instruments.map(({ symbol }) => symbol)}
      />
    </Page>
  );
}
