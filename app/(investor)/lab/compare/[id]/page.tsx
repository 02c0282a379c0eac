import type { Metadata } from 'next';
import { JobProgress } from '@/components/jobs/job-progress';
import { CompareHeader } from '@/components/lab/compare/compare-header';
import { CompareReport } from '@/components/lab/compare/compare-report';
import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { getComparison } from '@/lib/server/services/comparison/get-comparison';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
import type { ComparisonView } from '@/lib/shared/contracts/comparison';
import { comparisonPath, priceSetPath, ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Comparison' };

export default async function ComparisonPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const path = comparisonPath(id);
  const view = await loadForPage(getComparison, { comparisonId: id }, path);
  const { recommendationId, result, request } = view;
  if (result === null) {
    return (
      <Page>
        <CompareHeader view={view} />
        <Unfinished view={view} />
      </Page>
    );
  }
  const { answer } = await loadForPage(getRecommendation, { recommendationId }, path);
  return (
    <Page>
      <CompareHeader view={view} pricesNote={<TextLink href={priceSetPath(view.priceSetId)}>Prices used</TextLink>} />
      <CompareReport
        comparisonId={id}
        result={result}
        request={request}
        symbols={answer.instruments.map(({ symbol }) => symbol)}
      />
    </Page>
  );
}

function Unfinished({ view: { status, jobId, failure } }: { readonly view: ComparisonView }) {
  const again = (
    <ButtonLink href={ROUTES.labCompare} variant="secondary">
      Set up another comparison
    </ButtonLink>
  );
  if (status === 'queued' || status === 'running')
    return <JobProgress jobId={jobId} title="Comparison" retry={again} />;
  return (
    <Notice tone={status === 'failed' ? 'danger' : 'info'} action={again}>
      {failure ?? 'Nothing was kept of it.'}
    </Notice>
  );
}
