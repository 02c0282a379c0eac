'use client';

import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import { formatCount } from '@/lib/shared/format/quantity';

export interface PasswordFormProps {
  readonly email: string | null;
  readonly action: OutcomeAction<{ readonly endedSessions: number }>;
}

const EMPTY = { current: '', next: '', again: '' } as const;

/** The new password is typed twice here and judged by the server alone. */
export function PasswordForm({ email, action }: PasswordFormProps) {
  const [draft, setDraft] = useState<Record<keyof typeof EMPTY, string>>(EMPTY);
  const [problem, setProblem] = useState<string>();
  const [endedSessions, setEndedSessions] = useState<number>();
  const { run, isPending, refusal, clear } = useOutcomeAction(action, ({ endedSessions: ended }) => {
    setDraft(EMPTY);
    setEndedSessions(ended);
  });
  const change = (field: keyof typeof EMPTY, value: string): void => {
    setDraft({ ...draft, [field]: value });
    setProblem(undefined);
    setEndedSessions(undefined);
    clear();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (draft.next !== draft.again) {
      setProblem('The two new passwords differ.');
      return;
    }
    run({ currentPassword: draft.current, newPassword: draft.next });
  };
  const errorOf = (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined);
  const isOther = refusal !== undefined && refusal.field !== 'currentPassword' && refusal.field !== 'newPassword';
  // Sent before its script has come, a form without a method writes the password into the address.
  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-md flex-col gap-5">
      {/* Password managers file the new password under this name. */}
      <input type="text" name="username" autoComplete="username" value={email ?? ''} readOnly hidden />
      <Input
        label="Current password"
        type="password"
        autoComplete="current-password"
        value={draft.current}
        onChange={(event) => change('current', event.target.value)}
        error={errorOf('currentPassword')}
      />
      <Input
        label="New password"
        type="password"
        autoComplete="new-password"
        value={draft.next}
        onChange={(event) => change('next', event.target.value)}
        hint="Long beats complicated: a few unrelated words do well."
        error={errorOf('newPassword')}
      />
      <Input
        label="New password again"
        type="password"
        autoComplete="new-password"
        value={draft.again}
        onChange={(event) => change('again', event.target.value)}
        error={problem}
      />
      <Button type="submit" variant="secondary" isLoading={isPending} className="self-start">
        Change password
      </Button>
      {isOther && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      {endedSessions !== undefined && (
        <Notice tone="success" isLive>
          The password is changed
          {endedSessions === 0 ? '.' : `, and ${formatCount(endedSessions, 'other session')} ended with the old one.`}
        </Notice>
      )}
    </form>
  );
}
