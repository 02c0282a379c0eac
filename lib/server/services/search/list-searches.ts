import { done, type Outcome } from '@/lib/base/outcome';
import { type SearchListItem, ListSearchesInput } from '@/lib/shared/contracts/search';
import { listRuns } from '../backtest/run-rows';
import { service } from '../service';
import { searchListItem } from './search-view';

/** The user's searches, newest first. */
export const listSearches = service({
  name: 'search/list-searches',
  access: 'signed-in',
  input: ListSearchesInput,
  run: async (ctx): Promise<Outcome<SearchListItem[]>> => done(await listRuns(ctx, { kind: 'search' }, searchListItem)),
});
