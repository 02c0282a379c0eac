'use client';

import { useRouter } from 'next/navigation';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { GoalRow } from '@/lib/shared/contracts/goal';
import { goalPath } from '@/lib/shared/routes';
import { GoalForm, type GoalFormValues } from './goal-form';

export interface NewGoalProps {
  readonly first: GoalFormValues;
  readonly action: OutcomeAction<GoalRow>;
}

/** Saves and goes to the page of the goal. */
export function NewGoal({ first, action }: NewGoalProps) {
  const router = useRouter();
  const { run, isPending, refusal } = useOutcomeAction(action, ({ id }) => router.push(goalPath(id)));
  return <GoalForm first={first} submitLabel="Save the goal" isPending={isPending} refusal={refusal} onSubmit={run} />;
}
