import { done, type Outcome } from '@/lib/base/outcome';
import { type SearchListItem, ListSearchesInput } from '@/lib/shared/contracts/search';
import { service } from '../service';
import { searchListItem } from './search-view';

const LIST_MAX = 100;

/** The user's searches, newest first. */
export const listSearches = service({
  name: 'search/list-searches',
  access: 'signed-in',
  input: ListSearchesInput,
  run: async ({ db, actor }): Promise<Outcome<SearchListItem[]>> => {
    const rows = await db.backtest.findMany({
      where: { userId: actor.userId, kind: 'search' },
      omit: { result: true },
      orderBy: { createdAt: 'desc' },
      take: LIST_MAX,
    });
    const jobs = await db.job.findMany({ where: { id: { in: rows.map(({ jobId }) => jobId) } } });
    const jobOf = new Map(jobs.map((job) => [job.id, job]));
    return done(
      rows.flatMap((row) => {
        const job = jobOf.get(row.jobId);
        return job === undefined ? [] : [searchListItem(row, job)];
      }),
    );
  },
});
