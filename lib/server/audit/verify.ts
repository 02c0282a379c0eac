import type { CanonicalValue } from '@/lib/base/canonical-json';
import type { DbTransaction } from '../db/client';
import type { AuditEvent } from '../db/generated/client';
import { auditHash, GENESIS_HASH } from './append';

export type ChainCheck =
  | { readonly status: 'intact'; readonly count: number; readonly head: string }
  /** `brokenAt`: the first row, counted from 1, that is not what was written there; one past the end when rows are gone. */
  | { readonly status: 'broken'; readonly count: number; readonly brokenAt: number };

/** Rows read at once: a long chain is checked in little memory. */
const BATCH = 2_000;

/** A row is sound when it stands where it was written, on the row that was there, with the content it had. */
function isSound(row: AuditEvent, position: number, previousHash: string): boolean {
  const { chain, sequence, kind, userId, accountId, actor } = row;
  const createdAt = row.createdAt.toISOString();
  const content = { chain, sequence, kind, userId, accountId, actor, createdAt, body: row.body as CanonicalValue };
  return sequence === position && row.previousHash === previousHash && row.hash === auditHash(previousHash, content);
}

/** Below every sequence a row can have. */
const BEFORE_FIRST = -(2 ** 31);

const headOf = (db: DbTransaction, chain: string) => db.auditHead.findUnique({ where: { chain } });

/** Recomputes every hash of a chain from its first row, and compares its end with the head that is kept apart. */
export async function verifyChain(db: DbTransaction, chain: string): Promise<ChainCheck> {
  const headBefore = await headOf(db, chain);
  let previousHash = GENESIS_HASH;
  let count = 0;
  let after = BEFORE_FIRST;
  for (;;) {
    const where = { chain, sequence: { gt: after } };
    const rows = await db.auditEvent.findMany({ where, orderBy: { sequence: 'asc' }, take: BATCH });
    for (const row of rows) {
      if (!isSound(row, count + 1, previousHash)) return { status: 'broken', count, brokenAt: count + 1 };
      previousHash = row.hash;
      after = row.sequence;
      count += 1;
      if (count === headBefore?.sequence && row.hash !== headBefore.hash)
        return { status: 'broken', count, brokenAt: count };
    }
    if (rows.length < BATCH) break;
  }
  if (count < (headBefore?.sequence ?? 0)) return { status: 'broken', count, brokenAt: count + 1 };
  // Rows past the head were added while this ran, or by somebody who did not move the head.
  const headAfter = await headOf(db, chain);
  if (count > (headAfter?.sequence ?? 0)) return { status: 'broken', count, brokenAt: (headAfter?.sequence ?? 0) + 1 };
  return { status: 'intact', count, head: previousHash };
}
