import { z } from 'zod';
import { newId } from '@/lib/base/ids';
import type { ServiceContext } from '../context';
import { networkOfHeaders } from '../http/in/network';
import { runtime } from '../runtime';
import { enterSandbox } from '../services/sandbox/enter-sandbox';
import { sessionCookieOf, sessionTokenOfCookie } from './session-claims';
import { type SessionToken, signOut } from './sessions';
import { signInWithPassword } from './sign-in';

const PasswordInput = z.object({ email: z.string().min(3).max(254), password: z.string().min(1).max(1_000) });

/** The part of next-auth's user that travels from `authorize` to the token, and no further. */
export interface SignedInUser {
  readonly id: string;
  readonly token: SessionToken;
}

/** next-auth writes the message of whatever is thrown into an address; only these texts may get there. */
class ToldError extends Error {
  override readonly name = 'ToldError';
}

const slowDown = (seconds: number): ToldError => new ToldError(`slow-down:${seconds}`);

const agentOf = (headers: Headers): string => headers.get('user-agent') ?? 'unknown';

/** A new sign-in takes the place of the session the browser brought along. */
async function endPresentedSession(headers: Headers): Promise<void> {
  const token = await sessionTokenOfCookie(sessionCookieOf(headers));
  if (token !== undefined) await signOut(runtime(), token);
}

async function byPassword(credentials: unknown, headers: Headers): Promise<SignedInUser | null> {
  const input = PasswordInput.safeParse(credentials);
  if (!input.success) return null;
  const network = networkOfHeaders(headers);
  const outcome = await signInWithPassword(runtime(), { ...input.data, network, agent: agentOf(headers) });
  // Who was tried is not written down: people type passwords into the wrong field.
  if (outcome.status !== 'signed-in') runtime().log.warn({ network, outcome: outcome.status }, 'sign-in refused');
  switch (outcome.status) {
    case 'signed-in':
      return { id: outcome.userId, token: outcome.token };
    case 'wrong':
      return null;
    case 'slow-down':
      throw slowDown(outcome.retryAfterSeconds);
  }
}

async function asSandbox(headers: Headers): Promise<SignedInUser> {
  const { db, clock, randomBytes, log } = runtime();
  const requestId = newId(clock, randomBytes);
  const ctx: ServiceContext = {
    actor: { kind: 'anonymous' },
    clock,
    randomBytes,
    requestId,
    network: networkOfHeaders(headers),
    db,
    log: log.child({ requestId }),
  };
  const outcome = await enterSandbox.call(ctx, { agent: agentOf(headers).slice(0, 200) });
  if (outcome.status === 'done') return { id: outcome.value.userId, token: outcome.value.token };
  throw new ToldError(outcome.code === 'too-many-requests' ? 'slow-down:600' : 'unavailable');
}

async function told<T extends SignedInUser | null>(headers: Headers, work: () => Promise<T>): Promise<T> {
  try {
    const user = await work();
    if (user !== null) await endPresentedSession(headers);
    return user;
  } catch (error) {
    if (error instanceof ToldError) throw error;
    runtime().log.error({ err: error }, 'sign-in failed');
    throw new ToldError('unavailable');
  }
}

export const authorizePassword = (credentials: unknown, headers: Headers): Promise<SignedInUser | null> =>
  told(headers, () => byPassword(credentials, headers));

export const authorizeSandbox = (headers: Headers): Promise<SignedInUser> => told(headers, () => asSandbox(headers));
