'use client';

import { useState, useTransition } from 'react';
import { type Outcome, type Refusal, refused } from '@/lib/base/outcome';

/** A server action as a page hands it to a component. */
export type OutcomeAction<Value> = (input: unknown) => Promise<Outcome<Value>>;

export interface RunningAction {
  readonly run: (input: unknown) => void;
  readonly isPending: boolean;
  /** Why the last try was refused; undefined before one and after success. */
  readonly refusal: Refusal | undefined;
  readonly clear: () => void;
}

const NO_ANSWER = refused('unavailable', 'The server did not answer. Trying again does nothing twice.');

/** Runs an action, says that it runs, keeps its refusal; `onDone` may navigate and stays part of the pending work. */
export function useOutcomeAction<Value>(
  action: OutcomeAction<Value>,
  onDone: (value: Value) => void,
  onRefused?: (refusal: Refusal) => void,
): RunningAction {
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<Refusal>();
  const run = (input: unknown): void =>
    start(async () => {
      const outcome = await action(input).catch(() => NO_ANSWER);
      start(() => {
        if (outcome.status === 'done') {
          setRefusal(undefined);
          onDone(outcome.value);
        } else {
          setRefusal(outcome);
          onRefused?.(outcome);
        }
      });
    });
  return { run, isPending, refusal, clear: () => setRefusal(undefined) };
}
