import type { ReactNode } from 'react';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { DefinitionList } from '@/components/ui/definition-list';
import type { PlanView, RecommendationView } from '@/lib/shared/contracts/plan';
import type { RefusedPlan } from '@/lib/shared/contracts/recommend';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { limitName } from '@/lib/shared/narrate/en/limits';
import { ROUTES } from '@/lib/shared/routes';
import { PlanDownloads } from './plan-downloads';
import { PlanHistory } from './plan-history';
import { LevelColumns } from './plan-levels';
import { PlanSource } from './plan-source';
import { aimWords, conflictWords } from './plan-words';

export interface RefusedPlanPageProps {
  readonly recommendation: RecommendationView;
  readonly refused: RefusedPlan;
  readonly profile: PlanView['profile'];
  readonly history: PlanView['history'];
  readonly notices?: ReactNode | undefined;
}

const ANSWERS = {
  infeasible: 'What you ask for and what your limits allow cannot both hold, so there is no plan yet.',
  'not-converged':
    'The calculation did not come to a certain end, so no plan is shown. Your earlier plan is unchanged.',
  'insufficient-history': 'The prices do not reach back far enough to make a plan from.',
} as const;

/** No plan is also an answer: which limits conflict, what comes nearest, and what to change. */
export function RefusedPlanPage({ recommendation, refused, profile, history, notices }: RefusedPlanPageProps) {
  const { answer, level, id } = recommendation;
  const hasConflict = refused.conflictingConstraints.length > 0;
  const conflicts = conflictWords(
    refused.conflictingConstraints,
    answer.instruments.map(({ symbol }) => symbol),
  );
  return (
    <Page>
      {notices}
      <PageHeader
        eyebrow="Your plan"
        answer={ANSWERS[refused.status]}
        lead={
          <p>
            {profile === null ? '' : `You asked for ${aimWords(profile.aim)}. `}
            {hasConflict ? 'The limits below cannot all hold: loosen one of them.' : refused.text}
          </p>
        }
        source={<PlanSource answer={answer} hasBadge />}
        actions={
          <>
            <ButtonLink href={ROUTES.startAim}>Change the aim</ButtonLink>
            <ButtonLink href={ROUTES.startUniverse} variant="secondary">
              Change what to use
            </ButtonLink>
            <ButtonLink href={ROUTES.startReview} variant="ghost">
              Change my answers
            </ButtonLink>
          </>
        }
      />
      {hasConflict && (
        <Section
          title="The limits that conflict"
          lead="Each of them can be met without the others, but not all at once."
          isDense
        >
          <ul className="flex flex-col">
            {conflicts.map((conflict) => (
              <li key={conflict} className="border-t border-hairline py-3">
                {conflict}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Nearest recommendation={recommendation} refused={refused} />
      {answer.profiles.length > 1 && (
        <Section title="What is possible at each level">
          <LevelColumns answer={answer} ownLevel={level} />
        </Section>
      )}
      <PlanDownloads recommendationId={id} />
      <PlanHistory history={history} shownId={id} />
    </Page>
  );
}

function Nearest({ recommendation, refused }: Pick<RefusedPlanPageProps, 'recommendation' | 'refused'>) {
  const { nearestFeasible } = refused;
  if (nearestFeasible === null) return null;
  const names = new Map(recommendation.answer.instruments.map(({ symbol, name }) => [symbol, name]));
  const weights = Object.entries(nearestFeasible.weights)
    .filter(([, weight]) => weight > 5e-4)
    .sort(([, left], [, right]) => right - left);
  return (
    <Section
      title="What comes nearest"
      lead={`If these limits gave way by as little as possible, a mix would exist. It is shown to help you choose, and is not a ${PLAN_MESSAGES.levels[recommendation.level].name.toLowerCase()} plan.`}
      isDense
    >
      <DefinitionList
        items={nearestFeasible.relaxed.map(({ limit, by }) => ({
          id: limit,
          term: limitName(limit),
          value: `gives way by ${formatNumber(Math.abs(by) * 100)} points`,
        }))}
      />
      <DataTable
        caption="Weights of the nearest mix"
        columns={[
          { id: 'name', header: 'Instrument' },
          { id: 'weight', header: 'Weight', kind: 'number' },
        ]}
        rows={weights.map(([symbol, weight]) => ({
          id: symbol,
          cells: {
            name: (
              <>
                <span className="font-strong">{symbol}</span>{' '}
                <span className="text-muted">{names.get(symbol) ?? ''}</span>
              </>
            ),
            weight: formatPercent(weight),
          },
        }))}
      />
    </Section>
  );
}
