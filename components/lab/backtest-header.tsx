import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { CopyAddress } from '@/components/ui/copy-address';
import { DateText, FigureRow, MoneyText, PercentText, StatFigure } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import { Term } from '@/components/ui/tooltip';
import type { BacktestResult, BacktestView } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import { backtestAnswer, isAnnualised, ownRun } from './backtest-reading';

export interface BacktestHeaderProps {
  readonly view: BacktestView;
  /** Names the exact prices: first letters of their hash. */
  readonly engineNote?: ReactNode | undefined;
}

const CRUMBS = [{ label: 'Backtest', href: ROUTES.labBacktest }, { label: 'Result' }];

const WAITING: Readonly<Record<BacktestView['status'], string>> = {
  queued: 'Your test waits for its turn.',
  running: 'Your test is being worked out, one past day after the other.',
  done: 'Your test is done.',
  failed: 'This test could not be finished.',
  cancelled: 'You stopped this test.',
};

export function BacktestHeader({ view, engineNote }: BacktestHeaderProps) {
  const { result } = view;
  if (result === null) return <PageHeader breadcrumb={CRUMBS} answer={WAITING[view.status]} />;
  return (
    <PageHeader
      breadcrumb={CRUMBS}
      answer={backtestAnswer(result)}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone="attention">Hypothetical</Badge>
          {result.source.isSimulated && <SimulatedBadge />}
          <span>
            <DateText day={result.firstDay} /> to <DateText day={result.lastDay} />,{' '}
            {formatCount(result.dayCount, 'market day')}
          </span>
        </span>
      }
      figures={<Figures result={result} />}
      source={
        <SourceNote
          source={result.source.label}
          asOf={result.source.lastDay}
          method={{ label: 'Method', href: ROUTES.method }}
          extra={engineNote}
        />
      }
      actions={<CopyAddress />}
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
