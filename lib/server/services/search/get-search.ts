import { done, type Outcome } from '@/lib/base/outcome';
import { type SearchView, GetSearchInput } from '@/lib/shared/contracts/search';
import { runAndJob } from '../backtest/run-rows';
import { service } from '../service';
import { searchView, ownerOfSearch } from './search-view';

/** A search with its result once it is done, and how far it is until then. */
export const getSearch = service({
  name: 'search/get-search',
  access: 'owner',
  input: GetSearchInput,
  ownerOf: (ctx, { searchId }) => ownerOfSearch(ctx, searchId),
  run: async ({ db }, { searchId }): Promise<Outcome<SearchView>> => {
    const { row, job } = await runAndJob(db, searchId);
    return done(searchView(row, job));
  },
});
