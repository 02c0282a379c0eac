import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import type { BacktestIntervals, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';

type IntervalId = BacktestIntervals['metrics'][number]['id'];

const NAMES = {
  annualReturn: 'Return a year',
  annualVolatility: <Term id="volatility">Volatility</Term>,
  sharpe: <Term id="sharpe">Sharpe</Term>,
  sortino: 'Sortino',
  calmar: 'Calmar',
  maxDrawdown: <Term id="maximum-drawdown">Deepest fall</Term>,
} as const satisfies Record<IntervalId, unknown>;

const RATIOS: readonly IntervalId[] = ['sharpe', 'sortino', 'calmar'];

const textOf = (id: IntervalId, value: number | null): string =>
  RATIOS.includes(id) ? formatNumber(value) : formatPercent(value);

const rangeOf = (id: IntervalId, ends: { readonly low: number; readonly high: number } | null): string =>
  ends === null ? '–' : `${textOf(id, ends.low)} to ${textOf(id, ends.high)}`;

export interface BacktestIntervalTableProps {
  readonly metrics: BacktestRunView['metrics'];
  readonly intervals: BacktestIntervals;
}

/** Each figure with its interval, and its lead over the yardstick with the interval of that. */
export function BacktestIntervalTable({ metrics, intervals }: BacktestIntervalTableProps) {
  const { against } = intervals;
  return (
    <DataTable
      caption="Figures with their intervals"
      isCaptionHidden
      columns={[
        { id: 'name', header: 'Figure' },
        { id: 'value', header: 'Your plan', kind: 'number' },
        { id: 'interval', header: 'Between', kind: 'number' },
        ...(against === null
          ? []
          : [
              { id: 'lead', header: `Less ${against.toLowerCase()}`, kind: 'number' as const },
              { id: 'leadInterval', header: 'Between', kind: 'number' as const },
            ]),
      ]}
      rows={intervals.metrics.map(({ id, interval, difference }) => ({
        id,
        cells: {
          name: NAMES[id],
          value: textOf(id, metrics[id]),
          interval: rangeOf(id, interval),
          lead: textOf(id, difference?.value ?? null),
          leadInterval: rangeOf(id, difference),
        },
      }))}
    />
  );
}
