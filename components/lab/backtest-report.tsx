import { AnnualReturnBars } from '@/components/charts/annual-return-bars';
import { GrowthChart } from '@/components/charts/growth-chart';
import { UnderwaterChart } from '@/components/charts/underwater-chart';
import { Section } from '@/components/layout/page';
import { DownloadLink } from '@/components/ui/download-link';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import type { BacktestListItem, BacktestResult } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { DOWNLOADS } from '@/lib/shared/routes';
import { ownRun, yearReturns, yearsTakeaway } from './backtest-reading';
import { BacktestTable } from './backtest-table';
import { CALENDAR_WORDS } from './backtest-words';
import { HypotheticalDisclosure } from './hypothetical-disclosure';

export interface BacktestReportProps {
  readonly backtestId: string;
  readonly result: BacktestResult;
  readonly request: BacktestListItem['request'];
  /** What the plan could choose from. */
  readonly symbols: readonly string[];
}

/** Growth, falls, years and the table, with what must be known beside them. */
export function BacktestReport({ backtestId, result, request, symbols }: BacktestReportProps) {
  const source = (
    <SourceNote source={result.source.label} asOf={result.source.lastDay} extra="hypothetical, after costs" />
  );
  const warnings = result.warnings.filter(isNarrated);
  const own = ownRun(result);
  const years = yearReturns(result);
  const equal = result.runs.find(({ id }) => id === 'equal-weight');
  return (
    <>
      {warnings.length > 0 && (
        <Notice title="What limits this test">
          <ul className="flex flex-col gap-1">
            {warnings.map((warning) => (
              <li key={`${warning.key} ${JSON.stringify(warning.values)}`}>{narrate(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <HypotheticalDisclosure
        method={`At each date the plan was made anew from earlier prices only, then traded at that day's prices with half the buying and selling gap and a commission of ${formatCount(request.commissionBasisPoints, 'basis point')}. ${CALENDAR_WORDS[request.calendar]}.`}
        universe={`${formatCount(symbols.length, 'instrument')}: ${symbols.join(', ')}.`}
      />
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
            <DownloadLink href={DOWNLOADS.backtest(backtestId, 'csv')}>CSV</DownloadLink>
            <DownloadLink href={DOWNLOADS.backtest(backtestId, 'json')}>JSON</DownloadLink>
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
