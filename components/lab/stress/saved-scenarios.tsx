'use client';

import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { SavedScenario, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import { computedStress } from '../stress-reading';

export interface SavedScenariosProps {
  readonly saved: readonly SavedScenario[];
  readonly studies: readonly StressStudyOutcome[];
  readonly money: number;
  readonly deleteAction: OutcomeAction<null>;
  readonly onOpen: (scenario: SavedScenario) => void;
  readonly onDeleted: (id: string) => void;
}

/** The reader's own bad times, to open and to delete. */
export function SavedScenarios({ saved, studies, money, deleteAction, onOpen, onDeleted }: SavedScenariosProps) {
  const changes = new Map(computedStress(studies).map(({ id, change }) => [id, change]));
  return (
    <DataTable
      caption="Your saved bad times"
      columns={[
        { id: 'name', header: 'Name' },
        { id: 'change', header: 'Change of your plan', kind: 'number' },
        { id: 'actions', header: <span className="sr-only">Actions</span>, kind: 'number' },
      ]}
      emptyText="None saved yet. Give the one above a name and save it."
      rows={saved.map((scenario) => {
        const change = changes.get(scenario.id);
        return {
          id: scenario.id,
          cells: {
            name: scenario.name,
            change: change === undefined ? '–' : <MoneyText amount={change * money} decimals={0} tone="change" />,
            actions: (
              <span className="flex items-center justify-end gap-1">
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Open ${scenario.name}`}
                  onClick={() => onOpen(scenario)}
                >
                  Open
                </Button>
                <DeleteScenario scenario={scenario} action={deleteAction} onDeleted={onDeleted} />
              </span>
            ),
          },
        };
      })}
    />
  );
}

interface DeleteScenarioProps {
  readonly scenario: SavedScenario;
  readonly action: OutcomeAction<null>;
  readonly onDeleted: (id: string) => void;
}

function DeleteScenario({ scenario, action, onDeleted }: DeleteScenarioProps) {
  const { run, isPending, refusal } = useOutcomeAction(action, () => onDeleted(scenario.id));
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        isLoading={isPending}
        aria-label={`Delete ${scenario.name}`}
        onClick={() => run({ scenarioId: scenario.id })}
      >
        Delete
      </Button>
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
    </>
  );
}
