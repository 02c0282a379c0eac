import { DataTable, type TableColumn } from '@/components/ui/data-table';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { isAnnualised } from './backtest-reading';

const ALWAYS: readonly TableColumn[] = [
  { id: 'name', header: 'Line' },
  {
    id: 'end',
    header: <Term definition="Below it the return over the whole window.">End value</Term>,
    kind: 'number',
  },
];

const PER_YEAR: readonly TableColumn[] = [
  {
    id: 'annual',
    header: <Term definition="The steady yearly return that gives the same end value.">Return a year</Term>,
    kind: 'number',
  },
  { id: 'volatility', header: <Term id="volatility">Volatility</Term>, kind: 'number' },
  { id: 'sharpe', header: <Term id="sharpe">Sharpe</Term>, kind: 'number' },
  { id: 'turnover', header: <Term id="turnover">Turnover</Term>, kind: 'number' },
];

const RISK_AND_COST: readonly TableColumn[] = [
  { id: 'drawdown', header: <Term id="maximum-drawdown">Deepest fall</Term>, kind: 'number' },
  {
    id: 'worst',
    header: <Term definition="The lowest return of a full calendar year inside the window.">Worst year</Term>,
    kind: 'number',
  },
  { id: 'costs', header: 'Costs', kind: 'number' },
];

/** Every line with the same figures, after costs; figures per year only where a year has passed. */
export function BacktestTable({ result }: { readonly result: BacktestResult }) {
  const hasYear = isAnnualised(result);
  return (
    <DataTable
      caption="Lines of this test"
      isCaptionHidden
      columns={[...ALWAYS, ...(hasYear ? PER_YEAR : []), ...RISK_AND_COST]}
      rows={result.runs.map((run) => ({ id: run.id, cells: cellsOf(run) }))}
    />
  );
}

const cellsOf = ({ id, name, endValue, costs, tradeCount, turnoverAnnual, metrics }: BacktestRunView) => ({
  name: (
    <span className={`block w-28 sm:w-32 ${id === 'recommendation' ? 'font-strong text-accent' : ''}`}>{name}</span>
  ),
  end: (
    <span className="flex flex-col items-end">
      <MoneyText amount={endValue.amount} decimals={0} />
      <PercentText value={metrics.totalReturn} tone="change" />
    </span>
  ),
  annual: <PercentText value={metrics.annualReturn} tone="change" />,
  volatility: formatPercent(metrics.annualVolatility),
  sharpe: formatNumber(metrics.sharpe),
  drawdown: formatPercent(metrics.maxDrawdown === null ? null : -Math.abs(metrics.maxDrawdown)),
  worst: <PercentText value={metrics.worstYear} tone="change" />,
  turnover: formatPercent(turnoverAnnual),
  costs: (
    <span className="flex flex-col items-end">
      <MoneyText amount={costs.amount} decimals={0} />
      <span className="text-muted">{formatCount(tradeCount, 'trade')}</span>
    </span>
  ),
});
