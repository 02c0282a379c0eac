import { createHash } from 'node:crypto';
import { appendAudit } from '../audit/append';
import type { Db } from '../db/client';
import { isPasswordQueueFull, verifyPassword } from './password';
import {
  KNOWN_NETWORK_MILLISECONDS,
  KNOWN_NETWORK_PREFIX,
  type Limit,
  LIMITS,
  returnTurn,
  takeTurn,
} from './rate-limit';
import { type SessionToken, type SessionTools, startSession } from './sessions';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly network: string;
  readonly agent: string;
}

export type SignInOutcome =
  | { readonly status: 'signed-in'; readonly userId: string; readonly token: SessionToken }
  | { readonly status: 'wrong' }
  | { readonly status: 'slow-down'; readonly retryAfterSeconds: number };

/** When more passwords wait to be checked than memory and patience allow. */
const BUSY_RETRY_SECONDS = 5;

export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

const knownNetworkKey = (email: string, network: string): string =>
  `${KNOWN_NETWORK_PREFIX}${createHash('sha256').update(`${email}|${network}`).digest('base64url')}`;

async function isKnownNetwork({ db, clock }: SessionTools, email: string, network: string): Promise<boolean> {
  const row = await db.rateLimit.findUnique({ where: { key: knownNetworkKey(email, network) } });
  return row !== null && row.windowStart.getTime() + KNOWN_NETWORK_MILLISECONDS > clock.now();
}

async function rememberNetwork(tools: SessionTools, email: string, network: string): Promise<void> {
  const key = knownNetworkKey(email, network);
  const windowStart = new Date(tools.clock.now());
  await tools.db.rateLimit.upsert({ where: { key }, create: { key, windowStart, count: 1 }, update: { windowStart } });
}

/**
 * The counters of an attempt, in the order they are asked. A network that guesses too much is stopped before its
 * guesses can use up an account's. From a network the owner has used, neither other people's guesses at this account
 * nor the neighbours' at theirs count, so nobody can lock the owner out.
 */
const countersOf = (isKnown: boolean, email: string, network: string): [Limit, string][] =>
  isKnown
    ? [[LIMITS.signInKnownNetwork, `${email}|${network}`]]
    : [
        [LIMITS.signInNetwork, network],
        [LIMITS.signInAccount, email],
      ];

async function userWithHash(db: Db, email: string) {
  const user = await db.user.findUnique({ where: { email } });
  const credential = user === null ? null : await db.credential.findUnique({ where: { userId: user.id } });
  return { user: user?.deletedAt === null ? user : null, passwordHash: credential?.passwordHash };
}

/**
 * Checks mail and password. Guesses are counted per account and per network before the slow hash runs;
 * unknown accounts cost the same time and get the same answer.
 */
export async function signInWithPassword(tools: SessionTools, attempt: SignInAttempt): Promise<SignInOutcome> {
  const { db, clock } = tools;
  const email = normaliseEmail(attempt.email);
  if (isPasswordQueueFull()) return { status: 'slow-down', retryAfterSeconds: BUSY_RETRY_SECONDS };
  const counters = countersOf(await isKnownNetwork(tools, email, attempt.network), email, attempt.network);
  for (const [limit, subject] of counters) {
    const decision = await takeTurn(db, clock, limit, subject);
    if (!decision.isAllowed) return { status: 'slow-down', retryAfterSeconds: decision.retryAfterSeconds };
  }
  const { user, passwordHash } = await userWithHash(db, email);
  const isRight = await verifyPassword(attempt.password, passwordHash);
  if (!isRight || user === null) return { status: 'wrong' };
  for (const [limit, subject] of counters) await returnTurn(db, limit, subject);
  await rememberNetwork(tools, email, attempt.network);
  const token = await startSession(tools, user.id, attempt.agent);
  const body = { sessionId: token.sessionId };
  await db.$transaction((tx) => appendAudit(tx, clock, { kind: 'signed-in', userId: user.id, actor: user.id, body }));
  return { status: 'signed-in', userId: user.id, token };
}
