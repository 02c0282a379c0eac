import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, valueOf, type World } from '../../support/world';
import { GOAL } from '../ownership/things';

const load = () => import('@/lib/server/services/registry');

let world: World;
let server: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  world = await createWorld();
  server = await load();
});
afterAll(() => world.close());

/** As when everybody waits for something to be worked out. */
async function whileNobodyComputes<T>(work: () => Promise<T>): Promise<T> {
  Object.assign(globalThis, { __ballastCompute: { run: () => Promise.reject(new Error('full')), underWay: 1_000 } });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { __ballastCompute: undefined });
  }
}

test('goals can be read, changed and deleted while their odds cannot be worked out', async () => {
  const { SERVICES } = server;
  const ctx = world.ctxOf(await world.newUser());
  const { id } = valueOf(await SERVICES['goal/create-goal'].call(ctx, { name: 'A boat', goal: GOAL }));
  const [listed] = valueOf(await SERVICES['goal/list-goals'].call(ctx, {})).items;
  expect(listed?.judgement?.verdict.odds.probability).toBeGreaterThan(0);
  await whileNobodyComputes(async () => {
    const busy = valueOf(await SERVICES['goal/list-goals'].call(ctx, {}));
    expect(busy.items).toMatchObject([{ row: { id, name: 'A boat' }, judgement: null, isPast: false }]);
    expect(busy.reason).toContain('Many people are waiting');
    const { outcome, row } = valueOf(await SERVICES['goal/get-goal'].call(ctx, { goalId: id }));
    expect(row.name).toBe('A boat');
    expect(outcome).toMatchObject({ status: 'unavailable' });
    valueOf(await SERVICES['goal/update-goal'].call(ctx, { goalId: id, name: 'A smaller boat', goal: GOAL }));
    expect(valueOf(await SERVICES['goal/delete-goal'].call(ctx, { goalId: id })).name).toBe('A smaller boat');
  });
});
