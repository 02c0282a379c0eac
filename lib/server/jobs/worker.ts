import type { PgBoss } from 'pg-boss';
import type { RunTask } from '../compute/run-task';
import type { ServiceContext } from '../context';
import { listen } from '../live/listener';
import { JOB_CHANNEL } from './job-rows';
import { closeQueue, JOB_QUEUE, prepareQueue, workerQueue } from './queue';
import { type Runner, runJob } from './run-job';
import { sweepJobs } from './sweeper';

/** Most jobs wait for a broker or a provider, so one process holds many; computing ones queue for a thread. */
const JOBS_AT_ONCE = 16;

const SWEEP_MILLISECONDS = 3_000;

/** The queue's shortest look: a click on "start" is answered within half a second. */
const POLLING_SECONDS = 0.5;

/** Running work is asked to stop and goes back into the queue; after this the process goes down regardless. */
const CLOSE_PATIENCE_MILLISECONDS = 8_000;

export interface JobWorker {
  /** Lets running jobs go back into the queue, then closes all connections. */
  readonly close: () => Promise<void>;
}

export async function startJobWorker(ctx: ServiceContext, runTask: RunTask, databaseUrl: string): Promise<JobWorker> {
  let isClosing = false;
  const runner: Runner = { ctx, runTask, isClosing: () => isClosing, running: new Map() };
  const active = new Set<Promise<void>>();
  await prepareQueue(ctx.db);
  const queue = workerQueue(databaseUrl);
  queue.on('error', (error) => {
    ctx.log.warn({ err: error }, 'queue error');
  });
  await queue.start();
  const listener = listen(databaseUrl, JOB_CHANNEL, ctx.log);
  listener.subscribe((id) => {
    if (id !== undefined && runner.running.has(id)) void cancelIfAsked(runner, id);
  });
  await takeJobs(queue, async (jobId) => {
    const work = runJob(runner, jobId);
    active.add(work);
    await work.finally(() => active.delete(work));
  });
  const sweeper = startSweeper(ctx);
  return {
    close: async () => {
      isClosing = true;
      await sweeper.stop();
      const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_PATIENCE_MILLISECONDS).unref());
      await Promise.race([Promise.allSettled([...active]), patience]);
      await queue.stop({ graceful: false });
      await listener.close();
      await closeQueue(ctx.db);
    },
  };
}

async function takeJobs(queue: PgBoss, run: (jobId: string) => Promise<void>): Promise<void> {
  const options = { localConcurrency: JOBS_AT_ONCE, batchSize: 1, pollingIntervalSeconds: POLLING_SECONDS };
  await queue.work<{ jobId: string }>(JOB_QUEUE, options, async (messages) => {
    for (const { data } of messages) await run(data.jobId);
  });
}

/** News about a running job: most are its own progress, some a cancel. */
async function cancelIfAsked(runner: Runner, jobId: string): Promise<void> {
  try {
    const row = await runner.ctx.db.job.findUnique({ where: { id: jobId }, select: { cancelRequestedAt: true } });
    if (row !== null && row.cancelRequestedAt !== null) runner.running.get(jobId)?.cancel();
  } catch (error) {
    // The job's next heartbeat reads the same flag.
    runner.ctx.log.warn({ err: error, jobId }, 'cancel flag not read');
  }
}

function startSweeper(ctx: ServiceContext): { stop: () => Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const sweep = async (): Promise<void> => {
    try {
      const swept = await sweepJobs(ctx.db, ctx.clock);
      if (swept.revived + swept.failed > 0) ctx.log.warn(swept, 'jobs of dead workers taken up');
    } catch (error) {
      ctx.log.warn({ err: error }, 'sweep failed, trying again');
    }
  };
  let current = Promise.resolve();
  const again = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      current = sweep().then(again);
    }, SWEEP_MILLISECONDS);
  };
  current = sweep().then(again);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
