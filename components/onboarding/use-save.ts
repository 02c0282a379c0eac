'use client';

import { useState, useTransition } from 'react';
import type { Outcome, Refusal } from '@/lib/base/outcome';
import type { SaveDraftInput } from '@/lib/shared/contracts/profile';

export type SaveDraft = (input: unknown) => Promise<Outcome<unknown>>;

export interface Saving {
  readonly isSaving: boolean;
  /** One sentence when the last save was refused or got no answer. */
  readonly problem: string | undefined;
  readonly save: (draft: SaveDraftInput, onSaved: () => void) => void;
  readonly forget: () => void;
}

const NO_ANSWER = 'The server does not answer, so this step was not saved. Please try again.';

/** A refusal names the field in front of its sentence; the reader sees the field anyway. */
const sentenceOf = ({ message, field }: Refusal): string =>
  field !== undefined && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;

/** Keeps one step, then goes on; nothing typed is lost when it does not work. */
export function useSave(saveDraft: SaveDraft): Saving {
  const [isSaving, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const save = (draft: SaveDraftInput, onSaved: () => void): void =>
    start(async () => {
      const outcome = await saveDraft(draft).catch(() => undefined);
      setProblem(outcome?.status === 'done' ? undefined : outcome === undefined ? NO_ANSWER : sentenceOf(outcome));
      if (outcome?.status === 'done') onSaved();
    });
  return { isSaving, problem, save, forget: () => setProblem(undefined) };
}
