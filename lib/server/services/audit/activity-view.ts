import { z } from 'zod';
import { ActivityKind, type ActivityEvent, type ActivitySubject } from '@/lib/shared/contracts/activity';
import { activitySentence } from '@/lib/shared/messages/en/activity';
import type { AuditEvent } from '../../db/generated/client';

const Body = z.record(z.string(), z.unknown());

/** The ids a body may name, in the order a link is looked for. */
const SUBJECT_KEYS = [
  ['rebalanceId', 'rebalance'],
  ['backtestId', 'backtest'],
  ['comparisonId', 'comparison'],
  ['searchId', 'search'],
  ['recommendationId', 'recommendation'],
  ['priceSetId', 'price-set'],
  ['accountId', 'account'],
] as const;

function subjectOf(body: z.infer<typeof Body>): ActivitySubject | null {
  for (const [key, kind] of SUBJECT_KEYS) {
    const id = z.uuid().safeParse(body[key]);
    if (id.success) return { kind, id: id.data };
  }
  return null;
}

function factValues(body: z.infer<typeof Body>): Record<string, string | number> {
  const entries = Object.entries(body).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}

export function activityEvent(row: AuditEvent): ActivityEvent {
  const kind = ActivityKind.parse(row.kind);
  const body = Body.parse(row.body);
  return {
    id: row.id.toString(),
    at: row.createdAt.toISOString(),
    kind,
    by: row.actor === row.userId ? 'you' : 'ballast',
    text: activitySentence(kind, factValues(body)),
    accountId: row.accountId,
    subject: subjectOf(body),
    hash: row.hash,
  };
}
