'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { GoalListItem, GoalRow } from '@/lib/shared/contracts/goal';
import { NO_FIGURE } from '@/lib/shared/format/number';
import { goalPath } from '@/lib/shared/routes';
import { GoalStatus } from './goal-status';
import { aimText, oddsText } from './goal-words';

export interface GoalListProps {
  readonly items: readonly GoalListItem[];
  readonly remove: OutcomeAction<GoalRow>;
  readonly create: OutcomeAction<GoalRow>;
}

/** All goals with how they stand. What is deleted can be brought back. */
export function GoalList({ items, remove, create }: GoalListProps) {
  const router = useRouter();
  const [deleted, setDeleted] = useState<GoalRow>();
  const [leavingId, setLeavingId] = useState<string>();
  const removal = useOutcomeAction(remove, (row) => {
    setDeleted(row);
    router.refresh();
  });
  const undo = useOutcomeAction(create, () => {
    setDeleted(undefined);
    router.refresh();
  });
  const problem = removal.refusal ?? undo.refusal;
  return (
    <div className="flex flex-col gap-6">
      {deleted !== undefined && (
        <Notice
          title={`${deleted.name} is deleted.`}
          isLive
          action={
            <Button
              size="small"
              variant="secondary"
              isLoading={undo.isPending}
              onClick={() => undo.run({ name: deleted.name, goal: deleted.goal })}
            >
              Undo
            </Button>
          }
        />
      )}
      {problem !== undefined && (
        <Notice tone="danger" isLive>
          {problem.message}
        </Notice>
      )}
      {items.length > 0 && (
        <DataTable
          caption="Your goals"
          isCaptionHidden
          columns={[
            { id: 'name', header: 'Goal', className: 'min-w-40' },
            { id: 'status', header: 'Status' },
            { id: 'odds', header: 'Odds' },
            { id: 'monthly', header: 'A month', kind: 'number' },
            { id: 'needed', header: 'Needed', kind: 'number' },
            { id: 'delete', header: <span className="sr-only">Delete</span> },
          ]}
          rows={items.map((item) => ({
            id: item.row.id,
            cells: {
              ...figuresOf(item),
              delete: (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={`Delete ${item.row.name}`}
                  isLoading={removal.isPending && leavingId === item.row.id}
                  disabled={removal.isPending}
                  onClick={() => {
                    setLeavingId(item.row.id);
                    removal.run({ goalId: item.row.id });
                  }}
                >
                  Delete
                </Button>
              ),
            },
          }))}
        />
      )}
    </div>
  );
}

function figuresOf({ row, judgement, isPast }: GoalListItem) {
  const { id, name, goal } = row;
  return {
    name: (
      <span className="flex flex-col">
        <TextLink href={goalPath(id)} variant="quiet">
          {name}
        </TextLink>
        <span className="text-muted">{aimText(goal)}</span>
      </span>
    ),
    monthly: <MoneyText amount={goal.monthly} decimals={0} />,
    ...(judgement === null
      ? { status: isPast ? 'Past' : NO_FIGURE, odds: NO_FIGURE, needed: NO_FIGURE }
      : {
          status: <GoalStatus status={judgement.verdict.status} />,
          odds: <span className="whitespace-nowrap">{oddsText(judgement.verdict.odds)}</span>,
          needed: <MoneyText amount={judgement.monthlyNeeded} decimals={0} />,
        }),
  };
}
