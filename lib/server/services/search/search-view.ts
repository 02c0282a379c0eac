import { type SearchListItem, SearchResult, SearchSettings, type SearchView } from '@/lib/shared/contracts/search';
import type { ServiceContext } from '../../context';
import type { Backtest, Job } from '../../db/generated/client';
import { type ListedRun, listedRun, ownerOfRun } from '../backtest/run-rows';

export const ownerOfSearch = (ctx: ServiceContext, searchId: string): Promise<string | undefined> =>
  ownerOfRun(ctx, 'search', searchId);

export const searchListItem = (row: ListedRun, job: Job): SearchListItem =>
  listedRun(row, job, SearchSettings.parse(row.request));

export const searchView = (row: Backtest, job: Job): SearchView => ({
  ...searchListItem(row, job),
  result: row.result === null ? null : SearchResult.parse(row.result),
});
