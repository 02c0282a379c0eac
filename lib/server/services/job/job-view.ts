import { z } from 'zod';
import { invariant } from '@/lib/base/invariant';
import { JOB_KIND_IDS, JobKindName, JobStatus, JobSubject, type JobView } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { DbTransaction } from '../../db/client';
import { type Job, Prisma } from '../../db/generated/client';

export async function ownerOfJob({ db }: ServiceContext, jobId: string): Promise<string | undefined> {
  return (await db.job.findUnique({ where: { id: jobId }, select: { userId: true } }))?.userId ?? undefined;
}

/** A job as it is shown. Of its input only what names a thing: the rest may be prices of many megabytes. */
export type ShownJob = Pick<
  Job,
  | 'id'
  | 'kind'
  | 'status'
  | 'progress'
  | 'attempt'
  | 'failure'
  | 'result'
  | 'cancelRequestedAt'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
> & { readonly input: unknown };

const SHOWN = Prisma.sql`
  SELECT id::text, kind, status, progress, attempt, failure, result, cancel_requested_at AS "cancelRequestedAt",
         created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt",
         json_build_object('recommendationId', input -> 'recommendationId', 'backtestId', input -> 'backtestId',
                           'rebalanceId', input -> 'rebalanceId') AS input
  FROM jobs`;

/** @throws InvariantError when there is no such job; the caller has looked whose it is */
export async function shownJob(tx: DbTransaction, jobId: string): Promise<ShownJob> {
  const [job] = await tx.$queryRaw<ShownJob[]>`${SHOWN} WHERE id = ${jobId}::uuid`;
  invariant(job !== undefined, `there is a job ${jobId}`);
  return job;
}

export interface JobFilter {
  readonly userId: string;
  readonly statuses: readonly JobStatus[];
  readonly limit: number;
}

/** The user's jobs, newest first. */
export const shownJobs = (tx: DbTransaction, { userId, statuses, limit }: JobFilter): Promise<ShownJob[]> =>
  tx.$queryRaw<ShownJob[]>`
    ${SHOWN} WHERE user_id = ${userId}::uuid AND status = ANY (${[...statuses]}) AND kind = ANY (${[...JOB_KIND_IDS]})
    ORDER BY created_at DESC LIMIT ${limit}`;

const Input = z.looseObject({
  recommendationId: z.uuid().nullish(),
  backtestId: z.uuid().nullish(),
  rebalanceId: z.uuid().nullish(),
});
const Result = z.looseObject({ subject: JobSubject.optional() });

/** What the job has made, or, before that, what it was asked to work on. */
function subjectOf(job: ShownJob, kind: JobKindName): JobSubject | null {
  const made = Result.safeParse(job.result).data?.subject;
  if (made !== undefined) return made;
  const input = Input.safeParse(job.input).data;
  switch (kind) {
    case 'recommend':
      return subject('recommendation', input?.recommendationId);
    case 'backtest':
      return subject('backtest', input?.backtestId);
    case 'compare':
      return subject('comparison', input?.backtestId);
    case 'search':
      return subject('search', input?.backtestId);
    case 'rebalance':
      return subject('rebalance', input?.rebalanceId);
    case 'pull-yahoo':
      return null;
  }
}

const subject = (kind: JobSubject['kind'], id: string | null | undefined): JobSubject | null =>
  typeof id === 'string' ? { kind, id } : null;

export function jobView(job: ShownJob): JobView {
  const kind = JobKindName.parse(job.kind);
  const status = JobStatus.parse(job.status);
  const isCancelRequested = job.cancelRequestedAt !== null;
  return {
    id: job.id,
    kind,
    status,
    progress: job.progress,
    attempt: job.attempt,
    failure: job.failure,
    subject: subjectOf(job, kind),
    isCancelRequested,
    canCancel: (status === 'queued' || status === 'running') && !isCancelRequested,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
