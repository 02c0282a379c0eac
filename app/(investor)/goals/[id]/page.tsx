import type { Metadata } from 'next';
import { EditGoal } from '@/components/goals/edit-goal';
import { GoalDisclosure } from '@/components/goals/goal-disclosure';
import { GoalReport } from '@/components/goals/goal-report';
import { GoalStatus } from '@/components/goals/goal-status';
import { aimText, oddsText, PRIORITY_WORDS, STATUS_WORDS } from '@/components/goals/goal-words';
import { trialOfQuery } from '@/components/goals/trial-of-query';
import { Page, PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getGoal } from '@/lib/server/services/goal/get-goal';
import type { GoalView } from '@/lib/shared/contracts/goal';
import { formatPercent } from '@/lib/shared/format/percent';
import { goalPath, ROUTES } from '@/lib/shared/routes';
import { updateGoalAction } from '../actions';

export const metadata: Metadata = { title: 'Goal' };

interface GoalPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

function answerOf({ row, goal, outcome }: GoalView): string {
  switch (outcome.status) {
    case 'past':
      return `The day of ${row.name} is past.`;
    case 'unavailable':
      return `The odds of ${row.name} cannot be worked out.`;
    case 'studied': {
      const { status, odds } = outcome.study.verdict;
      const what = goal.kind === 'retirement' ? 'paths keep the income up' : 'paths get there';
      return `${row.name} is ${STATUS_WORDS[status].toLowerCase()}: ${oddsText(odds, what)}.`;
    }
  }
}

export default async function GoalPage({ params, searchParams }: GoalPageProps) {
  const { id } = await params;
  const trial = trialOfQuery(await searchParams);
  const view = await loadForPage(getGoal, { goalId: id, trial }, goalPath(id));
  const { row, goal, market, outcome } = view;
  const source =
    market === null ? undefined : <SourceNote source={market.source.label} asOf={market.asOf} extra="hypothetical" />;
  return (
    <Page>
      <PageHeader
        breadcrumb={[{ label: 'Goals', href: ROUTES.goals }, { label: row.name }]}
        answer={answerOf(view)}
        lead={<GoalLead view={view} />}
        source={source}
      />
      <EditGoal row={row} goal={goal} trial={trial} update={updateGoalAction} />
      {outcome.status === 'past' && <Notice>Choose a later day to see the odds again.</Notice>}
      {outcome.status === 'unavailable' && <Notice tone="warning">{outcome.reason}</Notice>}
      {outcome.status === 'studied' && (
        <GoalReport
          goalId={row.id}
          name={row.name}
          goal={goal}
          trial={trial}
          study={outcome.study}
          source={source}
          disclosure={<GoalDisclosure symbols={market?.symbols ?? []} />}
        />
      )}
    </Page>
  );
}

function GoalLead({ view: { goal, market, outcome } }: { readonly view: GoalView }) {
  return (
    <span className="flex flex-col gap-3">
      <span>
        {aimText(goal)}. {PRIORITY_WORDS[goal.priority]}.
        {outcome.status === 'studied' &&
          ` On track from ${formatPercent(outcome.study.verdict.onTrackMin, { decimals: 0 })}, at risk from ${formatPercent(outcome.study.verdict.atRiskMin, { decimals: 0 })}.`}
        {market?.hasPlan === false && ' There is no plan of yours yet: the mixes are made from the simulated market.'}
      </span>
      <span className="flex flex-wrap items-center gap-2">
        {outcome.status === 'studied' && <GoalStatus status={outcome.study.verdict.status} />}
        <Badge tone="attention">Hypothetical</Badge>
        {market?.source.isSimulated === true && <SimulatedBadge />}
      </span>
    </span>
  );
}
