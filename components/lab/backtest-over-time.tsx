import type { ReactNode } from 'react';
import { MonthHeatmap } from '@/components/charts/month-heatmap';
import { RollingChart } from '@/components/charts/rolling-chart';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { DateText } from '@/components/ui/figures';
import type {
  BacktestDetail,
  BacktestDrawdown,
  BacktestResult,
  BacktestRolling,
} from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { monthsTakeaway, ownRun } from './backtest-reading';

export interface BacktestOverTimeProps {
  readonly result: BacktestResult;
  readonly detail: BacktestDetail;
  readonly source: ReactNode;
}

/** How the plan's line behaved from month to month and from year to year. */
export function BacktestOverTime({ result, detail, source }: BacktestOverTimeProps) {
  const own = ownRun(result);
  if (own === undefined) return null;
  return (
    <>
      <Section title="Month by month">
        <MonthHeatmap
          takeaway={monthsTakeaway(own.monthReturns)}
          title="Return of each calendar month of your plan after costs, per cent"
          months={result.months}
          returns={own.monthReturns}
          source={source}
        />
      </Section>
      {detail.rolling === null ? (
        <Section
          title="Over a moving year"
          lead="The window is too short for it: a moving year needs more than one."
          isDense
        >
          {source}
        </Section>
      ) : (
        <Section
          title="Over a moving year"
          lead={`Each point looks back over ${detail.rolling.windowDays} market days.`}
        >
          <Rolling rolling={detail.rolling} ownName={own.name} source={source} />
        </Section>
      )}
      <Section
        title="The deepest falls"
        lead="From a high to the lowest point and back to the same value, in calendar days."
        isDense
      >
        <DrawdownTable drawdowns={detail.drawdowns} />
        {source}
      </Section>
    </>
  );
}

interface RollingProps {
  readonly rolling: BacktestRolling;
  readonly ownName: string;
  readonly source: ReactNode;
}

function Rolling({ rolling, ownName, source }: RollingProps) {
  const { dates, against } = rolling;
  const pair = ({ own, yardstick }: BacktestRolling['sharpe']) => [
    { id: 'own', label: ownName, values: own, isOwn: true },
    { id: 'yardstick', label: against, values: yardstick },
  ];
  return (
    <>
      <RollingChart
        takeaway="How rough the ride was."
        title="Volatility of the past year, per cent"
        dates={dates}
        lines={pair(rolling.volatility)}
        unit="percent"
        source={source}
      />
      <RollingChart
        takeaway="Return above cash for each point of volatility: it comes and goes, so one figure for the whole window says less than it seems."
        title="Sharpe ratio of the past year"
        dates={dates}
        lines={pair(rolling.sharpe)}
        unit="number"
        source={source}
      />
      <RollingChart
        takeaway={`How much your plan moved when ${against.toLowerCase()} moved by one.`}
        title={`Beta of the past year against ${against.toLowerCase()}`}
        dates={dates}
        lines={[{ id: 'own', label: ownName, values: rolling.beta, isOwn: true }]}
        unit="number"
        source={source}
      />
    </>
  );
}

function DrawdownTable({ drawdowns }: { readonly drawdowns: readonly BacktestDrawdown[] }) {
  return (
    <DataTable
      caption="The deepest falls of your plan"
      isCaptionHidden
      emptyText="It never stood below an earlier high."
      columns={[
        { id: 'peak', header: 'High' },
        { id: 'trough', header: 'Lowest' },
        { id: 'recovery', header: 'Back' },
        { id: 'depth', header: 'Depth', kind: 'number' },
        { id: 'down', header: 'Way down', kind: 'number' },
        { id: 'up', header: 'Way back', kind: 'number' },
      ]}
      rows={drawdowns.map(({ peakDay, troughDay, recoveryDay, depth, daysToTrough, daysToRecovery }) => ({
        id: peakDay,
        cells: {
          peak: <DateText day={peakDay} />,
          trough: <DateText day={troughDay} />,
          recovery: recoveryDay === null ? 'not yet' : <DateText day={recoveryDay} />,
          depth: formatPercent(depth),
          down: formatCount(daysToTrough, 'day'),
          up: daysToRecovery === null ? '–' : formatCount(daysToRecovery, 'day'),
        },
      }))}
    />
  );
}
