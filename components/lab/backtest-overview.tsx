import type { ReactNode } from 'react';
import { AnnualReturnBars } from '@/components/charts/annual-return-bars';
import { GrowthChart } from '@/components/charts/growth-chart';
import { UnderwaterChart } from '@/components/charts/underwater-chart';
import { Section } from '@/components/layout/page';
import { DownloadLink } from '@/components/ui/download-link';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { DOWNLOADS } from '@/lib/shared/routes';
import { ownRun, yearReturns, yearsTakeaway } from './backtest-reading';
import { BacktestTable } from './backtest-table';
import { RunDownloads } from './run-downloads';

export interface BacktestOverviewProps {
  readonly backtestId: string;
  readonly result: BacktestResult;
  readonly source: ReactNode;
}

/** Growth, falls, years and the table. */
export function BacktestOverview({ backtestId, result, source }: BacktestOverviewProps) {
  const own = ownRun(result);
  const years = yearReturns(result);
  const equal = result.runs.find(({ id }) => id === 'equal-weight');
  return (
    <>
      <Section title="What the money would have become">
        <GrowthChart
          takeaway="Each line starts with the same money and pays its own costs."
          title="Value of the start money, US dollars, after costs"
          dates={result.dates}
          series={result.runs.map(({ id, name, values }) => ({
            id,
            label: name,
            values,
            isOwn: id === 'recommendation',
          }))}
          source={source}
        />
      </Section>
      <Section title="How far it would have fallen">
        <UnderwaterChart
          takeaway={
            own === undefined || own.metrics.maxDrawdown === null
              ? 'The distance below the highest value so far.'
              : `At its worst your plan would have stood ${formatPercent(Math.abs(own.metrics.maxDrawdown))} below an earlier high.`
          }
          title="Distance below the highest value so far, per cent"
          dates={result.dates}
          series={result.runs.map(({ id, name, drawdowns }) => ({
            id,
            label: name,
            drawdowns,
            isOwn: id === 'recommendation',
          }))}
          source={source}
        />
      </Section>
      {years.some(({ isPartial }) => !isPartial) && (
        <Section title="Year by year">
          <AnnualReturnBars
            takeaway={yearsTakeaway(years, equal?.name)}
            title="Return of each calendar year after costs, per cent"
            ownLabel={own?.name ?? 'Your plan'}
            yardstickLabel={equal?.name}
            years={years.map(({ year, returns, isPartial }) => ({
              year,
              own: returns.get('recommendation') ?? 0,
              yardstick: returns.get('equal-weight') ?? null,
              isPartial,
            }))}
            source={source}
          />
        </Section>
      )}
      <Section
        title="All figures"
        lead="After costs, on every day of the window; the charts show at most a thousand of them."
        actions={
          <>
            <DownloadLink href={DOWNLOADS.backtestReport(backtestId, 'pdf')}>Report as PDF</DownloadLink>
            <a
              href={DOWNLOADS.backtestReport(backtestId, 'html')}
              className="link inline-flex h-10 items-center text-small sm:h-8"
            >
              Report to read and print
            </a>
            <RunDownloads addressOf={(format) => DOWNLOADS.backtest(backtestId, format)} />
          </>
        }
        isDense
      >
        <BacktestTable result={result} />
        {source}
      </Section>
    </>
  );
}
