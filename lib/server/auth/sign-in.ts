import { createHash } from 'node:crypto';
import { newId } from '@/lib/base/ids';
import { appendAudit } from '../audit/append';
import type { Db } from '../db/client';
import { verifyPassword } from './password';
import { LIMITS, returnTurn, takeTurn, type Limit } from './rate-limit';
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

export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

const knownNetworkKey = (email: string, network: string): string =>
  `known-network:${createHash('sha256').update(`${email}|${network}`).digest('base64url')}`;

const isKnownNetwork = async (db: Db, email: string, network: string): Promise<boolean> =>
  (await db.rateLimit.findUnique({ where: { key: knownNetworkKey(email, network) } })) !== null;

async function rememberNetwork(tools: SessionTools, email: string, network: string): Promise<void> {
  const key = knownNetworkKey(email, network);
  const windowStart = new Date(tools.clock.now());
  await tools.db.rateLimit.upsert({ where: { key }, create: { key, windowStart, count: 1 }, update: { windowStart } });
}

/**
 * Checks mail and password. Guesses are counted per account and per network before the slow hash runs;
 * unknown accounts cost the same time and get the same answer.
 */
export async function signInWithPassword(tools: SessionTools, attempt: SignInAttempt): Promise<SignInOutcome> {
  const { db, clock } = tools;
  const email = normaliseEmail(attempt.email);
  const isKnown = await isKnownNetwork(db, email, attempt.network);
  const turns: [Limit, string][] = [
    isKnown ? [LIMITS.signInKnownNetwork, `${email}|${attempt.network}`] : [LIMITS.signInAccount, email],
    [LIMITS.signInNetwork, attempt.network],
  ];
  for (const [limit, subject] of turns) {
    const decision = await takeTurn(db, clock, limit, subject);
    if (!decision.isAllowed) return { status: 'slow-down', retryAfterSeconds: decision.retryAfterSeconds };
  }
  const user = await db.user.findUnique({ where: { email } });
  const credential = user === null ? null : await db.credential.findUnique({ where: { userId: user.id } });
  const isRight = await verifyPassword(attempt.password, credential?.passwordHash);
  if (!isRight || user === null || user.deletedAt !== null) return { status: 'wrong' };
  for (const [limit, subject] of turns) await returnTurn(db, limit, subject);
  await rememberNetwork(tools, email, attempt.network);
  const token = await startSession(tools, user.id, attempt.agent);
  await db.$transaction((tx) =>
    appendAudit(tx, clock, {
      kind: 'signed-in',
      userId: user.id,
      actor: user.id,
      body: { sessionId: token.sessionId },
    }),
  );
  return { status: 'signed-in', userId: user.id, token };
}

/** A private copy of the product for one visitor: a user without mail or password, kept apart like any other. */
export async function enterSandbox(
  tools: SessionTools,
  network: string,
  agent: string,
): Promise<Exclude<SignInOutcome, { status: 'wrong' }>> {
  const { db, clock, randomBytes } = tools;
  const decision = await takeTurn(db, clock, LIMITS.sandboxNetwork, network);
  if (!decision.isAllowed) return { status: 'slow-down', retryAfterSeconds: decision.retryAfterSeconds };
  const userId = newId(clock, randomBytes);
  await db.$transaction(async (tx) => {
    await tx.user.create({
      data: {
        id: userId,
        email: null,
        displayName: 'Visitor',
        kind: 'sandbox',
        role: 'investor',
        createdAt: new Date(clock.now()),
      },
    });
    await appendAudit(tx, clock, { kind: 'sandbox-entered', userId, actor: userId, body: { disclosureVersion: 1 } });
  });
  return { status: 'signed-in', userId, token: await startSession(tools, userId, agent) };
}
