import type { Metadata } from 'next';
import { JobProgress } from '@/components/jobs/job-progress';
import { SearchHeader } from '@/components/lab/search/search-header';
import { SearchReport } from '@/components/lab/search/search-report';
import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { getSearch } from '@/lib/server/services/search/get-search';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
import type { SearchView } from '@/lib/shared/contracts/search';
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
        <Unfinished view={view} />
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

function Unfinished({ view: { status, jobId, failure } }: { readonly view: SearchView }) {
  const again = (
    <ButtonLink href={ROUTES.labSearch} variant="secondary">
      Set up another search
    </ButtonLink>
  );
  if (status === 'queued' || status === 'running') return <JobProgress jobId={jobId} title="Search" retry={again} />;
  return (
    <Notice tone={status === 'failed' ? 'danger' : 'info'} action={again}>
      {failure ?? 'Nothing was kept of it.'}
    </Notice>
  );
}
