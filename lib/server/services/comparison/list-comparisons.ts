import { done, type Outcome } from '@/lib/base/outcome';
import { type ComparisonListItem, ListComparisonsInput } from '@/lib/shared/contracts/comparison';
import { service } from '../service';
import { comparisonListItem } from './comparison-view';

const LIST_MAX = 100;

/** The user's comparisons, newest first. */
export const listComparisons = service({
  name: 'comparison/list-comparisons',
  access: 'signed-in',
  input: ListComparisonsInput,
  run: async ({ db, actor }): Promise<Outcome<ComparisonListItem[]>> => {
    const rows = await db.backtest.findMany({
      where: { userId: actor.userId, kind: 'compare' },
      omit: { result: true },
      orderBy: { createdAt: 'desc' },
      take: LIST_MAX,
    });
    const jobs = await db.job.findMany({ where: { id: { in: rows.map(({ jobId }) => jobId) } } });
    const jobOf = new Map(jobs.map((job) => [job.id, job]));
    return done(
      rows.flatMap((row) => {
        const job = jobOf.get(row.jobId);
        return job === undefined ? [] : [comparisonListItem(row, job)];
      }),
    );
  },
});
