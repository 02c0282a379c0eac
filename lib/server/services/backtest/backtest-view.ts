import { invariant } from '@/lib/base/invariant';
import { type BacktestListItem, BacktestSettings, type BacktestView } from '@/lib/shared/contracts/backtest';
import { JobStatus } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';
import { storedResult } from './stored-result';

export async function ownerOfBacktest({ db }: ServiceContext, backtestId: string): Promise<string | undefined> {
  return (await db.backtest.findUnique({ where: { id: backtestId, kind: 'plan' }, select: { userId: true } }))?.userId;
}

export function backtestListItem(row: Omit<Backtest, 'result'>, job: Job): BacktestListItem {
  invariant(row.recommendationId !== null, 'a backtest replays a recommendation');
  return {
    id: row.id,
    recommendationId: row.recommendationId,
    priceSetId: row.priceSetId,
    jobId: row.jobId,
    status: JobStatus.parse(job.status),
    progress: job.progress,
    failure: job.failure,
    request: BacktestSettings.parse(row.request),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const backtestView = (row: Backtest, job: Job): BacktestView => ({
  ...backtestListItem(row, job),
  result: row.result === null ? null : storedResult(row.result),
});
