import type { ReactNode } from 'react';
import { ExposureAreas } from '@/components/charts/exposure-areas';
import { FanChart } from '@/components/charts/fan-chart';
import { Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import type { GoalDocument, GoalMix, GoalStudy, GoalTrial } from '@/lib/shared/contracts/goal';
import { formatNumber } from '@/lib/shared/format/number';
import { goalPath } from '@/lib/shared/routes';
import { GoalAssumptions } from './goal-assumptions';
import { GoalExport } from './goal-export';
import { GoalHelp } from './goal-help';
import { GoalSequence } from './goal-sequence';
import { aimText, bestMix, chanceText, oddsText, sumText, trialPath } from './goal-words';
import { OddsCurve } from './odds-curve';

export interface GoalReportProps {
  readonly goalId: string;
  readonly name: string;
  readonly goal: GoalDocument;
  readonly trial: GoalTrial;
  readonly study: GoalStudy;
  /** Beside every chart. */
  readonly source: ReactNode;
  readonly disclosure: ReactNode;
}

/** How the money may grow, what would help, risk against odds, and what it all rests on. */
export function GoalReport({ goalId, name, goal, trial, study, source, disclosure }: GoalReportProps) {
  const { verdict, dates, bands, incomes, shortfall, help, mixes, glide, sequence, assumptions } = study;
  const isIncome = goal.kind === 'retirement';
  const target = isIncome ? undefined : { amount: goal.amount, label: `The goal, ${sumText(goal.amount)}` };
  return (
    <>
      <Section title="How the money may grow">
        <FanChart
          takeaway={`The middle path has ${sumText(bands.p50.at(-1) ?? 0)} at the end; one in twenty has ${sumText(bands.p5.at(-1) ?? 0)} or less.${shortfall === null ? '' : ` Paths that miss the goal fall ${sumText(shortfall)} short on average.`}`}
          title={`Money of ${formatNumber(assumptions.paths, { decimals: 0 })} simulated paths, US dollars of today`}
          source={source}
          dates={dates}
          bands={bands}
          goal={target}
        />
        {disclosure}
      </Section>
      {incomes !== null && (
        <Section title="The income">
          <FanChart
            takeaway={`In its last year the middle path pays ${sumText(incomes.p50.at(-1) ?? 0)}; one in twenty pays ${sumText(incomes.p5.at(-1) ?? 0)} or less.`}
            title="Income of each year, US dollars of today"
            source={source}
            dates={incomeDates(goal, incomes.p50.length)}
            bands={incomes}
            goal={{ amount: goal.amount, label: `Wanted, ${sumText(goal.amount)}` }}
          />
          {sequence !== null && <GoalSequence sequence={sequence} />}
        </Section>
      )}
      <Section title={verdict.status === 'on-track' ? 'What else would be on track' : 'What would help'} isDense>
        <GoalHelp goalId={goalId} goal={goal} help={help} onTrackMin={verdict.onTrackMin} />
      </Section>
      <Section title="Risk against odds">
        <OddsCurve
          takeaway={curveText(mixes, goal)}
          title="Odds of the goal and volatility of each mix, held throughout"
          source={source}
          mixes={mixes}
          chosen={goal.level}
          onTrackMin={verdict.onTrackMin}
        />
        <LevelChoices goalId={goalId} mixes={mixes} goal={goal} trial={trial} />
      </Section>
      {glide !== null && (
        <Section title="A path that takes less risk as the day comes near">
          <ExposureAreas
            takeaway={`Deciding anew at each step by how much there is gives ${oddsText(glide.odds)}; the best single mix of yours, held throughout, gives ${chanceText(glide.bestFixed.probability)} on the same paths.${goal.isMeanUncertain ? ' Both take the expected returns as known.' : ''}`}
            title={`What such a path holds on average for ${aimText(goal)}`}
            source={source}
            dates={glide.dates}
            heldUntil={goal.date}
            classes={glide.classes}
          />
        </Section>
      )}
      <Section title="What this rests on" isDense>
        <GoalAssumptions goal={goal} assumptions={assumptions} />
        <GoalExport name={name} goal={goal} study={study} />
      </Section>
    </>
  );
}

/** The first day of each year of the income. */
const incomeDates = ({ date }: GoalDocument, years: number): string[] =>
  Array.from({ length: years }, (_, year) => `${Number(date.slice(0, 4)) + year}-${date.slice(5, 7)}-01`);

function curveText(mixes: readonly GoalMix[], goal: GoalDocument): string {
  const best = bestMix(mixes);
  const own = mixes.find(({ level }) => level === goal.level);
  if (best === undefined || own === undefined) return 'No mix could be tried.';
  return best.id === own.id
    ? 'No other of these mixes has better odds.'
    : `${best.label}: ${oddsText(best.odds)}. ${own.label}, shown here: ${oddsText(own.odds)}.`;
}

interface LevelChoicesProps {
  readonly goalId: string;
  readonly goal: GoalDocument;
  readonly trial: GoalTrial;
  readonly mixes: readonly GoalMix[];
}

function LevelChoices({ goalId, goal, trial, mixes }: LevelChoicesProps) {
  return (
    <ul className="flex flex-col">
      {mixes.map(({ id, label, level, odds, isAboveProfile }) =>
        level === undefined ? null : (
          <li key={id} className="flex flex-wrap items-center justify-between gap-4 border-t border-hairline py-3">
            <span>
              {label}: {oddsText(odds)}
              {isAboveProfile && <span className="text-muted"> · bolder than your answers support</span>}
            </span>
            {level === goal.level ? (
              <span className="text-small text-muted">{trial.level === undefined ? 'Held now' : 'Shown here'}</span>
            ) : (
              <ButtonLink href={trialPath(goalPath(goalId), { ...trial, level })} variant="secondary" size="small">
                Try {label.toLowerCase()}
              </ButtonLink>
            )}
          </li>
        ),
      )}
    </ul>
  );
}
