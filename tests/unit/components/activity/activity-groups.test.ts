import { expect, test } from 'vitest';
import { ACTIVITY_GROUPS, byDay, isActivityGroup, subjectLink } from '@/components/activity/activity-groups';
import { ACTIVITY_KINDS, type ActivityEvent } from '@/lib/shared/contracts/activity';

test('every kind of event is found under exactly one filter', () => {
  const grouped = Object.values(ACTIVITY_GROUPS).flatMap(({ kinds }) => [...kinds]);
  expect(grouped.toSorted()).toEqual([...ACTIVITY_KINDS].toSorted());
});

test('only filters of ours are filters', () => {
  expect(isActivityGroup('plan')).toBe(true);
  expect(isActivityGroup('toString')).toBe(false);
  expect(isActivityGroup(undefined)).toBe(false);
});

test('events of a day stand together, in their order', () => {
  const event = (id: string, at: string): ActivityEvent => ({
    id,
    at,
    kind: 'signed-in',
    by: 'you',
    text: 'You signed in.',
    accountId: null,
    subject: null,
    hash: 'h',
  });
  const days = byDay([
    event('3', '2026-11-21T08:00:00.000Z'),
    event('2', '2026-11-21T07:00:00.000Z'),
    event('1', '2026-11-20T23:59:59.000Z'),
  ]);
  expect(days.map(({ day, events }) => [day, events.map(({ id }) => id)])).toEqual([
    ['21 Nov 2026', ['3', '2']],
    ['20 Nov 2026', ['1']],
  ]);
});

test('what has no page has no link', () => {
  expect(subjectLink(null)).toBeUndefined();
  expect(subjectLink({ kind: 'rebalance', id: 'abc' })).toBe('/rebalance/abc');
});
