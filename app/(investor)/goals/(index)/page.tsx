import type { Metadata } from 'next';
import { ByPriority } from '@/components/goals/by-priority';
import { GoalDisclosure } from '@/components/goals/goal-disclosure';
import { GoalList } from '@/components/goals/goal-list';
import { aimText, goalsText } from '@/components/goals/goal-words';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState, Notice } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { listGoals } from '@/lib/server/services/goal/list-goals';
import type { GoalListView } from '@/lib/shared/contracts/goal';
import { newGoalPath, ROUTES } from '@/lib/shared/routes';
import { createGoalAction, deleteGoalAction } from '../actions';

export const metadata: Metadata = { title: 'Goals' };

export default async function GoalsPage() {
  const view = await loadForPage(listGoals, {}, ROUTES.goals);
  const { items, market, reason, suggestions } = view;
  return (
    <Page>
      <PageHeader
        eyebrow="Goals"
        answer={goalsText(items)}
        lead="Odds are worked out on simulated paths with the expected returns and risks of your plan. They are hypothetical: they hold for those assumptions, not for the world."
        source={
          market === null ? undefined : (
            <SourceNote source={market.source.label} asOf={market.asOf} extra="hypothetical" />
          )
        }
        actions={items.length === 0 ? undefined : <ButtonLink href={newGoalPath('other')}>A new goal</ButtonLink>}
      />
      {reason !== null && (
        <Notice tone="warning" title="Some odds could not be worked out.">
          {reason}
        </Notice>
      )}
      <GoalList items={items} remove={deleteGoalAction} create={createGoalAction} />
      {items.some(({ monthlyByPriority }) => monthlyByPriority !== null) && (
        <Section title="The same savings by priority" isDense>
          <ByPriority items={items} />
        </Section>
      )}
      {items.length === 0 && (
        <EmptyState title="There is no goal yet.">
          A goal is an amount on a day, or an income from a day on. You see how likely it is, what would help, and how
          much risk it takes. Nothing here changes your plan.
        </EmptyState>
      )}
      <Suggestions suggestions={suggestions} isFirst={items.length === 0} />
      {market !== null && <GoalDisclosure symbols={market.symbols} />}
    </Page>
  );
}

interface SuggestionsProps extends Pick<GoalListView, 'suggestions'> {
  readonly isFirst: boolean;
}

function Suggestions({ suggestions, isFirst }: SuggestionsProps) {
  return (
    <Section title={isFirst ? 'Start from one of these' : 'More to start from'} isDense>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {suggestions.map(({ id, name, why, goal }) => (
          <li key={id} className="flex flex-col items-start gap-3 rounded-card border border-hairline bg-raised p-5">
            <span className="font-strong">{name}</span>
            <span className="text-small text-muted">{why}</span>
            <span className="figures text-small">{aimText(goal)}</span>
            <ButtonLink href={newGoalPath(id)} variant="secondary" size="small">
              Start with {name.toLowerCase()}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
