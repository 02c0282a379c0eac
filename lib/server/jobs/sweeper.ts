import type { Clock } from '@/lib/base/clock';
import type { Db } from '../db/client';
import { endJob, notifyJob } from './job-rows';
import { jobKindOf } from './kinds';
import { prepareQueue, sendJobMessage } from './queue';
import { LONG_TRANSACTION, outOfAttempts } from './run-job';

/** A worker writes a heartbeat every two seconds; this long without one, it is dead. */
export const STALE_AFTER_SECONDS = 10;

/** A message is fetched within a second when a worker is free; after this long it is sent again, in case it was lost. */
const WAITING_AFTER_SECONDS = 10;

/** One sweep touches at most so many jobs; the next one follows in seconds. */
const SWEEP_MAX = 200;

export interface Swept {
  readonly resent: number;
  readonly revived: number;
  readonly failed: number;
}

/**
 * Mends what crashes leave behind: jobs of dead workers go back into the queue or, out of attempts, end as failed;
 * waiting jobs get their message again. Several sweepers may run at once: each row is taken by one of them.
 */
export async function sweepJobs(db: Db, clock: Clock): Promise<Swept> {
  await prepareQueue(db);
  const stale = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM jobs
    WHERE status = 'running' AND heartbeat_at < now() - make_interval(secs => ${STALE_AFTER_SECONDS})
    ORDER BY heartbeat_at LIMIT ${SWEEP_MAX}`;
  let revived = 0;
  let failed = 0;
  for (const { id } of stale) {
    const done = await reviveOrFail(db, clock, id);
    if (done === 'revived') revived++;
    if (done === 'failed') failed++;
  }
  const waiting = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM jobs
    WHERE status = 'queued' AND created_at < now() - make_interval(secs => ${WAITING_AFTER_SECONDS})
    ORDER BY created_at LIMIT ${SWEEP_MAX}`;
  for (const { id } of waiting) await db.$transaction((tx) => sendJobMessage(db, tx, id));
  return { resent: waiting.length, revived, failed };
}

function reviveOrFail(db: Db, clock: Clock, jobId: string): Promise<'revived' | 'failed' | 'taken'> {
  return db.$transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ kind: string; key: string; attempt: number; cancel: boolean }[]>`
      SELECT kind, key, attempt, cancel_requested_at IS NOT NULL AS cancel FROM jobs
      WHERE id = ${jobId}::uuid AND status = 'running'
        AND heartbeat_at < now() - make_interval(secs => ${STALE_AFTER_SECONDS})
      FOR UPDATE SKIP LOCKED`;
    if (job === undefined) return 'taken';
    const kind = jobKindOf(job.kind);
    if (kind !== undefined && job.attempt < kind.attemptsMax) {
      await tx.$executeRaw`UPDATE jobs SET status = 'queued', heartbeat_at = NULL WHERE id = ${jobId}::uuid`;
      await sendJobMessage(db, tx, jobId);
      await notifyJob(tx, jobId);
      return 'revived';
    }
    const failure = outOfAttempts(job.attempt);
    await endJob(tx, jobId, { status: 'failed', failure });
    await kind?.onEnded?.(tx, { id: jobId, key: job.key, status: 'failed', failure }, clock);
    return 'failed';
  }, LONG_TRANSACTION);
}
