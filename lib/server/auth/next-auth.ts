import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { requiredEnv } from '../env';
import { networkOfHeaders } from '../http/in/network';
import { runtime } from '../runtime';
import { callbackCookieName, cookieOptions, csrfCookieName, sessionCookieName } from './cookies';
import { endSession, SESSION_ABSOLUTE_MS, type SessionToken } from './sessions';
import { enterSandbox, signInWithPassword } from './sign-in';

const PasswordInput = z.object({ email: z.string().min(3).max(254), password: z.string().min(1).max(1_000) });
const TokenClaims = z.object({ sid: z.uuid(), sst: z.string().min(20) });

/** The part of next-auth's user that travels from `authorize` to the token, and no further. */
interface SignedInUser {
  readonly id: string;
  readonly token: SessionToken;
}

const asHeaders = (headers: unknown): Headers => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(headers);
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  return new Headers(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

const slowDown = (seconds: number): Error => new Error(`slow-down:${seconds}`);

async function authorizePassword(credentials: unknown, headers: Headers): Promise<SignedInUser | null> {
  const input = PasswordInput.safeParse(credentials);
  if (!input.success) return null;
  const outcome = await signInWithPassword(runtime(), {
    ...input.data,
    network: networkOfHeaders(headers),
    agent: headers.get('user-agent') ?? 'unknown',
  });
  switch (outcome.status) {
    case 'signed-in':
      return { id: outcome.userId, token: outcome.token };
    case 'wrong':
      return null;
    case 'slow-down':
      throw slowDown(outcome.retryAfterSeconds);
  }
}

async function authorizeSandbox(headers: Headers): Promise<SignedInUser> {
  const outcome = await enterSandbox(runtime(), networkOfHeaders(headers), headers.get('user-agent') ?? 'unknown');
  if (outcome.status === 'slow-down') throw slowDown(outcome.retryAfterSeconds);
  return { id: outcome.userId, token: outcome.token };
}

/** The signed cookie holds a session id and its secret; who that is, the sessions table says at each request. */
export function sessionTokenOfClaims(claims: unknown): SessionToken | undefined {
  const parsed = TokenClaims.safeParse(claims);
  return parsed.success ? { sessionId: parsed.data.sid, secret: parsed.data.sst } : undefined;
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
      return { sid: signedIn.token.sessionId, sst: signedIn.token.secret };
    },
    // Scripts may ask next-auth for "the session"; they learn that there is one and nothing else.
    session: ({ session }) => ({ expires: session.expires }),
    redirect: ({ url, baseUrl }) => (url.startsWith('/') && !url.startsWith('//') ? `${baseUrl}${url}` : baseUrl),
  },
  events: {
    signOut: async ({ token }) => {
      const session = sessionTokenOfClaims(token);
      if (session !== undefined) await endSession(runtime(), session.sessionId);
    },
  },
  logger: {
    error: (code) => runtime().log.error({ code }, 'next-auth'),
    warn: (code) => runtime().log.debug({ code }, 'next-auth'),
    debug: () => undefined,
  },
});
