import { createHash } from 'node:crypto';
import { type CanonicalValue, hashableText } from '@/lib/base/canonical-json';
import type { Clock } from '@/lib/base/clock';
import type { ActivityKind } from '@/lib/shared/contracts/activity';
import type { DbTransaction } from '../db/client';

export interface AuditInput {
  readonly kind: ActivityKind;
  readonly userId: string;
  readonly accountId?: string;
  /** Who did it: a user id, or `worker`. */
  readonly actor: string;
  readonly body: { readonly [key: string]: CanonicalValue };
}

/** What the first row of a chain stands on. */
export const GENESIS_HASH = '0'.repeat(64);
const AUDIT_VERSION = 1;

export interface AuditContent {
  readonly chain: string;
  readonly sequence: number;
  readonly kind: string;
  /** Whose event it is, so that a row cannot be handed to somebody else either. */
  readonly userId: string | null;
  readonly accountId: string | null;
  readonly actor: string;
  readonly createdAt: string;
  readonly body: CanonicalValue;
}

/** H(previous hash, canonical row): changing, removing, adding or swapping a row breaks every hash after it. */
export const auditHash = (previousHash: string, content: AuditContent): string =>
  createHash('sha256')
    .update(hashableText('audit-event', AUDIT_VERSION, { previousHash, ...content }))
    .digest('hex');

/** One chain an account; a user's own chain where no account is involved. */
export const chainOf = (input: Pick<AuditInput, 'userId' | 'accountId'>): string =>
  input.accountId === undefined ? `user:${input.userId}` : `account:${input.accountId}`;

const asJson = (body: AuditInput['body']): object =>
  JSON.parse(
    JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as object;

/** Appends inside the caller's transaction, so that the deed and its record are one. Holds the chain until commit. */
export async function appendAudit(tx: DbTransaction, clock: Clock, input: AuditInput): Promise<void> {
  const chain = chainOf(input);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${chain}, 0))`;
  const head = await tx.auditHead.findUnique({ where: { chain } });
  const previousHash = head?.hash ?? GENESIS_HASH;
  const sequence = (head?.sequence ?? 0) + 1;
  const createdAt = new Date(clock.now());
  const { kind, actor, body, userId, accountId = null } = input;
  const content = { chain, sequence, kind, userId, accountId, actor, createdAt: createdAt.toISOString(), body };
  const hash = auditHash(previousHash, content);
  await tx.auditEvent.create({
    data: { chain, sequence, userId, accountId, actor, kind, body: asJson(body), previousHash, hash, createdAt },
  });
  if (head === null) await tx.auditHead.create({ data: { chain, sequence, hash } });
  else await tx.auditHead.update({ where: { chain }, data: { sequence, hash } });
}
