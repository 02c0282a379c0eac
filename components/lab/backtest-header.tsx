import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { FigureRow, MoneyText, PercentText, StatFigure } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { BacktestResult, BacktestView } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import { backtestAnswer, isAnnualised, ownRun } from './backtest-reading';
import { RunHeader } from './run-header';
import { RunWindow } from './run-window';

export interface BacktestHeaderProps {
  readonly view: BacktestView;
  readonly pricesNote?: ReactNode | undefined;
}

const CRUMBS = [{ label: 'Backtest', href: ROUTES.labBacktest }, { label: 'Result' }];

const WAITING: Readonly<Record<BacktestView['status'], string>> = {
  queued: 'Your test waits for its turn.',
  running: 'Your test is being worked out, one past day after the other.',
  done: 'Your test is done.',
  failed: 'This test could not be finished.',
  cancelled: 'You stopped this test.',
};

export function BacktestHeader({ view, pricesNote }: BacktestHeaderProps) {
  const { result } = view;
  if (result === null) return <PageHeader breadcrumb={CRUMBS} answer={WAITING[view.status]} />;
  return (
    <RunHeader
      breadcrumb={CRUMBS}
      answer={backtestAnswer(result)}
      window={<RunWindow firstDay={result.firstDay} lastDay={result.lastDay} dayCount={result.dayCount} />}
      source={result.source}
      figures={<Figures result={result} />}
      pricesNote={pricesNote}
    />
  );
}

function Figures({ result }: { readonly result: BacktestResult }) {
  const own = ownRun(result);
  if (own === undefined) return undefined;
  const { metrics } = own;
  return (
    <FigureRow>
      <StatFigure
        size="large"
        label="End value"
        value={<MoneyText amount={own.endValue.amount} decimals={0} />}
        note={
          <>
            from <MoneyText amount={result.startAmount.amount} decimals={0} />
          </>
        }
      />
      {isAnnualised(result) ? (
        <>
          <StatFigure label="Return a year" value={<PercentText value={metrics.annualReturn} tone="change" />} />
          <StatFigure label={<Term id="volatility">Volatility</Term>} value={formatPercent(metrics.annualVolatility)} />
        </>
      ) : (
        <StatFigure
          label="Whole return"
          value={<PercentText value={metrics.totalReturn} tone="change" />}
          note="under a year, so not scaled up to one"
        />
      )}
      <StatFigure
        label={<Term id="maximum-drawdown">Deepest fall</Term>}
        value={formatPercent(metrics.maxDrawdown === null ? null : -Math.abs(metrics.maxDrawdown))}
      />
      <StatFigure
        label="Costs"
        value={<MoneyText amount={own.costs.amount} decimals={0} />}
        note={formatCount(own.tradeCount, 'trade')}
      />
    </FigureRow>
  );
}
