'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { newIntentKey } from '@/components/ui/intent-key';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';

/** Fields of every form that show a refusal themselves. */
const FIELDS: readonly string[] = ['from', 'to', 'startAmount', 'commissionBasisPoints'];

interface RunFormSetup<Started> {
  readonly action: OutcomeAction<Started>;
  /** Where the started run is shown. */
  readonly pathOf: (started: Started) => string;
  readonly requestOf: (form: FormData, key: string) => unknown;
  /** Further fields that show a refusal themselves. */
  readonly fields?: readonly string[];
}

export interface RunFormState {
  readonly submit: (event: SyntheticEvent<HTMLFormElement>) => void;
  /** After any change: what is sent next is another intent. */
  readonly renewKey: () => void;
  readonly isPending: boolean;
  readonly errorOf: (field: string) => string | undefined;
  /** A refusal that no field shows. */
  readonly looseRefusal: string | undefined;
}

/** Sends the form as one intent, goes to the run it started, and keeps what was refused. */
export function useRunForm<Started>({ action, pathOf, requestOf, fields = [] }: RunFormSetup<Started>): RunFormState {
  const router = useRouter();
  const [key, setKey] = useState(newIntentKey);
  const { run, isPending, refusal } = useOutcomeAction(action, (started) => router.push(pathOf(started)));
  const isShownByField = [...FIELDS, ...fields].includes(refusal?.field ?? '');
  return {
    submit: (event) => {
      event.preventDefault();
      run(requestOf(new FormData(event.currentTarget), key));
    },
    renewKey: () => setKey(newIntentKey()),
    isPending,
    errorOf: (field) => (refusal?.field === field ? refusal.message : undefined),
    looseRefusal: isShownByField ? undefined : refusal?.message,
  };
}
