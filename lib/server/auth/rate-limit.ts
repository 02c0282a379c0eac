import { createHash } from 'node:crypto';
import type { Clock } from '@/lib/base/clock';
import type { Db } from '../db/client';

export interface Limit {
  readonly name: string;
  readonly countMax: number;
  readonly windowSeconds: number;
}

export const LIMITS = {
  /** Wrong passwords for one account from networks it has not signed in from. */
  signInAccount: { name: 'sign-in-account', countMax: 10, windowSeconds: 900 },
  /** The same from a network the owner has used: a stranger's guesses cannot lock the owner out. */
  signInKnownNetwork: { name: 'sign-in-known-network', countMax: 10, windowSeconds: 900 },
  signInNetwork: { name: 'sign-in-network', countMax: 100, windowSeconds: 900 },
  signUpNetwork: { name: 'sign-up-network', countMax: 30, windowSeconds: 3_600 },
  sandboxNetwork: { name: 'sandbox-network', countMax: 120, windowSeconds: 3_600 },
  /** Long computations a user may start. */
  jobsUser: { name: 'jobs-user', countMax: 120, windowSeconds: 3_600 },
  uploadsUser: { name: 'uploads-user', countMax: 30, windowSeconds: 3_600 },
} as const satisfies Record<string, Limit>;

export type LimitDecision =
  { readonly isAllowed: true } | { readonly isAllowed: false; readonly retryAfterSeconds: number };

const keyOf = (limit: Limit, subject: string): string =>
  `${limit.name}:${createHash('sha256').update(subject).digest('base64url')}`;

/** Counts one use and says whether it is within the limit. One statement, so parallel uses cannot slip past. */
export async function takeTurn(db: Db, clock: Clock, limit: Limit, subject: string): Promise<LimitDecision> {
  const now = new Date(clock.now());
  const windowStartsAfter = new Date(clock.now() - limit.windowSeconds * 1000);
  const rows = await db.$queryRaw<{ count: number; window_start: Date }[]>`
    INSERT INTO rate_limits (key, window_start, count) VALUES (${keyOf(limit, subject)}, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limits.window_start <= ${windowStartsAfter} THEN 1 ELSE rate_limits.count + 1 END,
      window_start = CASE WHEN rate_limits.window_start <= ${windowStartsAfter} THEN ${now} ELSE rate_limits.window_start END
    RETURNING count, window_start`;
  const row = rows[0];
  if (row === undefined || row.count <= limit.countMax) return { isAllowed: true };
  const endsAt = row.window_start.getTime() + limit.windowSeconds * 1000;
  return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil((endsAt - clock.now()) / 1000)) };
}

/** Gives one use back: a success is not a guess. */
export async function returnTurn(db: Db, limit: Limit, subject: string): Promise<void> {
  await db.$executeRaw`UPDATE rate_limits SET count = GREATEST(count - 1, 0) WHERE key = ${keyOf(limit, subject)}`;
}

/** An IPv6 network is its /64: one customer owns all of it. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = tail.split(':').filter((part) => part !== '');
  const middle = plain.includes('::')
    ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
    : [];
  const groups = [...left, ...middle, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
