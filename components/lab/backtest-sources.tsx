import type { ReactNode } from 'react';
import { ExposureAreas } from '@/components/charts/exposure-areas';
import { Section } from '@/components/layout/page';
import type { BacktestDetail } from '@/lib/shared/contracts/backtest';

export interface BacktestSourcesProps {
  readonly detail: BacktestDetail;
  readonly source: ReactNode;
}

/** What the plan's line held. */
export function BacktestSources({ detail: { exposure }, source }: BacktestSourcesProps) {
  return (
    <Section title="What it held">
      <ExposureAreas
        takeaway="The mix after each day of trading; in between, prices move it."
        title="Share of the portfolio by asset class, per cent"
        dates={exposure.dates}
        classes={exposure.classes}
        source={source}
      />
    </Section>
  );
}
