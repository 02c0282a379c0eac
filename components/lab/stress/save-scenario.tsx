'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { SavedScenario } from '@/lib/shared/contracts/stress-lab';
import type { OwnScenario } from '@/lib/shared/contracts/stress-scenario';

export interface ScenarioActions {
  readonly save: OutcomeAction<SavedScenario>;
  readonly change: OutcomeAction<SavedScenario>;
  readonly remove: OutcomeAction<null>;
}

export interface SaveScenarioProps {
  readonly moves: OwnScenario['moves'];
  /** The saved one that is being looked at; undefined for a new one. */
  readonly opened: SavedScenario | undefined;
  readonly actions: ScenarioActions;
  readonly onSaved: (scenario: SavedScenario) => void;
}

const NAME_LENGTH_MAX = 80;

/** A name and a button: a new bad time is saved, an opened one is changed or renamed. */
export function SaveScenario({ moves, opened, actions, onSaved }: SaveScenarioProps) {
  const [name, setName] = useState(opened?.name ?? '');
  const [isNameMissing, setIsNameMissing] = useState(false);
  const saving = useOutcomeAction(actions.save, onSaved);
  const changing = useOutcomeAction(actions.change, onSaved);
  const refusal = opened === undefined ? saving.refusal : changing.refusal;
  const submit = (): void => {
    const isMissing = name.trim() === '';
    setIsNameMissing(isMissing);
    if (isMissing) return;
    if (opened === undefined) saving.run({ name, moves });
    else changing.run({ scenarioId: opened.id, name, moves });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <Input
          label="Name of this bad time"
          value={name}
          maxLength={NAME_LENGTH_MAX}
          onChange={(event) => setName(event.target.value)}
          error={isNameMissing ? 'Give it a name to save it under.' : undefined}
          className="w-full sm:w-96"
        />
        <Button type="submit" variant="secondary" isLoading={saving.isPending || changing.isPending}>
          {opened === undefined ? 'Save' : 'Save changes'}
        </Button>
      </div>
      {refusal !== undefined && (
        <Notice tone="danger" isLive title="It was not saved.">
          {refusal.message}
        </Notice>
      )}
    </form>
  );
}
