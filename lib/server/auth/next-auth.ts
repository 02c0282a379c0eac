import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { requiredEnv } from '../env';
import { runtime } from '../runtime';
import { authorizePassword, authorizeSandbox, type SignedInUser } from './authorize';
import { callbackCookieName, cookieOptions, csrfCookieName, sessionCookieName } from './cookies';
import { claimsOfToken, sessionTokenOfClaims } from './session-claims';
import { SESSION_ABSOLUTE_MS, signOut } from './sessions';

const asHeaders = (headers: unknown): Headers => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(headers);
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  return new Headers(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

/** Where to go after signing in or out: a page of this site, or the first one. */
export function landingOf(url: string, baseUrl: string): string {
  const target = URL.parse(url, baseUrl);
  return target !== null && target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
}

export const authOptions = (): NextAuthOptions => ({
  secret: requiredEnv('NEXTAUTH_SECRET'),
  session: { strategy: 'jwt', maxAge: SESSION_ABSOLUTE_MS / 1000 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  useSecureCookies: false,
  cookies: {
    sessionToken: { name: sessionCookieName(), options: cookieOptions() },
    csrfToken: { name: csrfCookieName(), options: cookieOptions() },
    callbackUrl: { name: callbackCookieName(), options: cookieOptions() },
  },
  providers: [
    CredentialsProvider({
      id: 'password',
      name: 'Email and password',
      credentials: { email: { label: 'Email', type: 'email' }, password: { label: 'Password', type: 'password' } },
      authorize: (credentials, request) => authorizePassword(credentials, asHeaders(request.headers)),
    }),
    CredentialsProvider({
      id: 'sandbox',
      name: 'Live demo',
      credentials: {},
      authorize: (_credentials, request) => authorizeSandbox(asHeaders(request.headers)),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => {
      const signedIn = user as SignedInUser | undefined;
      if (signedIn === undefined) return token;
      return claimsOfToken(signedIn.token);
    },
    // Scripts may ask next-auth for "the session"; they learn that there is one and nothing else.
    session: ({ session }) => ({ expires: session.expires }),
    redirect: ({ url, baseUrl }) => landingOf(url, baseUrl),
  },
  events: {
    signOut: async ({ token }) => {
      const session = sessionTokenOfClaims(token);
      if (session !== undefined) await signOut(runtime(), session);
    },
  },
  logger: {
    error: (code) => runtime().log.error({ code }, 'next-auth'),
    warn: (code) => runtime().log.debug({ code }, 'next-auth'),
    debug: () => undefined,
  },
});
