'use client';

import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/states';
import type { Outcome } from '@/lib/base/outcome';
import { ROUTES } from '@/lib/shared/routes';
import { signInSentence } from './sign-in-error';
import { useSignIn } from './use-sign-in';

export interface SandboxBannerProps {
  readonly reset: (input: unknown) => Promise<Outcome<unknown>>;
}

/** On every page of a demo: what it is, how to start over, how to keep what comes next. */
export function SandboxBanner({ reset }: SandboxBannerProps) {
  return (
    <div
      role="region"
      aria-label="Demo"
      data-print="hidden"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline bg-well px-4 py-2 text-small sm:px-8 lg:px-12"
    >
      <p>You are in a private demo with play money.</p>
      <div className="flex items-center gap-2">
        <ResetDialog reset={reset} />
        <ButtonLink href={ROUTES.signUp} variant="secondary" size="small">
          Create an account
        </ButtonLink>
      </div>
    </div>
  );
}

function ResetDialog({ reset }: SandboxBannerProps) {
  const { error, enter } = useSignIn();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const startOver = async (): Promise<void> => {
    setIsBusy(true);
    const outcome = await reset({}).catch(() => undefined);
    if (outcome?.status === 'done') await enter('sandbox', ROUTES.plan);
    else setRefusal(outcome?.message ?? 'The server does not answer. Nothing was reset; please try again.');
    setIsBusy(false);
  };
  const problem = refusal ?? (error === undefined ? undefined : signInSentence(error));
  return (
    <Dialog
      title="Reset the demo?"
      description="Everything you did in it goes away: answers, plans, orders. A fresh demo opens at once."
      trigger={
        <Button variant="ghost" size="small">
          Reset the demo
        </Button>
      }
      footer={
        <>
          <DialogClose>
            <Button variant="secondary">Keep it</Button>
          </DialogClose>
          <Button variant="danger" isLoading={isBusy} onClick={() => void startOver()}>
            Reset the demo
          </Button>
        </>
      }
    >
      {problem !== undefined && (
        <Notice tone="danger" isLive>
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
