import { invariant } from '@/lib/base/invariant';
import { JobStatus } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db/client';
import type { Backtest, Job } from '../../db/generated/client';
import type { UserContext } from '../service';

/** How runs over past prices are told apart in their table. */
type RunKind = 'plan' | 'compare' | 'search';

/** Results are large and no list shows them. */
export type ListedRun = Omit<Backtest, 'result'>;

const LIST_MAX = 100;

export async function ownerOfRun({ db }: ServiceContext, kind: RunKind, id: string): Promise<string | undefined> {
  return (await db.backtest.findUnique({ where: { id, kind }, select: { userId: true } }))?.userId;
}

/** A run and the job that works it out. */
export async function runAndJob(db: Db, id: string): Promise<{ readonly row: Backtest; readonly job: Job }> {
  const { jobId } = await db.backtest.findUniqueOrThrow({ where: { id }, select: { jobId: true } });
  // The job first: it ends in the transaction that writes the result, so one that is seen done has its result seen too.
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  const row = await db.backtest.findUniqueOrThrow({ where: { id } });
  return { row, job };
}

/** The user's runs of a kind as a list shows them, newest first. */
export async function listRuns<Item>(
  { db, actor }: UserContext,
  where: { readonly kind: RunKind; readonly recommendationId?: string },
  itemOf: (row: ListedRun, job: Job) => Item,
): Promise<Item[]> {
  const rows = await db.backtest.findMany({
    where: { ...where, userId: actor.userId },
    omit: { result: true },
    orderBy: { createdAt: 'desc' },
    take: LIST_MAX,
  });
  const jobs = await db.job.findMany({ where: { id: { in: rows.map(({ jobId }) => jobId) } } });
  const jobOf = new Map(jobs.map((job) => [job.id, job]));
  return rows.flatMap((row) => {
    const job = jobOf.get(row.jobId);
    return job === undefined ? [] : [itemOf(row, job)];
  });
}

/** All that lists show of a run; `request` is its stored one, read by the contract of its kind. */
export function listedRun<Settings>(row: ListedRun, job: Job, request: Settings) {
  invariant(row.recommendationId !== null, `the run ${row.id} asks the past the question of a recommendation`);
  return {
    id: row.id,
    recommendationId: row.recommendationId,
    priceSetId: row.priceSetId,
    jobId: row.jobId,
    status: JobStatus.parse(job.status),
    progress: job.progress,
    failure: job.failure,
    request,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
