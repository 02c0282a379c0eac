import type { Metadata } from 'next';
import { NewGoal } from '@/components/goals/new-goal';
import { Page, PageHeader } from '@/components/layout/page';
import { loadForPage } from '@/lib/server/http/in/page';
import { listGoals } from '@/lib/server/services/goal/list-goals';
import { ROUTES } from '@/lib/shared/routes';
import { notFound } from 'next/navigation';
import { createGoalAction } from '../actions';

export const metadata: Metadata = { title: 'New goal' };

interface NewGoalPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewGoalPage({ searchParams }: NewGoalPageProps) {
  const { from } = await searchParams;
  const { suggestions } = await loadForPage(listGoals, { withoutOdds: true }, ROUTES.goalNew);
  const [any] = suggestions;
  const known = suggestions.find(({ id }) => id === from);
  const start = known ?? any;
  if (start === undefined) notFound();
  const first =
    known === undefined
      ? { name: '', goal: { ...start.goal, kind: 'other' as const } }
      : { name: start.name, goal: start.goal };
  return (
    <Page>
      <PageHeader
        breadcrumb={[{ label: 'Goals', href: ROUTES.goals }, { label: 'New goal' }]}
        answer="What is it for, how much, and by when?"
        lead="The numbers are a start; change them to yours. Everything can be changed later."
      />
      <NewGoal first={first} action={createGoalAction} />
    </Page>
  );
}
