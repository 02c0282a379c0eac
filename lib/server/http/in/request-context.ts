import 'server-only';
import { cookies, headers } from 'next/headers';
import { newId } from '@/lib/base/ids';
import { sessionCookieName } from '@/lib/server/auth/cookies';
import { sessionTokenOfCookie } from '@/lib/server/auth/session-claims';
import { actorOfSession } from '@/lib/server/auth/sessions';
import type { Actor, ServiceContext } from '@/lib/server/context';
import { runtime } from '@/lib/server/runtime';
import { networkOfHeaders } from './network';

async function actorOfCookie(cookieValue: string | undefined): Promise<Actor> {
  const token = await sessionTokenOfCookie(cookieValue);
  return token === undefined ? { kind: 'anonymous' } : actorOfSession(runtime(), token);
}

/** Who asks, from the cookie and nothing else; for pages, actions and route handlers alike. */
export async function requestContext(requestId = newRequestId()): Promise<ServiceContext> {
  const { db, clock, randomBytes, log } = runtime();
  const [cookieJar, headerList] = await Promise.all([cookies(), headers()]);
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

export const newRequestId = (): string => newId(runtime().clock, runtime().randomBytes);
