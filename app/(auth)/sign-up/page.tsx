import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signUpAction } from '@/app/(auth)/actions';
import { AuthFrame } from '@/components/auth/auth-frame';
import { ownPath } from '@/components/auth/own-path';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { TextLink } from '@/components/ui/text-link';
import { viewer } from '@/lib/server/http/in/page';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Create an account' };

export interface SignUpPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const destination = ownPath((await searchParams)['next'], ROUTES.start);
  const reader = await viewer();
  // A visitor of the demo may leave it for an account of their own; whoever has one is already where they want to be.
  if (reader !== undefined && reader.userKind !== 'sandbox') redirect(destination);
  return (
    <AuthFrame
      title="Create an account"
      lead="It is kept in this installation’s own database and nowhere else."
      footer={
        <p>
          Have one already? <TextLink href={ROUTES.signIn}>Sign in</TextLink>.
        </p>
      }
    >
      <SignUpForm signUp={signUpAction} destination={destination} />
    </AuthFrame>
  );
}
