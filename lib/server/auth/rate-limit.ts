import { createHash } from 'node:crypto';
import type { Clock } from '@/lib/base/clock';
import { invariant } from '@/lib/base/invariant';
import type { Db } from '../db/client';

export interface Limit {
  readonly name: string;
  readonly countMax: number;
  readonly windowSeconds: number;
  /**
   * The count is forgotten only after a whole window without a use, so that no stretch of that length ever holds more
   * uses than allowed. Without it a window ends by itself, and two bursts may meet at its end.
   */
  readonly forgetsWhenQuiet?: boolean;
}

export const LIMITS = {
  /** Wrong passwords for one account from networks it has not signed in from. */
  signInAccount: { name: 'sign-in-account', countMax: 10, windowSeconds: 900, forgetsWhenQuiet: true },
  /** The same from a network the owner has used: a stranger's guesses cannot lock the owner out. */
  signInKnownNetwork: { name: 'sign-in-known-network', countMax: 10, windowSeconds: 900, forgetsWhenQuiet: true },
  signInNetwork: { name: 'sign-in-network', countMax: 100, windowSeconds: 900 },
  signUpNetwork: { name: 'sign-up-network', countMax: 30, windowSeconds: 3_600 },
  sandboxNetwork: { name: 'sandbox-network', countMax: 120, windowSeconds: 3_600 },
  /** Long computations a user may start. */
  jobsUser: { name: 'jobs-user', countMax: 120, windowSeconds: 3_600 },
  /** Asked again with each change of the list, so many are usual. */
  exclusionsUser: { name: 'exclusions-user', countMax: 600, windowSeconds: 3_600 },
  /** Requests to the doors: seconds of computing each as a rule, three quarters of a minute at most, sent by programs too. */
  doorsUser: { name: 'doors-user', countMax: 1_200, windowSeconds: 3_600 },
  uploadsUser: { name: 'uploads-user', countMax: 30, windowSeconds: 3_600 },
  exportsUser: { name: 'exports-user', countMax: 60, windowSeconds: 3_600 },
  /** Guesses of the current password inside a session that somebody else may hold. */
  passwordUser: { name: 'password-user', countMax: 10, windowSeconds: 900, forgetsWhenQuiet: true },
} as const satisfies Record<string, Limit>;

export type LimitDecision =
  { readonly isAllowed: true } | { readonly isAllowed: false; readonly retryAfterSeconds: number };

const keyOf = (limit: Limit, subject: string): string =>
  `${limit.name}:${createHash('sha256').update(subject).digest('base64url')}`;

/** Counts one use and says whether it is within the limit. One statement, so parallel uses cannot slip past. */
export async function takeTurn(db: Db, clock: Clock, limit: Limit, subject: string): Promise<LimitDecision> {
  const now = new Date(clock.now());
  const windowStartsAfter = new Date(clock.now() - limit.windowSeconds * 1000);
  const restarts = limit.forgetsWhenQuiet === true;
  const rows = await db.$queryRaw<{ count: number; window_start: Date }[]>`
    INSERT INTO rate_limits (key, window_start, count) VALUES (${keyOf(limit, subject)}, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limits.window_start <= ${windowStartsAfter} THEN 1
                   ELSE LEAST(rate_limits.count, ${limit.countMax}) + 1 END,
      window_start = CASE WHEN rate_limits.window_start <= ${windowStartsAfter}
                            OR (${restarts} AND rate_limits.count < ${limit.countMax}) THEN ${now}
                          ELSE rate_limits.window_start END
    RETURNING count, window_start`;
  const row = rows[0];
  invariant(row !== undefined, 'an upsert answers its row');
  if (row.count <= limit.countMax) return { isAllowed: true };
  const endsAt = row.window_start.getTime() + limit.windowSeconds * 1000;
  return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil((endsAt - clock.now()) / 1000)) };
}

/** Gives one use back: a success is not a guess. */
export async function returnTurn(db: Db, limit: Limit, subject: string): Promise<void> {
  await db.$executeRaw`UPDATE rate_limits SET count = GREATEST(count - 1, 0) WHERE key = ${keyOf(limit, subject)}`;
}

/** Networks an owner has signed in from are remembered for this long; they stand among the counters under this prefix. */
export const KNOWN_NETWORK_MILLISECONDS = 90 * 86_400_000;
export const KNOWN_NETWORK_PREFIX = 'known-network:';

/** Longer than any window above: nobody will ask for such a counter again. */
const COUNTER_MILLISECONDS = 86_400_000;

/** Whoever guesses names leaves a counter for each, so they go after a day. */
export async function forgetOldLimits(db: Db, clock: Clock): Promise<void> {
  const before = (age: number): { lt: Date } => ({ lt: new Date(clock.now() - age) });
  const isKnownNetwork = { startsWith: KNOWN_NETWORK_PREFIX };
  await db.rateLimit.deleteMany({
    where: {
      OR: [
        { windowStart: before(KNOWN_NETWORK_MILLISECONDS) },
        { windowStart: before(COUNTER_MILLISECONDS), NOT: { key: isKnownNetwork } },
      ],
    },
  });
}
