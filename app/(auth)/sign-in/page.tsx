import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthFrame } from '@/components/auth/auth-frame';
import { ownPath } from '@/components/auth/own-path';
import { signInError } from '@/components/auth/sign-in-error';
import { SignInForm } from '@/components/auth/sign-in-form';
import { TextLink } from '@/components/ui/text-link';
import { viewer } from '@/lib/server/http/in/page';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Sign in' };

export interface SignInPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, error } = await searchParams;
  const destination = ownPath(next);
  const reader = await viewer();
  // A visitor of the demo may leave it for an account of their own.
  if (reader !== undefined && reader.userKind !== 'sandbox') redirect(destination);
  const isSentHere = typeof next === 'string';
  const signUpHref = isSentHere ? `${ROUTES.signUp}?next=${encodeURIComponent(destination)}` : ROUTES.signUp;
  return (
    <AuthFrame
      title="Sign in"
      lead={isSentHere ? 'Sign in to see that page.' : undefined}
      footer={
        <>
          <p>
            New here? <TextLink href={signUpHref}>Create an account</TextLink>.
          </p>
          <p>
            Just looking? <TextLink href={ROUTES.demo}>Open the live demo</TextLink>, no account needed.
          </p>
        </>
      }
    >
      <SignInForm destination={destination} firstError={typeof error === 'string' ? signInError(error) : undefined} />
    </AuthFrame>
  );
}
