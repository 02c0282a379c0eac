import type { Metadata } from 'next';
import { BacktestHeader } from '@/components/lab/backtest-header';
import { BacktestReport } from '@/components/lab/backtest-report';
import { pageOfQuery, partOfQuery } from '@/components/lab/backtest-parts';
import { TRADES_PER_PAGE } from '@/components/lab/backtest-trades';
import { UnfinishedRun } from '@/components/lab/unfinished-run';
import { Page } from '@/components/layout/page';
import { loadForPage } from '@/lib/server/http/in/page';
import { getBacktest } from '@/lib/server/services/backtest/get-backtest';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
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
        <UnfinishedRun view={view} title="Backtest" againHref={ROUTES.labBacktest} againLabel="Set up another test" />
      </Page>
    );
  }
  const { answer } = await loadForPage(getRecommendation, { recommendationId }, backtestPath(id));
  return (
    <Page>
      <BacktestHeader view={view} pricesNote={<TextLink href={priceSetPath(view.priceSetId)}>Prices used</TextLink>} />
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
