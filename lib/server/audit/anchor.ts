import { createHash } from 'node:crypto';
import { hashableText } from '@/lib/base/canonical-json';
import type { Clock } from '@/lib/base/clock';
import { addDays, isoDay, type IsoDay, isoDayOfInstant } from '@/lib/base/iso-day';
import type { DbTransaction } from '../db/client';
import type { Logger } from '../log';

const ANCHOR_VERSION = 1;

/** Events take their time before they commit; a day is anchored when none of its can still be under way. */
const SETTLED_AFTER_MILLISECONDS = 10 * 60_000;

interface Heads {
  readonly headCount: number;
  readonly hash: string;
}

/** The ends of all chains at the end of a UTC day, as one hash. */
async function headsAtEndOf(db: DbTransaction, day: IsoDay): Promise<Heads> {
  const endsAt = new Date(`${addDays(day, 1)}T00:00:00.000Z`);
  const heads = await db.$queryRaw<{ chain: string; sequence: number; hash: string }[]>`
    SELECT DISTINCT ON (chain) chain, sequence, hash FROM audit_events
    WHERE created_at < ${endsAt} ORDER BY chain, sequence DESC`;
  // Sorted here, as databases sort text each in their own way.
  heads.sort((left, right) => (left.chain < right.chain ? -1 : 1));
  const hash = createHash('sha256')
    .update(hashableText('audit-anchor', ANCHOR_VERSION, { day, heads }))
    .digest('hex');
  return { headCount: heads.length, hash };
}

/**
 * Fixes where every chain stood at the end of the last whole day. The line in the log leaves the database: with it,
 * even the owner of the database cannot write a chain anew unseen.
 */
export async function anchorChains(source: {
  readonly db: DbTransaction;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<void> {
  const { db, clock, log } = source;
  const day = addDays(isoDayOfInstant(clock.now() - SETTLED_AFTER_MILLISECONDS), -1);
  if ((await db.auditAnchor.findUnique({ where: { day } })) !== null) return;
  const anchor = await headsAtEndOf(db, day);
  const { count } = await db.auditAnchor.createMany({
    data: [{ day, ...anchor, createdAt: new Date(clock.now()) }],
    skipDuplicates: true,
  });
  if (count === 1) log.info({ day, ...anchor }, 'audit anchor');
}

/** Whether the chains still say what they said at the end of that day. */
export async function verifyAnchor(db: DbTransaction, day: string): Promise<'intact' | 'broken' | 'not-anchored'> {
  const anchor = await db.auditAnchor.findUnique({ where: { day } });
  if (anchor === null) return 'not-anchored';
  const heads = await headsAtEndOf(db, isoDay(day));
  return heads.hash === anchor.hash && heads.headCount === anchor.headCount ? 'intact' : 'broken';
}
