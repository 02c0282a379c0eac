import { formatDuration } from '@/lib/shared/format/duration';

/** What next-auth answers when it lets nobody in. */
export type SignInError =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'slow-down'; readonly seconds: number }
  | { readonly kind: 'unavailable' };

const SLOW_DOWN = /^slow-down:(\d{1,6})$/;

/** Reads the text of an error; whatever is not known says only that it did not work. */
export function signInError(text: string): SignInError {
  const seconds = SLOW_DOWN.exec(text)?.[1];
  if (seconds !== undefined) return { kind: 'slow-down', seconds: Number(seconds) };
  return text === 'CredentialsSignin' ? { kind: 'wrong' } : { kind: 'unavailable' };
}

/** The same sentence for a known and an unknown address. */
export function signInSentence(error: SignInError): string {
  switch (error.kind) {
    case 'wrong':
      return 'Email or password is not right.';
    case 'slow-down':
      return `Too many attempts. You can try again in ${formatDuration(error.seconds * 1000)}.`;
    case 'unavailable':
      return 'Signing in does not work at the moment. Please try again in a minute.';
  }
}
