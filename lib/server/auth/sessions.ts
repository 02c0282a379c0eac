import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { newId } from '@/lib/base/ids';
import { appendAudit } from '../audit/append';
import type { Actor } from '../context';
import type { Db, DbTransaction } from '../db/client';

const HOUR_MS = 3_600_000;
/** A session ends after this long unused, and in any case after the absolute time. */
const IDLE_MS = 14 * 24 * HOUR_MS;
export const SESSION_ABSOLUTE_MS = 30 * 24 * HOUR_MS;
/** Seen times are written at most once a minute. */
const TOUCH_MS = 60_000;
const TOKEN_BYTES = 32;
const AGENT_LENGTH_MAX = 200;

export interface SessionToken {
  readonly sessionId: string;
  /** 256 random bits; only its hash is stored. */
  readonly secret: string;
}

export interface SessionTools {
  readonly db: Db;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export async function startSession(tools: SessionTools, userId: string, agent: string): Promise<SessionToken> {
  const { db, clock, randomBytes } = tools;
  const secret = Buffer.from(randomBytes(new Uint8Array(TOKEN_BYTES))).toString('base64url');
  const sessionId = newId(clock, randomBytes);
  const now = new Date(clock.now());
  await db.session.create({
    data: {
      id: sessionId,
      userId,
      tokenHash: hashOf(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(clock.now() + SESSION_ABSOLUTE_MS),
      agent: agent.slice(0, AGENT_LENGTH_MAX),
    },
  });
  return { sessionId, secret };
}

function isSecretOf(tokenHash: string, secret: string): boolean {
  const expected = Buffer.from(tokenHash);
  const actual = Buffer.from(hashOf(secret));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Neither ended, nor too old, nor unused for too long. */
export const isSessionLive = (
  session: { readonly revokedAt: Date | null; readonly expiresAt: Date; readonly lastSeenAt: Date },
  now: number,
): boolean =>
  session.revokedAt === null && session.expiresAt.getTime() > now && session.lastSeenAt.getTime() + IDLE_MS > now;

/** The actor behind a token, checked against the table each time; identity comes from the row, never from the cookie. */
export async function actorOfSession(tools: SessionTools, token: SessionToken): Promise<Actor> {
  const { db, clock } = tools;
  const session = await db.session.findUnique({ where: { id: token.sessionId } });
  const now = clock.now();
  if (session === null || !isSessionLive(session, now)) return { kind: 'anonymous' };
  if (!isSecretOf(session.tokenHash, token.secret)) return { kind: 'anonymous' };
  const user = await db.user.findUnique({ where: { id: session.userId } });
  if (user === null || user.deletedAt !== null) return { kind: 'anonymous' };
  if (session.lastSeenAt.getTime() + TOUCH_MS <= now) {
    await db.session.update({ where: { id: session.id }, data: { lastSeenAt: new Date(now) } });
  }
  return {
    kind: 'user',
    userId: user.id,
    sessionId: session.id,
    role: user.role === 'admin' ? 'admin' : 'investor',
    userKind: user.kind === 'sandbox' ? 'sandbox' : user.kind === 'demo' ? 'demo' : 'investor',
  };
}

/** Ends every session of a user but one; answers how many there were. */
export async function endSessionsOf(
  tools: { readonly db: DbTransaction; readonly clock: Clock },
  userId: string,
  exceptSessionId?: string,
): Promise<number> {
  const { count } = await tools.db.session.updateMany({
    where: { userId, revokedAt: null, ...(exceptSessionId === undefined ? {} : { NOT: { id: exceptSessionId } }) },
    data: { revokedAt: new Date(tools.clock.now()) },
  });
  return count;
}

/** Signing out: the session ends, whoever still holds its cookie, and the record says so. */
export async function signOut(tools: Pick<SessionTools, 'db' | 'clock'>, token: SessionToken): Promise<void> {
  const { db, clock } = tools;
  const session = await db.session.findUnique({ where: { id: token.sessionId } });
  if (session === null || session.revokedAt !== null || !isSecretOf(session.tokenHash, token.secret)) return;
  const { id, userId } = session;
  await db.$transaction(async (tx) => {
    await tx.session.update({ where: { id }, data: { revokedAt: new Date(clock.now()) } });
    await appendAudit(tx, clock, { kind: 'signed-out', userId, actor: userId, body: { sessionId: id } });
  });
}
