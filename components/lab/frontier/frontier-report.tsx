'use client';

import type { ReactNode } from 'react';
import { MixBars } from '@/components/charts/mix-bars';
import { WeightMap } from '@/components/charts/weight-map';
import { Section } from '@/components/layout/page';
import type { LabInputs, LabPoint } from '@/lib/shared/contracts/frontier-lab';
import { ChosenMix } from './chosen-mix';
import { cornerMixes, mixesOf } from './frontier-reading';
import type { SolvedStudy } from './use-frontier-study';

export interface FrontierReportProps {
  readonly inputs: LabInputs;
  readonly solved: SolvedStudy;
  readonly chosen: number;
  readonly point: LabPoint;
  /** The limits clash now, so all of this is about the last ones that did not. */
  readonly isStale: boolean;
  readonly source: ReactNode;
}

const CORNERS_SHOWN = 6;

/** Below the drawing: the chosen mix in full, how mixes change along the line, and the other ways to a mix. */
export function FrontierReport({ inputs, solved, chosen, point, isStale, source }: FrontierReportProps) {
  const { frontier, yardsticks, limits } = solved;
  const lead = isStale ? 'For the last limits that could be met.' : undefined;
  return (
    <>
      <Section title="The chosen mix" id="chosen-mix" lead={lead}>
        <ChosenMix inputs={inputs} point={point} source={source} />
      </Section>
      {frontier.points.length > 1 && (
        <Section title="Along the frontier" lead={lead}>
          <WeightMap
            takeaway="The calmest mix stands on the left, the boldest on the right; the line marks the chosen one."
            title="Weights of the best mixes by expected return, percent of the portfolio"
            instruments={inputs.instruments}
            points={frontier.points}
            chosen={chosen}
            source={source}
          />
          {frontier.corners.length > 1 ? (
            <MixBars
              takeaway="Only at these corners does the make-up change course; between two of them every weight moves along a straight line."
              title="Corner portfolios from the calmest to the boldest, percent a year"
              instruments={inputs.instruments}
              mixes={cornerMixes(inputs, limits, frontier.corners)}
              decimals={2}
              shownMax={CORNERS_SHOWN}
              source={source}
            />
          ) : (
            <p className="max-w-prose text-muted">
              Corner portfolios are listed while trading is free: with a limit on it, the line is followed point by
              point.
            </p>
          )}
        </Section>
      )}
      <Section title="Strategies side by side" lead={lead}>
        <MixBars
          takeaway="All of them on the same estimates; strategies are brought inside your limits where they are outside."
          title="Weights, expected return, volatility and Sharpe of each mix, percent a year"
          instruments={inputs.instruments}
          mixes={mixesOf(inputs, point, frontier.strategies, yardsticks)}
          source={source}
        />
      </Section>
    </>
  );
}
