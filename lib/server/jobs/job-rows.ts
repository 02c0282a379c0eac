import type { JobKindName, JobStatus } from '@/lib/shared/contracts/job';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { newId } from '@/lib/base/ids';
import type { Db, DbTransaction } from '../db/client';
import { prepareQueue, sendJobMessage } from './queue';

/**
 * The truth about long work. Legal moves: queued -> running | cancelled | failed; running -> queued | done | failed |
 * cancelled. Every write of a running job names its attempt; a worker that was overtaken writes nothing.
 * Times are the database's, so that workers with different clocks agree on who is dead.
 */

export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface NewJob {
  readonly kind: JobKindName;
  /** With the kind, names the intent: enqueuing it twice gives one job. */
  readonly key: string;
  readonly userId: string;
  readonly accountId?: string;
  readonly input: JsonObject;
}

interface Source {
  readonly db: Db;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Call before the transaction that enqueues. */
export const prepareToEnqueue = (db: Db): Promise<void> => prepareQueue(db);

/** Writes the job and its message inside the caller's transaction. */
export async function enqueueJob(
  source: Source,
  tx: DbTransaction,
  job: NewJob,
): Promise<{ readonly jobId: string; readonly isNew: boolean }> {
  const id = newId(source.clock, source.randomBytes);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO jobs (id, user_id, account_id, kind, key, status, input, created_at)
    VALUES (${id}::uuid, ${job.userId}::uuid, ${job.accountId ?? null}::uuid, ${job.kind}, ${job.key}, 'queued',
            ${JSON.stringify(job.input)}::json, now())
    ON CONFLICT (kind, key) DO NOTHING RETURNING id::text`;
  if (rows.length === 0) {
    const existing = await tx.job.findUniqueOrThrow({ where: { kind_key: { kind: job.kind, key: job.key } } });
    return { jobId: existing.id, isNew: false };
  }
  await sendJobMessage(source.db, tx, id);
  await notifyJob(tx, id);
  return { jobId: id, isNew: true };
}

export const JOB_CHANNEL = 'ballast_job';

/** Tells every listening process, once the transaction commits, that a job has news. */
export async function notifyJob(tx: DbTransaction, jobId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${jobId})`;
}

export interface ClaimedJob {
  readonly id: string;
  readonly userId: string | null;
  readonly accountId: string | null;
  readonly kind: string;
  readonly key: string;
  readonly input: unknown;
  readonly attempt: number;
  /** The investor cancelled while nobody ran it. */
  readonly isCancelRequested: boolean;
}

/** Takes a waiting job; undefined when it is gone, ended or already running. */
export async function claimJob(db: Db, jobId: string): Promise<ClaimedJob | undefined> {
  const rows = await db.$queryRaw<ClaimedJob[]>`
    UPDATE jobs SET status = 'running', attempt = attempt + 1, heartbeat_at = now(),
                    started_at = COALESCE(started_at, now())
    WHERE id = ${jobId}::uuid AND status = 'queued'
    RETURNING id::text, user_id::text AS "userId", account_id::text AS "accountId", kind, key, input, attempt,
              cancel_requested_at IS NOT NULL AS "isCancelRequested"`;
  if (rows[0] !== undefined) await notifyJob(db, jobId);
  return rows[0];
}

export interface Fence {
  readonly jobId: string;
  readonly attempt: number;
}

export interface Pulse {
  /** False when another attempt has taken over or the job has ended: stop writing. */
  readonly isMine: boolean;
  readonly isCancelRequested: boolean;
}

/** Says that the worker lives and how far it is; progress never falls, not even after a crash. */
export async function pulseJob(db: Db, fence: Fence, progress: number): Promise<Pulse> {
  const rows = await db.$queryRaw<{ cancel: boolean; moved: boolean }[]>`
    UPDATE jobs SET heartbeat_at = now(), progress = GREATEST(jobs.progress, ${progress}::float8)
    FROM (SELECT id, progress FROM jobs WHERE id = ${fence.jobId}::uuid FOR UPDATE) AS before
    WHERE jobs.id = before.id AND jobs.attempt = ${fence.attempt} AND jobs.status = 'running'
    RETURNING jobs.cancel_requested_at IS NOT NULL AS cancel, jobs.progress > before.progress AS moved`;
  const row = rows[0];
  if (row === undefined) return { isMine: false, isCancelRequested: true };
  if (row.moved) await notifyJob(db, fence.jobId);
  return { isMine: true, isCancelRequested: row.cancel };
}

/** Locks the row for the writes that end the job; false when this attempt is no longer the job's. */
export async function holdFence(tx: DbTransaction, fence: Fence): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM jobs WHERE id = ${fence.jobId}::uuid AND attempt = ${fence.attempt} AND status = 'running'
    FOR UPDATE`;
  return rows.length === 1;
}

export interface JobEnd {
  readonly status: Extract<JobStatus, 'done' | 'failed' | 'cancelled'>;
  readonly result?: JsonObject;
  readonly failure?: string;
}

/** Ends a job whose fence is held, or one that nobody runs. */
export async function endJob(tx: DbTransaction, jobId: string, end: JobEnd): Promise<void> {
  const result = end.result === undefined ? null : JSON.stringify(end.result);
  await tx.$executeRaw`
    UPDATE jobs SET status = ${end.status}, finished_at = now(), failure = ${end.failure ?? null},
                    result = ${result}::jsonb, progress = CASE WHEN ${end.status} = 'done' THEN 1 ELSE progress END
    WHERE id = ${jobId}::uuid AND status IN ('queued', 'running')`;
  await notifyJob(tx, jobId);
}

/** Back into the queue for another attempt. */
export async function requeueJob(db: Db, fence: Fence): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await holdFence(tx, fence))) return;
    await tx.$executeRaw`UPDATE jobs SET status = 'queued', heartbeat_at = NULL WHERE id = ${fence.jobId}::uuid`;
    await sendJobMessage(db, tx, fence.jobId);
    await notifyJob(tx, fence.jobId);
  });
}

/**
 * Asks a job to stop. One that was never begun can be ended by the caller at once: `isUntouched`. One that waits to be
 * taken up again may have left something open, and its next run rounds that off.
 */
export async function requestCancel(
  tx: DbTransaction,
  jobId: string,
): Promise<{ readonly isUntouched: boolean; readonly isActive: boolean }> {
  const rows = await tx.$queryRaw<{ status: string; attempt: number }[]>`
    UPDATE jobs SET cancel_requested_at = COALESCE(cancel_requested_at, now())
    WHERE id = ${jobId}::uuid AND status IN ('queued', 'running') RETURNING status, attempt`;
  await notifyJob(tx, jobId);
  const row = rows[0];
  return { isUntouched: row?.status === 'queued' && row.attempt === 0, isActive: row !== undefined };
}
