'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { Checkbox } from '@/components/ui/toggles';
import type { Outcome } from '@/lib/base/outcome';
import type { SignUpInput } from '@/lib/shared/contracts/auth';
import { ROUTES } from '@/lib/shared/routes';
import { formText } from './form-text';
import { useSignIn } from './use-sign-in';

export interface SignUpFormProps {
  readonly signUp: (input: unknown) => Promise<Outcome<{ readonly email: string }>>;
  readonly destination: string;
}

type Problems = Partial<Record<keyof SignUpInput | 'form', string>>;

const FIELDS = ['displayName', 'email', 'password', 'hasReadDisclosures'] as const;

/** Empty fields are named all at once; everything else the server says, one thing at a time. */
function emptyFields(input: SignUpFields): Problems {
  return {
    ...(input.displayName.trim() === '' ? { displayName: 'Enter the name we should call you by.' } : {}),
    ...(input.email.trim() === '' ? { email: 'Enter your email address.' } : {}),
    ...(input.password === '' ? { password: 'Choose a password.' } : {}),
    ...(input.hasReadDisclosures ? {} : { hasReadDisclosures: 'Please read and accept the disclosures.' }),
  };
}

interface SignUpFields {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  readonly hasReadDisclosures: boolean;
}

/** The server names the field in front of its sentence; beside the field that would be said twice. */
const besideField = (message: string, field: string): string => {
  const text = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return field === 'email' && text.startsWith('is ') ? `This ${text}` : text;
};

export function SignUpForm({ signUp, destination }: SignUpFormProps) {
  const { isBusy, enter } = useSignIn();
  const router = useRouter();
  const [isSending, setIsSending] = useState(false);
  const [hasRead, setHasRead] = useState(false);
  const [problems, setProblems] = useState<Problems>({});

  const send = async (input: SignUpFields): Promise<void> => {
    const outcome = await signUp({ ...input, email: input.email.trim() }).catch(() => undefined);
    if (outcome?.status !== 'done') {
      const field = FIELDS.find((name) => name === outcome?.field);
      const message = outcome?.message ?? 'The server does not answer. Nothing was created; please try again.';
      setProblems(field === undefined ? { form: message } : { [field]: besideField(message, field) });
      return;
    }
    const { email } = outcome.value;
    const hasEntered = await enter({ email, password: input.password }, destination);
    // A known address with another password: the same words as on any wrong sign-in.
    if (!hasEntered) router.push(`${ROUTES.signIn}?error=CredentialsSignin`);
  };

  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = {
      displayName: formText(form, 'displayName'),
      email: formText(form, 'email'),
      password: formText(form, 'password'),
      hasReadDisclosures: hasRead,
    };
    const empty = emptyFields(input);
    setProblems(empty);
    if (Object.keys(empty).length > 0) return;
    setIsSending(true);
    await send(input);
    setIsSending(false);
  };

  // Sent before its script has come, a form without a method writes the password into the address.
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-6">
      {problems.form !== undefined && (
        <Notice tone="danger" isLive>
          {problems.form}
        </Notice>
      )}
      <Input label="Your name" name="displayName" autoComplete="name" maxLength={80} error={problems.displayName} />
      <Input
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        hint="To sign in with. No mail is sent."
        error={problems.email}
      />
      <Input
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters; 15 or more is better. Four unrelated words are strong and easy to keep in mind."
        error={problems.password}
      />
      <Checkbox
        label={
          <>
            I have read the <TextLink href={ROUTES.disclosures}>disclosures</TextLink>.
          </>
        }
        description="An algorithm makes the plan from your answers. It can lose money, it is no promise, and its orders go to a paper exchange."
        error={problems.hasReadDisclosures}
        isChecked={hasRead}
        onCheckedChange={setHasRead}
      />
      <Button type="submit" isLoading={isSending || isBusy} className="w-full">
        Create account
      </Button>
    </form>
  );
}
