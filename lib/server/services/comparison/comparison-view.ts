import { invariant } from '@/lib/base/invariant';
import {
  type ComparisonListItem,
  ComparisonResult,
  ComparisonSettings,
  type ComparisonView,
} from '@/lib/shared/contracts/comparison';
import { JobStatus } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';

export async function ownerOfComparison({ db }: ServiceContext, comparisonId: string): Promise<string | undefined> {
  const where = { id: comparisonId, kind: 'compare' };
  return (await db.backtest.findUnique({ where, select: { userId: true } }))?.userId;
}

export function comparisonListItem(row: Omit<Backtest, 'result'>, job: Job): ComparisonListItem {
  invariant(row.recommendationId !== null, 'a comparison replays the question of a recommendation');
  return {
    id: row.id,
    recommendationId: row.recommendationId,
    priceSetId: row.priceSetId,
    jobId: row.jobId,
    status: JobStatus.parse(job.status),
    progress: job.progress,
    failure: job.failure,
    request: ComparisonSettings.parse(row.request),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const comparisonView = (row: Backtest, job: Job): ComparisonView => ({
  ...comparisonListItem(row, job),
  result: row.result === null ? null : ComparisonResult.parse(row.result),
});
