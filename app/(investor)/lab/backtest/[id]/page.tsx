import type { Metadata } from 'next';
import { JobProgress } from '@/components/jobs/job-progress';
import { BacktestHeader } from '@/components/lab/backtest-header';
import { BacktestReport } from '@/components/lab/backtest-report';
import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getBacktest } from '@/lib/server/services/backtest/get-backtest';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
import type { BacktestView } from '@/lib/shared/contracts/backtest';
import { backtestPath, priceSetPath, ROUTES } from '@/lib/shared/routes';
import { TextLink } from '@/components/ui/text-link';

export const metadata: Metadata = { title: 'Backtest result' };

export default async function BacktestResultPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const view = await loadForPage(getBacktest, { backtestId: id }, backtestPath(id));
  const { recommendationId, result, request } = view;
  if (result === null) {
    return (
      <Page>
        <BacktestHeader view={view} />
        <Unfinished view={view} />
      </Page>
    );
  }
  const { answer } = await loadForPage(getRecommendation, { recommendationId }, backtestPath(id));
  return (
    <Page>
      <BacktestHeader view={view} engineNote={<TextLink href={priceSetPath(view.priceSetId)}>Prices used</TextLink>} />
      <BacktestReport
        backtestId={id}
        result={result}
        request={request}
        symbols={answer.instruments.map(({ symbol }) => symbol)}
      />
    </Page>
  );
}

function Unfinished({ view }: { readonly view: BacktestView }) {
  const again = (
    <ButtonLink href={ROUTES.labBacktest} variant="secondary">
      Set up another test
    </ButtonLink>
  );
  if (view.status === 'queued' || view.status === 'running') {
    return <JobProgress jobId={view.jobId} title="Backtest" retry={again} />;
  }
  return (
    <Notice tone={view.status === 'failed' ? 'danger' : 'info'} action={again}>
      {view.failure ?? 'Nothing was kept of it.'}
    </Notice>
  );
}
