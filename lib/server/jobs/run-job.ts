import type { ServiceContext } from '../context';
import type { RunTask } from '../compute/run-task';
import type { JobControl, JobKind, JobOutcome } from './job-kind';
import { type ClaimedJob, claimJob, endJob, type Fence, holdFence, pulseJob, requeueJob } from './job-rows';
import { jobKindOf } from './kinds';

/** Progress is written at most this often; a heartbeat goes out at least every `HEARTBEAT_MILLISECONDS`. */
const PULSE_MILLISECONDS = 250;
const HEARTBEAT_MILLISECONDS = 2_000;

/** Money work waits for other writers of the same account. */
export const LONG_TRANSACTION = { maxWait: 20_000, timeout: 30_000 } as const;

export interface Runner {
  readonly ctx: ServiceContext;
  readonly runTask: RunTask;
  /** The worker is going down: running work stops and goes back into the queue. */
  readonly isClosing: () => boolean;
  /** Jobs of this process by id, so that a cancel notice reaches them at once. */
  readonly running: Map<string, { cancel: () => void }>;
}

/** Takes the job if it still waits, runs it to an end and writes that end. Never throws for what a job does. */
export async function runJob(runner: Runner, jobId: string): Promise<void> {
  const job = await claimJob(runner.ctx.db, jobId);
  if (job === undefined) return;
  const log = runner.ctx.log.child({ jobId, kind: job.kind, attempt: job.attempt });
  const kind = jobKindOf(job.kind);
  const fence: Fence = { jobId, attempt: job.attempt };
  if (kind === undefined) {
    log.error('unknown kind of job');
    await endWith(runner, fence, undefined, { status: 'failed', failure: 'This kind of work is not known here.' });
    return;
  }
  log.info('job started');
  const heart = startHeart(runner, fence, job.isCancelRequested);
  try {
    const outcome = await kind.run({ ctx: runner.ctx, job, control: heart.control, runTask: runner.runTask });
    await heart.stop();
    await finish(runner, { fence, kind, job }, outcome, heart.state);
    log.info({ outcome: outcome.status }, 'job ended');
  } catch (error) {
    await heart.stop();
    log.error({ err: error }, 'job failed');
    await afterThrow(runner, { fence, kind, job });
  }
}

interface HeartState {
  isMine: boolean;
  isCancelled: boolean;
}

interface Heart {
  readonly control: JobControl;
  readonly state: HeartState;
  readonly stop: () => Promise<void>;
}

/** Beats while the job runs: writes progress and learns about a cancel or a lost fence. */
function startHeart(runner: Runner, fence: Fence, isCancelled: boolean): Heart {
  const state: HeartState = { isMine: true, isCancelled };
  let progress = 0;
  let written = 0;
  let writtenAt = 0;
  let beating: Promise<void> = Promise.resolve();
  let isBusy = false;
  const beat = async (): Promise<void> => {
    isBusy = true;
    try {
      written = progress;
      writtenAt = performance.now();
      const pulse = await pulseJob(runner.ctx.db, fence, written);
      state.isMine &&= pulse.isMine;
      state.isCancelled ||= pulse.isMine && pulse.isCancelRequested;
    } catch (error) {
      // The next beat tries again; if none gets through, the sweeper hands the job to another worker.
      runner.ctx.log.warn({ err: error, jobId: fence.jobId }, 'heartbeat not written');
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => {
    const isDue = performance.now() - writtenAt >= HEARTBEAT_MILLISECONDS;
    if (!isBusy && (isDue || progress > written)) beating = beat();
  }, PULSE_MILLISECONDS);
  runner.running.set(fence.jobId, { cancel: () => (state.isCancelled = true) });
  return {
    state,
    control: {
      report: (fraction) => {
        progress = Math.max(progress, Math.min(1, fraction));
      },
      shouldStop: () => state.isCancelled || !state.isMine || runner.isClosing(),
      isCancelled: () => state.isCancelled && state.isMine,
    },
    stop: async () => {
      clearInterval(timer);
      runner.running.delete(fence.jobId);
      await beating;
    },
  };
}

interface RunningJob {
  readonly fence: Fence;
  readonly kind: JobKind;
  readonly job: ClaimedJob;
}

async function finish(runner: Runner, running: RunningJob, outcome: JobOutcome, state: HeartState): Promise<void> {
  const { fence, kind } = running;
  switch (outcome.status) {
    case 'done':
      await runner.ctx.db.$transaction(async (tx) => {
        if (!(await holdFence(tx, fence))) return;
        await endJob(tx, fence.jobId, { status: 'done', result: await outcome.commit(tx) });
      }, LONG_TRANSACTION);
      return;
    case 'failed':
      await runner.ctx.db.$transaction(async (tx) => {
        if (!(await holdFence(tx, fence))) return;
        await outcome.commit?.(tx);
        await endJob(tx, fence.jobId, { status: 'failed', failure: outcome.failure });
      }, LONG_TRANSACTION);
      return;
    case 'stopped':
      if (!state.isMine) return;
      if (state.isCancelled) await endWith(runner, fence, kind, { status: 'cancelled' });
      else await requeueJob(runner.ctx.db, fence);
      return;
    case 'interrupted':
      await requeueJob(runner.ctx.db, fence);
  }
}

async function afterThrow(runner: Runner, { fence, kind, job }: RunningJob): Promise<void> {
  if (job.attempt < kind.attemptsMax) await requeueJob(runner.ctx.db, fence);
  else await endWith(runner, fence, kind, { status: 'failed', failure: outOfAttempts(job.attempt) });
}

export const outOfAttempts = (attempts: number): string =>
  `This could not be finished in ${attempts} attempts. Nothing was lost; please start it again.`;

async function endWith(
  runner: Runner,
  fence: Fence,
  kind: JobKind | undefined,
  end: { readonly status: 'failed' | 'cancelled'; readonly failure?: string },
): Promise<void> {
  await runner.ctx.db.$transaction(async (tx) => {
    if (!(await holdFence(tx, fence))) return;
    const { key } = await tx.job.findUniqueOrThrow({ where: { id: fence.jobId }, select: { key: true } });
    await endJob(tx, fence.jobId, end);
    const ended = { id: fence.jobId, key, status: end.status, failure: end.failure ?? null };
    await kind?.onEnded?.(tx, ended, runner.ctx.clock);
  }, LONG_TRANSACTION);
}
