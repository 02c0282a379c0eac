import { createHash } from 'node:crypto';
import { type CanonicalValue, hashableText } from '@/lib/base/canonical-json';
import type { Clock } from '@/lib/base/clock';
import type { DbTransaction } from '../db/client';

/** The kinds of event that are kept for ever; a new one is one line here. */
export const AUDIT_KINDS = [
  'signed-up',
  'signed-in',
  'signed-out',
  'sandbox-entered',
  'sandbox-reset',
  'disclosure-acknowledged',
  'profile-completed',
  'recommendation-made',
  'recommendation-accepted',
  'account-opened',
  'account-funded',
  'rebalance-confirmed',
  'rebalance-finished',
  'order-sent',
  'order-ended',
  'prices-imported',
  'backtest-finished',
  'job-cancelled',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditInput {
  readonly kind: AuditKind;
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

/** Appends inside the caller's transaction, so that the deed and its record are one. Holds the chain until commit. */
export async function appendAudit(tx: DbTransaction, clock: Clock, input: AuditInput): Promise<void> {
  const chain = chainOf(input);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${chain}, 0))`;
  const last = await tx.auditEvent.findFirst({ where: { chain }, orderBy: { sequence: 'desc' } });
  const previousHash = last?.hash ?? GENESIS_HASH;
  const sequence = (last?.sequence ?? 0) + 1;
  const createdAt = new Date(clock.now());
  const { kind, actor, body, userId } = input;
  const hash = auditHash(previousHash, { chain, sequence, kind, actor, createdAt: createdAt.toISOString(), body });
  await tx.auditEvent.create({
    data: {
      chain,
      sequence,
      userId,
      accountId: input.accountId ?? null,
      actor,
      kind,
      body: JSON.parse(JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) as object,
      previousHash,
      hash,
      createdAt,
    },
  });
}
