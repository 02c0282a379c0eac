import { done, type Outcome } from '@/lib/base/outcome';
import { type SearchView, GetSearchInput } from '@/lib/shared/contracts/search';
import { service } from '../service';
import { searchView, ownerOfSearch } from './search-view';

/** A search with its result once it is done, and how far it is until then. */
export const getSearch = service({
  name: 'search/get-search',
  access: 'owner',
  input: GetSearchInput,
  ownerOf: (ctx, { searchId }) => ownerOfSearch(ctx, searchId),
  run: async ({ db }, { searchId: id }): Promise<Outcome<SearchView>> => {
    const { jobId } = await db.backtest.findUniqueOrThrow({ where: { id }, select: { jobId: true } });
    // The job first: it ends in the transaction that writes the result, so one that is seen done has its result seen too.
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    const row = await db.backtest.findUniqueOrThrow({ where: { id } });
    return done(searchView(row, job));
  },
});
