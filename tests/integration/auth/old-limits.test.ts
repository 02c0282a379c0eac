import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const DAY = 86_400_000;

test('counters go after a day, remembered networks after ninety, and what still counts stays', async () => {
  const { forgetOldLimits, KNOWN_NETWORK_PREFIX, LIMITS } = await import('@/lib/server/auth/rate-limit');
  const now = Date.now();
  const rows: readonly (readonly [string, number])[] = [
    ['sign-in-account:guessed', 2 * DAY],
    ['sign-in-account:counting', 0.04 * DAY],
    [`${KNOWN_NETWORK_PREFIX}last-month`, 30 * DAY],
    [`${KNOWN_NETWORK_PREFIX}last-year`, 300 * DAY],
  ];
  await world.db.rateLimit.createMany({
    data: rows.map(([key, age]) => ({ key, windowStart: new Date(now - age), count: 1 })),
  });
  await forgetOldLimits(world.db, { now: () => now });
  const left = await world.db.rateLimit.findMany({ where: { key: { in: rows.map(([key]) => key) } } });
  expect(left.map(({ key }) => key).sort()).toEqual([`${KNOWN_NETWORK_PREFIX}last-month`, 'sign-in-account:counting']);
  for (const { windowSeconds } of Object.values(LIMITS)) expect(windowSeconds * 1_000).toBeLessThan(DAY);
});
