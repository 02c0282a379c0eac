import 'server-only';
import { cookies, headers } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { newId } from '@/lib/base/ids';
import { sessionCookieName } from '@/lib/server/auth/cookies';
import { sessionTokenOfClaims } from '@/lib/server/auth/next-auth';
import { actorOfSession } from '@/lib/server/auth/sessions';
import type { Actor, ServiceContext } from '@/lib/server/context';
import { requiredEnv } from '@/lib/server/env';
import { runtime } from '@/lib/server/runtime';
import { networkOfHeaders } from './network';

async function actorOfCookie(cookieValue: string | undefined): Promise<Actor> {
  if (cookieValue === undefined) return { kind: 'anonymous' };
  // A cookie that cannot be opened is a stranger's, not an error.
  const claims = await decode({ token: cookieValue, secret: requiredEnv('NEXTAUTH_SECRET') }).catch(() => null);
  const token = sessionTokenOfClaims(claims);
  return token === undefined ? { kind: 'anonymous' } : actorOfSession(runtime(), token);
}

/** Who asks, from the cookie and nothing else; for pages, actions and route handlers alike. */
export async function requestContext(): Promise<ServiceContext> {
  const { db, clock, randomBytes, log } = runtime();
  const [cookieJar, headerList] = await Promise.all([cookies(), headers()]);
  const requestId = newId(clock, randomBytes);
  return {
    actor: await actorOfCookie(cookieJar.get(sessionCookieName())?.value),
    clock,
    randomBytes,
    requestId,
    network: networkOfHeaders(headerList),
    db,
    log: log.child({ requestId }),
  };
}
