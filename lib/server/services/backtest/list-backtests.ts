import { done, type Outcome } from '@/lib/base/outcome';
import { type BacktestListItem, ListBacktestsInput } from '@/lib/shared/contracts/backtest';
import { service } from '../service';
import { backtestListItem } from './backtest-view';

const LIST_MAX = 100;

/** The user's backtests, newest first; of one plan when it is named. */
export const listBacktests = service({
  name: 'backtest/list-backtests',
  access: 'signed-in',
  input: ListBacktestsInput,
  run: async ({ db, actor }, { recommendationId }): Promise<Outcome<BacktestListItem[]>> => {
    const rows = await db.backtest.findMany({
      where: { userId: actor.userId, kind: 'plan', ...(recommendationId === undefined ? {} : { recommendationId }) },
      omit: { result: true },
      orderBy: { createdAt: 'desc' },
      take: LIST_MAX,
    });
    const jobs = await db.job.findMany({ where: { id: { in: rows.map(({ jobId }) => jobId) } } });
    const jobOf = new Map(jobs.map((job) => [job.id, job]));
    return done(
      rows.flatMap((row) => {
        const job = jobOf.get(row.jobId);
        return job === undefined ? [] : [backtestListItem(row, job)];
      }),
    );
  },
});
