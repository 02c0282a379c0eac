import { z } from 'zod';
import { ExportFormat, InstantText } from './wire';

/** Services: audit/list-activity, audit/verify-activity, audit/export-activity. */

/** The kinds of event that are kept for ever; a new one is one line here and one sentence in messages/<locale>/activity. */
export const ACTIVITY_KINDS = [
  'signed-up',
  'signed-in',
  'signed-out',
  'session-ended',
  'password-changed',
  'user-deleted',
  'data-exported',
  'sandbox-entered',
  'sandbox-reset',
  'sandbox-removed',
  'disclosure-acknowledged',
  'profile-completed',
  'recommendation-made',
  'recommendation-accepted',
  'account-opened',
  'account-funded',
  'dividend-received',
  'shares-split',
  'tax-paid',
  'rebalance-confirmed',
  'rebalance-finished',
  'order-sent',
  'order-ended',
  'prices-imported',
  'backtest-finished',
  'comparison-finished',
  'search-finished',
  'job-cancelled',
] as const;
export const ActivityKind = z.enum(ACTIVITY_KINDS);
export type ActivityKind = z.infer<typeof ActivityKind>;

export const ACTIVITY_PAGE_MAX = 100;

export const ListActivityInput = z.strictObject({
  /** `nextCursor` of the page before; the newest events when absent. */
  cursor: z.exactOptional(z.string().regex(/^\d{1,18}$/, 'is not a cursor')),
  limit: z.int().min(1).max(ACTIVITY_PAGE_MAX).default(50),
  kinds: z.exactOptional(z.array(ActivityKind).min(1).max(ACTIVITY_KINDS.length)),
});

/** What an event speaks of, for a link. */
export const ActivitySubject = z.strictObject({
  kind: z.enum(['recommendation', 'rebalance', 'backtest', 'comparison', 'search', 'price-set', 'account']),
  id: z.uuid(),
});
export type ActivitySubject = z.infer<typeof ActivitySubject>;

export const ActivityEvent = z.strictObject({
  id: z.string(),
  at: InstantText,
  kind: ActivityKind,
  /** you: the investor. ballast: a job that the investor started. */
  by: z.enum(['you', 'ballast']),
  /** One plain sentence. */
  text: z.string(),
  accountId: z.uuid().nullable(),
  subject: ActivitySubject.nullable(),
  /** Of this row and, through it, of all rows before it in its chain. */
  hash: z.string(),
});
export type ActivityEvent = z.infer<typeof ActivityEvent>;

export const ActivityPage = z.strictObject({ events: z.array(ActivityEvent), nextCursor: z.string().nullable() });
export type ActivityPage = z.infer<typeof ActivityPage>;

export const VerifyActivityInput = z.strictObject({});

export const ActivityCheck = z.strictObject({
  status: z.enum(['intact', 'broken']),
  eventCount: z.int(),
  /** Each chain is checked by itself: the investor's own, and one for each account. */
  chains: z.array(
    z.strictObject({
      /** Null: the investor's own chain. */
      accountId: z.uuid().nullable(),
      status: z.enum(['intact', 'broken']),
      count: z.int(),
      /** The first row, from 1, that is not what was written; null when intact. */
      brokenAt: z.int().nullable(),
    }),
  ),
});
export type ActivityCheck = z.infer<typeof ActivityCheck>;

export const ExportActivityInput = z.strictObject({ format: ExportFormat });
