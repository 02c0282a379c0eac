'use client';

import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { formText } from './form-text';
import { type SignInError, signInSentence } from './sign-in-error';
import { useSignIn } from './use-sign-in';

export interface SignInFormProps {
  /** A path of this site. */
  readonly destination: string;
  /** What happened before this page was shown. */
  readonly firstError?: SignInError | undefined;
  readonly firstEmail?: string | undefined;
}

export function SignInForm({ destination, firstError, firstEmail }: SignInFormProps) {
  const { error, isBusy, enter } = useSignIn();
  const [hasTried, setHasTried] = useState(false);
  const [missing, setMissing] = useState<{ readonly email?: string; readonly password?: string }>({});
  const shown = hasTried ? error : firstError;

  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [formText(form, 'email').trim(), formText(form, 'password')];
    setMissing({
      ...(email === '' ? { email: 'Enter your email address.' } : {}),
      ...(password === '' ? { password: 'Enter your password.' } : {}),
    });
    if (email === '' || password === '') return;
    setHasTried(true);
    await enter({ email, password }, destination);
  };

  // Sent before its script has come, a form without a method writes the password into the address.
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-6">
      {shown !== undefined && (
        <Notice tone={shown.kind === 'slow-down' ? 'warning' : 'danger'} isLive>
          {signInSentence(shown)}
        </Notice>
      )}
      <Input
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={firstEmail}
        error={missing.email}
        required
      />
      <Input
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        error={missing.password}
        required
      />
      <Button type="submit" isLoading={isBusy} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
