import { type BacktestListItem, BacktestSettings, type BacktestView } from '@/lib/shared/contracts/backtest';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';
import { type ListedRun, listedRun, ownerOfRun } from './run-rows';
import { storedResult } from './stored-result';

export const ownerOfBacktest = (ctx: ServiceContext, backtestId: string): Promise<string | undefined> =>
  ownerOfRun(ctx, 'plan', backtestId);

export const backtestListItem = (row: ListedRun, job: Job): BacktestListItem =>
  listedRun(row, job, BacktestSettings.parse(row.request));

export const backtestView = (row: Backtest, job: Job): BacktestView => ({
  ...backtestListItem(row, job),
  result: row.result === null ? null : storedResult(row.result),
});
