import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { requiredEnv } from '../env';
import { sessionCookieName } from './cookies';
import type { SessionToken } from './sessions';

const TokenClaims = z.object({ sid: z.uuid(), sst: z.string().min(20).max(200) });

/** What the encrypted cookie holds: a session id and its secret; who that is, the sessions table says at each request. */
export const claimsOfToken = (token: SessionToken) => ({ sid: token.sessionId, sst: token.secret });

export function sessionTokenOfClaims(claims: unknown): SessionToken | undefined {
  const parsed = TokenClaims.safeParse(claims);
  return parsed.success ? { sessionId: parsed.data.sid, secret: parsed.data.sst } : undefined;
}

/** A cookie that cannot be opened is a stranger's, not an error. */
export async function sessionTokenOfCookie(cookieValue: string | undefined): Promise<SessionToken | undefined> {
  if (cookieValue === undefined || cookieValue === '') return undefined;
  const claims = await decode({ token: cookieValue, secret: requiredEnv('NEXTAUTH_SECRET') }).catch(() => null);
  return sessionTokenOfClaims(claims);
}

/** The session cookie out of a `Cookie` header, where no parsed jar is at hand. */
export function sessionCookieOf(headers: Pick<Headers, 'get'>): string | undefined {
  const prefix = `${sessionCookieName()}=`;
  const pair = (headers.get('cookie') ?? '').split('; ').find((part) => part.startsWith(prefix));
  return pair?.slice(prefix.length);
}
