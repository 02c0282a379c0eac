import type { ReactNode } from 'react';
import { MonthHeatmap } from '@/components/charts/month-heatmap';
import { Section } from '@/components/layout/page';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { monthsTakeaway, ownRun } from './backtest-reading';

export interface BacktestOverTimeProps {
  readonly result: BacktestResult;
  readonly source: ReactNode;
}

/** How the plan's line behaved from month to month. */
export function BacktestOverTime({ result, source }: BacktestOverTimeProps) {
  const own = ownRun(result);
  if (own === undefined) return null;
  return (
    <Section title="Month by month">
      <MonthHeatmap
        takeaway={monthsTakeaway(own.monthReturns)}
        title="Return of each calendar month of your plan after costs, per cent"
        months={result.months}
        returns={own.monthReturns}
        source={source}
      />
    </Section>
  );
}
