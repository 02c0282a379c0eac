import type { Metadata } from 'next';
import { JobProgress } from '@/components/jobs/job-progress';
import { BacktestHeader } from '@/components/lab/backtest-header';
import { BacktestReport } from '@/components/lab/backtest-report';
import { pageOfQuery, partOfQuery } from '@/components/lab/backtest-parts';
import { TRADES_PER_PAGE } from '@/components/lab/backtest-trades';
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

interface BacktestResultPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BacktestResultPage({ params, searchParams }: BacktestResultPageProps) {
  const { id } = await params;
  const query = await searchParams;
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
        part={partOfQuery(query)}
        page={pageOfQuery(query, Math.ceil((result.detail?.trades.length ?? 0) / TRADES_PER_PAGE))}
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
