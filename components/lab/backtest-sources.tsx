import type { ReactNode } from 'react';
import { type ContributionBar, ContributionBars } from '@/components/charts/contribution-bars';
import { ExposureAreas } from '@/components/charts/exposure-areas';
import { ASSET_CLASSES } from '@/components/charts/asset-classes';
import { Section } from '@/components/layout/page';
import { FigureRow, MoneyText, StatFigure } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { BacktestContribution, BacktestDetail, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { BacktestIntervalTable } from './backtest-interval-table';
import { shareOfReturn } from './backtest-reading';

export interface BacktestSourcesProps {
  readonly own: BacktestRunView;
  readonly detail: BacktestDetail;
  readonly source: ReactNode;
}

/** What the plan's line held, where its gain came from, what was taken from it, and how sure its figures are. */
export function BacktestSources({ own, detail, source }: BacktestSourcesProps) {
  const { exposure, contributions, accounting, intervals } = detail;
  return (
    <>
      <Section title="What it held">
        <ExposureAreas
          takeaway="The mix at the close, as trades and prices moved it."
          title="Share of the portfolio by asset class, per cent"
          dates={exposure.dates}
          classes={exposure.classes}
          source={source}
        />
      </Section>
      <Section title="Where the gain came from">
        <ContributionBars
          takeaway="By class: what its instruments added or took, income included, after the cost of trading them."
          title="Contribution of each asset class, US dollars"
          bars={byClass(contributions)}
          source={source}
        />
        <ContributionBars
          takeaway="By instrument, most first."
          title="Contribution of each instrument, US dollars"
          bars={contributions.map(({ symbol, assetClass, amount }) => ({
            id: symbol,
            label: symbol,
            assetClass,
            amount,
          }))}
          source={source}
        />
      </Section>
      <Section title="What was taken from it" lead="As a share of the gain before costs, fees and taxes." isDense>
        <FigureRow>
          <StatFigure label="Gain" value={<MoneyText amount={accounting.gain} tone="change" decimals={0} />} />
          <StatFigure
            label="Costs of trading"
            value={<MoneyText amount={accounting.costs} decimals={0} />}
            note={formatPercent(shareOfReturn(accounting, 'costs'))}
          />
          <StatFigure
            label="Fees"
            value={<MoneyText amount={accounting.fees} decimals={0} />}
            note={formatPercent(shareOfReturn(accounting, 'fees'))}
          />
          <StatFigure
            label="Taxes"
            value={<MoneyText amount={accounting.taxes} decimals={0} />}
            note={formatPercent(shareOfReturn(accounting, 'taxes'))}
          />
          {accounting.liquidationValue !== null && (
            <StatFigure
              label="If all were sold at the end"
              value={<MoneyText amount={accounting.liquidationValue} decimals={0} />}
              note="after costs and all taxes"
            />
          )}
          {own.metrics.annualReturn !== null && (
            <StatFigure label={<Term id="turnover">Turnover a year</Term>} value={formatPercent(own.turnoverAnnual)} />
          )}
        </FigureRow>
        {source}
      </Section>
      {intervals !== null && (
        <Section
          title="How sure these figures are"
          lead={`The days of this test drawn anew ${intervals.samples} times in blocks: ${formatPercent(intervals.confidence, { decimals: 0 })} of the draws lie between the two ends. A lead whose ends stand on both sides of zero may be chance.`}
          isDense
        >
          <BacktestIntervalTable metrics={own.metrics} intervals={intervals} />
          {source}
        </Section>
      )}
    </>
  );
}

function byClass(contributions: readonly BacktestContribution[]): ContributionBar[] {
  const totals = new Map<BacktestContribution['assetClass'], number>();
  for (const { assetClass, amount } of contributions) totals.set(assetClass, (totals.get(assetClass) ?? 0) + amount);
  return [...totals]
    .map(([assetClass, amount]) => ({ id: assetClass, label: ASSET_CLASSES[assetClass].label, assetClass, amount }))
    .toSorted((left, right) => right.amount - left.amount);
}
