'use client';

import { DemoEntry } from '@/components/public/demo-entry';
import { ROUTES } from '@/lib/shared/routes';
import { signInSentence } from './sign-in-error';
import { useSignIn } from './use-sign-in';

/** Opens a sandbox of the visitor's own and goes to its plan. */
export function DemoSignIn() {
  const { error, enter } = useSignIn();
  const open = async (): Promise<void> => {
    await enter('sandbox', ROUTES.plan);
  };
  return (
    <DemoEntry
      action={open}
      error={
        error?.kind === 'unavailable'
          ? 'The demo cannot be opened at the moment. Please try again in a minute.'
          : error === undefined
            ? undefined
            : signInSentence(error)
      }
    />
  );
}
