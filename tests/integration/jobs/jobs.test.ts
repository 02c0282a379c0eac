import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunTask, TaskControl } from '@/lib/server/compute/run-task';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, endOfJob, eventually, valueOf, type World } from '../../support/world';

/** Server modules read the environment once; they come in after the world has set it. */
const modules = async () => ({
  ...(await import('@/lib/server/jobs/job-rows')),
  ...(await import('@/lib/server/jobs/sweeper')),
  ...(await import('@/lib/server/jobs/worker')),
  ...(await import('@/lib/server/jobs/queue')),
  ...(await import('@/lib/server/services/backtest/start-backtest')),
  ...(await import('@/lib/server/services/backtest/get-backtest')),
  ...(await import('@/lib/server/services/job/get-job')),
  ...(await import('@/lib/server/services/job/list-jobs')),
  ...(await import('@/lib/server/services/job/cancel-job')),
  ...(await import('@/lib/server/services/job/watch-job')),
  ...(await import('@/lib/server/live/job-news')),
});

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
  recommendationId = await world.acceptPlan(userId, { 'SIM-USEQ': 0.6, 'SIM-LTB': 0.4 });
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await world.db.$executeRaw`UPDATE jobs SET status = 'cancelled' WHERE status IN ('queued', 'running')`;
});
afterAll(async () => {
  await server.closeJobNews();
  await world.close();
});

const nextKey = (): string => `test-key-${(keyCount += 1)}`;

async function startBacktest(key = nextKey()): Promise<string> {
  const input = { recommendationId, key };
  return valueOf(await server.startBacktest.call(world.ctxOf(userId), input)).jobId;
}

const jobRow = (id: string) => world.db.job.findUniqueOrThrow({ where: { id } });

/** Stands in for the computing thread. */
const taskThat =
  (work: (control: TaskControl, attempt: number) => Promise<'not-possible' | 'stopped'>): RunTask =>
  async (_name, _input, control) => {
    runs += 1;
    const end = await work(control, runs);
    if (end === 'stopped') return { status: 'stopped' };
    return { status: 'finished', value: { status: 'not-possible', message: 'Said by the test.' } } as never;
  };
let runs = 0;

async function withWorker(runTask: RunTask): Promise<void> {
  runs = 0;
  worker = await server.startJobWorker(world.workerCtx, runTask, world.database.appUrl);
}

const waitingMessages = (jobId: string) => world.db.$queryRaw<{ id: string }[]>`
  SELECT id::text FROM queue.job WHERE name = 'jobs' AND data->>'jobId' = ${jobId} AND state = 'created'`;

test('a rolled-back transaction leaves neither job nor message', async () => {
  const key = nextKey();
  let jobId = '';
  await expect(
    world.db.$transaction(async (tx) => {
      const job = { kind: 'backtest', key, userId, input: {} } as const;
      jobId = (await server.enqueueJob(world.workerCtx, tx, job)).jobId;
      expect(await tx.job.count({ where: { key } })).toBe(1);
      throw new Error('the caller changes its mind');
    }),
  ).rejects.toThrow('changes its mind');
  expect(await world.db.job.count({ where: { key } })).toBe(0);
  expect(await waitingMessages(jobId)).toEqual([]);
});

test('a committed transaction leaves one job and one message', async () => {
  const jobId = await startBacktest();
  expect((await jobRow(jobId)).status).toBe('queued');
  expect(await waitingMessages(jobId)).toHaveLength(1);
});

test('twenty parallel requests under one key start one backtest and one job', async () => {
  const key = nextKey();
  const ctx = world.ctxOf(userId);
  const started = await Promise.all(
    Array.from({ length: 20 }, async () => valueOf(await server.startBacktest.call(ctx, { recommendationId, key }))),
  );
  expect(new Set(started.map(({ jobId }) => jobId)).size).toBe(1);
  expect(new Set(started.map(({ backtestId }) => backtestId)).size).toBe(1);
  expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await world.db.backtest.count({ where: { jobId: started[0]!.jobId } })).toBe(1);
});

test('a failure that is an answer ends the job with its sentence, without another try', async () => {
  await withWorker(taskThat(() => Promise.resolve('not-possible')));
  const row = await endOfJob(world, await startBacktest());
  expect(row).toMatchObject({ status: 'failed', failure: 'Said by the test.', attempt: 1 });
});

test('a throw is tried again and succeeds', async () => {
  await withWorker(
    taskThat((_control, attempt) =>
      attempt < 3 ? Promise.reject(new Error('passing trouble')) : Promise.resolve('not-possible'),
    ),
  );
  expect(await endOfJob(world, await startBacktest())).toMatchObject({ failure: 'Said by the test.', attempt: 3 });
});

test('a job that always throws ends as failed with one sentence', async () => {
  await withWorker(taskThat(() => Promise.reject(new Error('for good'))));
  const row = await endOfJob(world, await startBacktest());
  expect(row).toMatchObject({ status: 'failed', attempt: 5 });
  expect(row.failure).toBe('This could not be finished in 5 attempts. Nothing was lost; please start it again.');
});

test('cancelling a running job reaches the work before its next heartbeat', async () => {
  let stoppedAt = 0;
  await withWorker(
    taskThat(async (control) => {
      while (!control.shouldStop()) await new Promise((resolve) => setTimeout(resolve, 5));
      stoppedAt = Date.now();
      return 'stopped';
    }),
  );
  const jobId = await startBacktest();
  await eventually(async () => ((await jobRow(jobId)).status === 'running' ? true : undefined));
  const askedAt = Date.now();
  const asked = valueOf(await server.cancelJob.call(world.ctxOf(userId), { jobId }));
  expect(asked).toMatchObject({ isCancelRequested: true, canCancel: false });
  expect((await endOfJob(world, jobId)).status).toBe('cancelled');
  // Heartbeats come every two seconds; the notice is faster.
  expect(stoppedAt - askedAt).toBeLessThan(1_500);
});

test('a waiting job is cancelled at once and never runs', async () => {
  const jobId = await startBacktest();
  expect(valueOf(await server.cancelJob.call(world.ctxOf(userId), { jobId })).status).toBe('cancelled');
  await withWorker(taskThat(() => Promise.resolve('not-possible')));
  const after = await startBacktest();
  await endOfJob(world, after);
  expect(runs).toBe(1);
  expect(await server.cancelJob.call(world.ctxOf(userId), { jobId })).toMatchObject({
    status: 'refused',
    code: 'conflict',
  });
});

test('an overtaken attempt can no longer write', async () => {
  const jobId = await startBacktest();
  const first = await server.claimJob(world.db, jobId);
  expect(first?.attempt).toBe(1);
  expect(await server.claimJob(world.db, jobId)).toBeUndefined();
  await world.db.$executeRaw`UPDATE jobs SET heartbeat_at = now() - interval '1 minute' WHERE id = ${jobId}::uuid`;
  expect((await server.sweepJobs(world.db, world.workerCtx.clock)).revived).toBe(1);
  expect((await server.claimJob(world.db, jobId))?.attempt).toBe(2);
  expect(await server.pulseJob(world.db, { jobId, attempt: 1 }, 0.9)).toMatchObject({ isMine: false });
  expect((await jobRow(jobId)).progress).toBe(0);
  await world.db.$transaction(async (tx) => {
    expect(await server.holdFence(tx, { jobId, attempt: 1 })).toBe(false);
    expect(await server.holdFence(tx, { jobId, attempt: 2 })).toBe(true);
  });
});

test('a job whose workers all died ends as failed', async () => {
  const jobId = await startBacktest();
  await world.db.$executeRaw`UPDATE jobs SET status = 'running', attempt = 5, heartbeat_at = now() - interval '1 minute'
                             WHERE id = ${jobId}::uuid`;
  expect((await server.sweepJobs(world.db, world.workerCtx.clock)).failed).toBe(1);
  expect((await jobRow(jobId)).failure).toContain('5 attempts');
});

test('a lost message is sent again, and a waiting one is not doubled', async () => {
  const jobId = await startBacktest();
  await world.db.$executeRaw`UPDATE jobs SET created_at = now() - interval '1 minute' WHERE id = ${jobId}::uuid`;
  await server.sweepJobs(world.db, world.workerCtx.clock);
  expect(await waitingMessages(jobId)).toHaveLength(1);
  await world.db.$executeRaw`DELETE FROM queue.job WHERE data->>'jobId' = ${jobId}`;
  await server.sweepJobs(world.db, world.workerCtx.clock);
  expect(await waitingMessages(jobId)).toHaveLength(1);
  await withWorker(taskThat(() => Promise.resolve('not-possible')));
  await endOfJob(world, jobId);
});

test('progress is written at most four times a second and never falls', async () => {
  const seen: { at: number; progress: number }[] = [];
  const listener = new pg.Client({ connectionString: world.database.appUrl });
  await listener.connect();
  await listener.query('LISTEN ballast_job');
  let jobId = '';
  listener.on('notification', ({ payload }) => {
    if (payload === jobId) void jobRow(jobId).then(({ progress }) => seen.push({ at: Date.now(), progress }));
  });
  await withWorker(
    taskThat(async (control) => {
      for (let step = 1; step <= 400; step++) {
        control.report(step % 7 === 0 ? 0.01 : step / 400);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return 'not-possible';
    }),
  );
  const startedAt = Date.now();
  jobId = await startBacktest();
  await endOfJob(world, jobId);
  const seconds = (Date.now() - startedAt) / 1_000;
  await listener.end();
  // Besides the writes of progress there are three notices: queued, taken, ended.
  expect(seen.length).toBeGreaterThan(4);
  expect(seen.length).toBeLessThanOrEqual(4 * seconds + 3);
  for (let index = 1; index < seen.length; index++) {
    expect(seen[index]!.progress).toBeGreaterThanOrEqual(seen[index - 1]!.progress);
  }
});

test('a worker that goes down gives its job back', async () => {
  await withWorker(
    taskThat(async (control) => {
      while (!control.shouldStop()) await new Promise((resolve) => setTimeout(resolve, 5));
      return 'stopped';
    }),
  );
  const jobId = await startBacktest();
  await eventually(async () => ((await jobRow(jobId)).status === 'running' ? true : undefined));
  await worker?.close();
  expect(await jobRow(jobId)).toMatchObject({ status: 'queued', attempt: 1 });
  await withWorker(taskThat(() => Promise.resolve('not-possible')));
  expect(await endOfJob(world, jobId)).toMatchObject({ attempt: 2, failure: 'Said by the test.' });
});

test('a watcher sees each change as it happens, and the end; nobody else may watch', async () => {
  await withWorker(
    taskThat(async (control) => {
      for (let step = 1; step <= 10; step++) {
        control.report(step / 10);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
      return 'not-possible';
    }),
  );
  const jobId = await startBacktest();
  const seen: { status: string; progress: number }[] = [];
  for await (const view of valueOf(await server.watchJob.call(world.ctxOf(userId), { jobId }))) seen.push(view);
  const progress = seen.map((view) => view.progress);
  expect(['queued', 'running']).toContain(seen[0]?.status);
  expect(seen.at(-1)?.status).toBe('failed');
  expect(new Set(progress).size).toBeGreaterThan(3);
  expect(progress).toEqual([...progress].sort((left, right) => left - right));
  // Begun again after the end: the state as it is, and nothing more.
  const again: string[] = [];
  for await (const { status } of valueOf(await server.watchJob.call(world.ctxOf(userId), { jobId })))
    again.push(status);
  expect(again).toEqual(['failed']);
  const stranger = world.ctxOf(await world.newUser());
  expect(await server.watchJob.call(stranger, { jobId })).toMatchObject({ status: 'refused', code: 'not-found' });
});

test('nobody else sees, lists or stops a job', async () => {
  const jobId = await startBacktest();
  const stranger = world.ctxOf(await world.newUser());
  const notFound = { status: 'refused', code: 'not-found' };
  expect(await server.getJob.call(stranger, { jobId })).toMatchObject(notFound);
  expect(await server.cancelJob.call(stranger, { jobId })).toMatchObject(notFound);
  expect(valueOf(await server.listJobs.call(stranger, {}))).toEqual([]);
  expect(await server.startBacktest.call(stranger, { recommendationId, key: nextKey() })).toMatchObject(notFound);
  expect(valueOf(await server.getJob.call(world.ctxOf(userId), { jobId })).id).toBe(jobId);
  expect((await jobRow(jobId)).cancelRequestedAt).toBeNull();
});
