'use client';

import { signIn } from 'next-auth/react';
import { useEffect, useState } from 'react';
import { type SignInError, signInError } from './sign-in-error';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface SignInTry {
  readonly error: SignInError | undefined;
  readonly isBusy: boolean;
  /** Goes to the page on success; answers whether it did. */
  readonly enter: (credentials: Credentials | 'sandbox', destination: string) => Promise<boolean>;
}

async function attempt(credentials: Credentials | 'sandbox'): Promise<SignInError | undefined> {
  const answer =
    credentials === 'sandbox'
      ? await signIn('sandbox', { redirect: false })
      : await signIn('password', { ...credentials, redirect: false });
  if (answer === undefined) return { kind: 'unavailable' };
  return answer.error === null && answer.ok ? undefined : signInError(answer.error ?? '');
}

/** One attempt after another, with the wait that the server asks for counted down. */
export function useSignIn(): SignInTry {
  const [error, setError] = useState<SignInError>();
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    if (error?.kind !== 'slow-down') return undefined;
    const seconds = error.seconds - 1;
    const timer = setTimeout(() => setError(seconds > 0 ? { kind: 'slow-down', seconds } : undefined), 1000);
    return () => clearTimeout(timer);
  }, [error]);

  const enter = async (credentials: Credentials | 'sandbox', destination: string): Promise<boolean> => {
    setIsBusy(true);
    const problem = await attempt(credentials).catch((): SignInError => ({ kind: 'unavailable' }));
    setError(problem);
    if (problem !== undefined) {
      setIsBusy(false);
      return false;
    }
    // A whole new page: nothing that was fetched for the stranger may be shown to who signed in.
    window.location.assign(destination);
    return true;
  };
  return { error, isBusy, enter };
}
