import { DataTable, type TableColumn } from '@/components/ui/data-table';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { isAnnualised } from './backtest-reading';

const ALWAYS: readonly TableColumn[] = [
  { id: 'name', header: 'Line' },
  { id: 'end', header: 'End value', kind: 'number' },
  { id: 'total', header: 'Whole return', kind: 'number' },
];

const PER_YEAR: readonly TableColumn[] = [
  {
    id: 'annual',
    header: <Term definition="The steady yearly return that gives the same end value.">Return a year</Term>,
    kind: 'number',
  },
  { id: 'volatility', header: <Term id="volatility">Volatility</Term>, kind: 'number' },
  { id: 'sharpe', header: <Term id="sharpe">Sharpe ratio</Term>, kind: 'number' },
];

const RISK_AND_TRADES: readonly TableColumn[] = [
  { id: 'drawdown', header: <Term id="maximum-drawdown">Deepest fall</Term>, kind: 'number' },
  {
    id: 'worst',
    header: <Term definition="The lowest return of a full calendar year inside the window.">Worst year</Term>,
    kind: 'number',
  },
  { id: 'turnover', header: <Term id="turnover">Turnover a year</Term>, kind: 'number' },
  { id: 'costs', header: 'Costs', kind: 'number' },
  { id: 'trades', header: 'Trades', kind: 'number' },
];

/** Every line with the same figures, after costs; figures per year only where a year has passed. */
export function BacktestTable({ result }: { readonly result: BacktestResult }) {
  const hasYear = isAnnualised(result);
  return (
    <DataTable
      caption="Lines of this test"
      isCaptionHidden
      columns={[...ALWAYS, ...(hasYear ? PER_YEAR : []), ...RISK_AND_TRADES]}
      rows={result.runs.map((run) => ({ id: run.id, cells: cellsOf(run) }))}
    />
  );
}

const cellsOf = ({ id, name, endValue, costs, tradeCount, turnoverAnnual, metrics }: BacktestRunView) => ({
  name: <span className={id === 'recommendation' ? 'font-strong text-accent' : undefined}>{name}</span>,
  end: <MoneyText amount={endValue.amount} decimals={0} />,
  total: <PercentText value={metrics.totalReturn} tone="change" />,
  annual: <PercentText value={metrics.annualReturn} tone="change" />,
  volatility: formatPercent(metrics.annualVolatility),
  sharpe: formatNumber(metrics.sharpe),
  drawdown: formatPercent(metrics.maxDrawdown === null ? null : -Math.abs(metrics.maxDrawdown)),
  worst: <PercentText value={metrics.worstYear} tone="change" />,
  turnover: formatPercent(turnoverAnnual),
  costs: <MoneyText amount={costs.amount} decimals={0} />,
  trades: tradeCount,
});
