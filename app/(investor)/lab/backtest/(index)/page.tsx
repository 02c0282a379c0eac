import type { Metadata } from 'next';
import { BacktestForm } from '@/components/lab/backtest-form';
import { BacktestList } from '@/components/lab/backtest-list';
import { runFormPlan } from '@/components/lab/run-form-plan';
import { RunIndex } from '@/components/lab/run-index';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { listBacktests } from '@/lib/server/services/backtest/list-backtests';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { ROUTES } from '@/lib/shared/routes';
import { startBacktestAction } from '../actions';

export const metadata: Metadata = { title: 'Backtest' };

export default async function BacktestPage() {
  const plan = await loadForPage(getPlan, {}, ROUTES.labBacktest);
  const backtests = await loadForPage(listBacktests, {}, ROUTES.labBacktest);
  const form = runFormPlan(plan);
  return (
    <RunIndex
      plan={plan}
      eyebrow="Lab · Backtest"
      answer="See how your own plan would have fared on past prices, before you trust it."
      lead={
        <>
          Each past decision uses only what was known on its day (<Term id="walk-forward">walk-forward</Term>). The
          result is hypothetical and says little about the future.
        </>
      }
      needsPlanText="A test needs a plan to replay."
      newTitle="A new test"
      form={form !== undefined && <BacktestForm {...form} action={startBacktestAction} />}
      savedTitle="Saved tests"
      list={<BacktestList backtests={backtests} />}
    />
  );
}
