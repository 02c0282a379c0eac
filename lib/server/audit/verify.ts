import type { CanonicalValue } from '@/lib/base/canonical-json';
import type { Db } from '../db/client';
import { auditHash, GENESIS_HASH } from './append';

export type ChainCheck =
  | { readonly status: 'intact'; readonly count: number; readonly head: string }
  | { readonly status: 'broken'; readonly count: number; readonly brokenAt: number };

/** Recomputes every hash of a chain from its first row. */
export async function verifyChain(db: Pick<Db, 'auditEvent'>, chain: string): Promise<ChainCheck> {
  const rows = await db.auditEvent.findMany({ where: { chain }, orderBy: { sequence: 'asc' } });
  let previousHash = GENESIS_HASH;
  for (const [index, row] of rows.entries()) {
    const { kind, actor, sequence } = row;
    const content = { chain, sequence, kind, actor, createdAt: row.createdAt.toISOString(), body: row.body as CanonicalValue };
    const isSound = sequence === index + 1 && row.previousHash === previousHash && row.hash === auditHash(previousHash, content);
    if (!isSound) return { status: 'broken', count: rows.length, brokenAt: index + 1 };
    previousHash = row.hash;
  }
  return { status: 'intact', count: rows.length, head: previousHash };
}
