import { invariant } from '@/lib/base/invariant';
import { type SearchListItem, SearchResult, SearchSettings, type SearchView } from '@/lib/shared/contracts/search';
import { JobStatus } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';

export async function ownerOfSearch({ db }: ServiceContext, searchId: string): Promise<string | undefined> {
  const where = { id: searchId, kind: 'search' };
  return (await db.backtest.findUnique({ where, select: { userId: true } }))?.userId;
}

export function searchListItem(row: Omit<Backtest, 'result'>, job: Job): SearchListItem {
  invariant(row.recommendationId !== null, 'a search varies the question of a recommendation');
  return {
    id: row.id,
    recommendationId: row.recommendationId,
    priceSetId: row.priceSetId,
    jobId: row.jobId,
    status: JobStatus.parse(job.status),
    progress: job.progress,
    failure: job.failure,
    request: SearchSettings.parse(row.request),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const searchView = (row: Backtest, job: Job): SearchView => ({
  ...searchListItem(row, job),
  result: row.result === null ? null : SearchResult.parse(row.result),
});
