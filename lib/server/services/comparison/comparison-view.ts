import {
  type ComparisonListItem,
  ComparisonResult,
  ComparisonSettings,
  type ComparisonView,
} from '@/lib/shared/contracts/comparison';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';
import { type ListedRun, listedRun, ownerOfRun } from '../backtest/run-rows';

export const ownerOfComparison = (ctx: ServiceContext, comparisonId: string): Promise<string | undefined> =>
  ownerOfRun(ctx, 'compare', comparisonId);

export const comparisonListItem = (row: ListedRun, job: Job): ComparisonListItem =>
  listedRun(row, job, ComparisonSettings.parse(row.request));

export const comparisonView = (row: Backtest, job: Job): ComparisonView => ({
  ...comparisonListItem(row, job),
  result: row.result === null ? null : ComparisonResult.parse(row.result),
});
