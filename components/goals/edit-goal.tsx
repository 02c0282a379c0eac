'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Details } from '@/components/ui/disclosure';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { GoalDocument, GoalRow, GoalTrial } from '@/lib/shared/contracts/goal';
import { goalPath } from '@/lib/shared/routes';
import { GoalForm } from './goal-form';
import { trialText } from './goal-words';

export interface EditGoalProps {
  readonly row: GoalRow;
  /** As studied: the saved goal with what is tried. */
  readonly goal: GoalDocument;
  readonly trial: GoalTrial;
  /** Answers the goal as it was before. */
  readonly update: OutcomeAction<GoalRow>;
}

/** What is tried may be kept or left; what is saved may be taken back. */
export function EditGoal({ row, goal, trial, update }: EditGoalProps) {
  const router = useRouter();
  const [before, setBefore] = useState<GoalRow>();
  const saved = (was: GoalRow): void => {
    setBefore(was);
    router.replace(goalPath(row.id));
    router.refresh();
  };
  const keep = useOutcomeAction(update, saved);
  const change = useOutcomeAction(update, saved);
  const undo = useOutcomeAction(update, () => {
    setBefore(undefined);
    router.refresh();
  });
  const isTrying = Object.keys(trial).length > 0;
  const problem = keep.refusal ?? undo.refusal;
  return (
    <div className="flex flex-col gap-6">
      {problem !== undefined && (
        <Notice tone="danger" isLive>
          {problem.message}
        </Notice>
      )}
      {isTrying && (
        <Notice
          tone="warning"
          title={`You are trying ${trialText(trial, row.goal)}.`}
          action={
            <span className="flex flex-wrap gap-3">
              <Button
                size="small"
                isLoading={keep.isPending}
                onClick={() => keep.run({ goalId: row.id, name: row.name, goal })}
              >
                Keep it
              </Button>
              <ButtonLink href={goalPath(row.id)} size="small" variant="secondary">
                Undo
              </ButtonLink>
            </span>
          }
        >
          Nothing is saved yet.
        </Notice>
      )}
      {before !== undefined && !isTrying && (
        <Notice
          tone="success"
          title="Saved."
          isLive
          action={
            <Button
              size="small"
              variant="secondary"
              isLoading={undo.isPending}
              onClick={() => undo.run({ goalId: before.id, name: before.name, goal: before.goal })}
            >
              Undo
            </Button>
          }
        />
      )}
      <Details summary="Change the goal">
        <GoalForm
          key={`${row.name} ${JSON.stringify(goal)}`}
          first={{ name: row.name, goal }}
          submitLabel="Save the changes"
          isPending={change.isPending}
          refusal={change.refusal}
          onSubmit={(values) => change.run({ goalId: row.id, ...values })}
        />
      </Details>
    </div>
  );
}
