import type { Metadata } from 'next';
import { CompareHeader } from '@/components/lab/compare/compare-header';
import { CompareReport } from '@/components/lab/compare/compare-report';
import { UnfinishedRun } from '@/components/lab/unfinished-run';
import { Page } from '@/components/layout/page';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { getComparison } from '@/lib/server/services/comparison/get-comparison';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
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
        <UnfinishedRun
          view={view}
          title="Comparison"
          againHref={ROUTES.labCompare}
          againLabel="Set up another comparison"
        />
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
