import type { ActivityEvent, ActivityKind, ActivitySubject } from '@/lib/shared/contracts/activity';
import { formatDay } from '@/lib/shared/format/date';
import { backtestPath, comparisonPath, priceSetPath, rebalancePath, ROUTES, searchPath } from '@/lib/shared/routes';

/** What a reader looks for; together the groups name every kind once. */
export const ACTIVITY_GROUPS = {
  plan: {
    label: 'Plan',
    kinds: ['profile-completed', 'recommendation-made', 'recommendation-accepted', 'disclosure-acknowledged'],
  },
  money: {
    label: 'Money and orders',
    kinds: [
      'account-opened',
      'account-funded',
      'dividend-received',
      'shares-split',
      'tax-paid',
      'rebalance-confirmed',
      'rebalance-finished',
      'order-sent',
      'order-ended',
    ],
  },
  lab: {
    label: 'Lab and data',
    kinds: ['prices-imported', 'backtest-finished', 'comparison-finished', 'search-finished', 'job-cancelled'],
  },
  access: {
    label: 'Access',
    kinds: [
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
    ],
  },
} as const satisfies Record<string, { readonly label: string; readonly kinds: readonly ActivityKind[] }>;

export type ActivityGroupId = keyof typeof ACTIVITY_GROUPS;

export const isActivityGroup = (id: string | undefined): id is ActivityGroupId =>
  id !== undefined && Object.hasOwn(ACTIVITY_GROUPS, id);

/** Where an event leads; undefined where there is nothing to look at. */
export function subjectLink(subject: ActivitySubject | null): string | undefined {
  if (subject === null) return undefined;
  switch (subject.kind) {
    case 'recommendation':
      return ROUTES.plan;
    case 'rebalance':
      return rebalancePath(subject.id);
    case 'backtest':
      return backtestPath(subject.id);
    case 'comparison':
      return comparisonPath(subject.id);
    case 'search':
      return searchPath(subject.id);
    case 'price-set':
      return priceSetPath(subject.id);
    case 'account':
      return `${ROUTES.portfolio}?account=${subject.id}`;
  }
}

const KINDS_WITH_AMOUNTS: readonly ActivityKind[] = [
  'account-funded',
  'dividend-received',
  'shares-split',
  'tax-paid',
  'order-sent',
  'order-ended',
];

/** Sentences that hide with the amounts when the reader asks for it. */
export const saysAmounts = ({ kind }: Pick<ActivityEvent, 'kind'>): boolean => KINDS_WITH_AMOUNTS.includes(kind);

export interface ActivityDay {
  readonly day: string;
  readonly events: readonly ActivityEvent[];
}

/** Events of a UTC day together, in the order given. */
export function byDay(events: readonly ActivityEvent[]): ActivityDay[] {
  const days = new Map<string, ActivityEvent[]>();
  for (const event of events) {
    const day = event.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].map(([day, ofDay]) => ({ day: formatDay(day), events: ofDay }));
}
