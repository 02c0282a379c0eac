import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunTask } from '@/lib/server/compute/run-task';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, endOfJob, eventually, valueOf, type World } from '../../support/world';

/** Server modules read the environment once; they come in after the world has set it. */
const modules = async () => ({
  ...(await import('@/lib/server/compute/tasks')),
  ...(await import('@/lib/server/jobs/worker')),
  ...(await import('@/lib/server/jobs/queue')),
  ...(await import('@/lib/server/services/export/export-search')),
  ...(await import('@/lib/server/services/job/cancel-job')),
  ...(await import('@/lib/server/services/search/get-search')),
  ...(await import('@/lib/server/services/search/list-searches')),
  ...(await import('@/lib/server/services/search/start-search')),
});

const PLAN = { 'SIM-USEQ': 0.4, 'SIM-INTL': 0.2, 'SIM-LTB': 0.2, 'SIM-GOLD': 0.1, 'SIM-CASH': 0.1 };

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let userId: string;
let recommendationId: string;
let worker: JobWorker | undefined;
let keyCount = 0;

beforeAll(async () => {
  world = await createWorld();
  server = await modules();
  userId = await world.newUser();
  recommendationId = await world.acceptPlan(userId, PLAN);
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
});
afterAll(() => world.close());

const nextKey = (): string => `search-key-${(keyCount += 1)}`;

const start = async (key = nextKey()) =>
  valueOf(
    await server.startSearch.call(world.ctxOf(userId), {
      recommendationId,
      from: '2014-01-02',
      calendar: 'annual',
      varied: { lookbackDays: [252, 504], strategy: ['inverse-volatility', 'equal-weight'], driftBand: [0, 0.05] },
      key,
    }),
  );

/** Where a thread would compute, the task runs at once. */
const runHere: RunTask = (name, input, control) => Promise.resolve(server.runTaskByName(name, input, control) as never);

async function withWorker(runTask: RunTask): Promise<void> {
  worker = await server.startJobWorker(world.workerCtx, runTask, world.database.appUrl);
}

test('a search ends with a result under its own link, on the record and as a file', async () => {
  await withWorker(runHere);
  const key = nextKey();
  const { searchId, jobId } = await start(key);
  expect(await start(key)).toEqual({ searchId, jobId, isNew: false });
  const job = await endOfJob(world, jobId);
  expect(job).toMatchObject({ status: 'done', progress: 1, result: { subject: { kind: 'search', id: searchId } } });
  const ctx = world.ctxOf(userId);
  const view = valueOf(await server.getSearch.call(ctx, { searchId }));
  expect(view.result?.trials).toHaveLength(8);
  expect(view.result?.holdout.lines.map(({ id }) => id)).toContain('chosen');
  const event = await world.db.auditEvent.findFirstOrThrow({ where: { userId, kind: 'search-finished' } });
  expect(event.body).toMatchObject({ searchId, trials: 8 });
  const file = valueOf(await server.exportSearch.call(ctx, { searchId, format: 'csv' }));
  expect(file.text.trim().split('\n')).toHaveLength(9);
  expect(valueOf(await server.listSearches.call(ctx, {})).map(({ id }) => id)).toContain(searchId);
});

test('a part that dies lets the other one stop, and the next attempt finishes', async () => {
  let isFirst = true;
  await withWorker((name, input, control) => {
    if (name !== 'search-part' || !isFirst) return runHere(name, input, control);
    isFirst = false;
    return Promise.reject(new Error('the thread died'));
  });
  const { searchId, jobId } = await start();
  expect(await endOfJob(world, jobId)).toMatchObject({ status: 'done', attempt: 2 });
  expect(valueOf(await server.getSearch.call(world.ctxOf(userId), { searchId })).result?.trials).toHaveLength(8);
});

test('a cancel reaches both parts within a second, and nothing is kept', async () => {
  let running = 0;
  await withWorker(async (name, input, control) => {
    if (name !== 'search-part') return runHere(name, input, control);
    running += 1;
    while (!control.shouldStop()) await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return { status: 'stopped' };
  });
  const { searchId, jobId } = await start();
  await eventually(() => Promise.resolve(running === 2 ? true : undefined));
  const askedAt = performance.now();
  valueOf(await server.cancelJob.call(world.ctxOf(userId), { jobId }));
  expect(await endOfJob(world, jobId)).toMatchObject({ status: 'cancelled' });
  expect(performance.now() - askedAt).toBeLessThan(1_000);
  expect(running).toBe(0);
  expect(valueOf(await server.getSearch.call(world.ctxOf(userId), { searchId })).result).toBeNull();
});
