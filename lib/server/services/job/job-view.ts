import { z } from 'zod';
import { JobKindName, JobStatus, JobSubject, type JobView } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { Job } from '../../db/generated/client';

export async function ownerOfJob({ db }: ServiceContext, jobId: string): Promise<string | undefined> {
  return (await db.job.findUnique({ where: { id: jobId }, select: { userId: true } }))?.userId ?? undefined;
}

const Input = z.looseObject({
  recommendationId: z.uuid().optional(),
  backtestId: z.uuid().optional(),
  rebalanceId: z.uuid().optional(),
});
const Result = z.looseObject({ subject: JobSubject.optional() });

/** What the job has made, or, before that, what it was asked to work on. */
function subjectOf(job: Job, kind: JobKindName): JobSubject | null {
  const made = Result.safeParse(job.result).data?.subject;
  if (made !== undefined) return made;
  const input = Input.safeParse(job.input).data;
  switch (kind) {
    case 'recommend':
      return input?.recommendationId === undefined ? null : { kind: 'recommendation', id: input.recommendationId };
    case 'backtest':
      return input?.backtestId === undefined ? null : { kind: 'backtest', id: input.backtestId };
    case 'rebalance':
      return input?.rebalanceId === undefined ? null : { kind: 'rebalance', id: input.rebalanceId };
    case 'pull-yahoo':
      return null;
  }
}

export function jobView(job: Job): JobView {
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
