'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import { ROUTES } from '@/lib/shared/routes';

export interface DeleteAccountProps {
  readonly action: OutcomeAction<unknown>;
}

/** Typed in full, so that no slip of the hand can do it. */
const CONFIRMATION = 'delete my account';

export function DeleteAccount({ action }: DeleteAccountProps) {
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  // Every session ended with the account: the page is read anew, as a stranger.
  const { run, isPending, refusal } = useOutcomeAction(action, () => window.location.assign(ROUTES.home));
  const isConfirmed = typed.trim().toLowerCase() === CONFIRMATION;
  return (
    <Dialog
      title="Delete this account?"
      description="Name, mail address and password are erased and every session ends; this cannot be undone. The sealed record of what was done is kept without your name, as records of advice must be."
      trigger={
        <Button variant="danger" className="self-start">
          Delete account
        </Button>
      }
      footer={
        <>
          <DialogClose>
            <Button variant="secondary">Keep it</Button>
          </DialogClose>
          <Button
            variant="danger"
            disabled={!isConfirmed || password === ''}
            isLoading={isPending}
            onClick={() => run({ currentPassword: password, isSure: true })}
          >
            Delete for good
          </Button>
        </>
      }
    >
      <Input
        label={`Type “${CONFIRMATION}”`}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <Input
        label="Your password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={refusal?.field === 'currentPassword' ? refusal.message : undefined}
      />
      {refusal !== undefined && refusal.field !== 'currentPassword' && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
    </Dialog>
  );
}
