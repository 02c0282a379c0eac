import { done, type Outcome } from '@/lib/base/outcome';
import { type BacktestView, GetBacktestInput } from '@/lib/shared/contracts/backtest';
import { service } from '../service';
import { backtestView, ownerOfBacktest } from './backtest-view';

/** A backtest with its result once it is done, and how far it is until then. */
export const getBacktest = service({
  name: 'backtest/get-backtest',
  access: 'owner',
  input: GetBacktestInput,
  ownerOf: (ctx, { backtestId }) => ownerOfBacktest(ctx, backtestId),
  run: async ({ db }, { backtestId }): Promise<Outcome<BacktestView>> => {
    const { jobId } = await db.backtest.findUniqueOrThrow({ where: { id: backtestId }, select: { jobId: true } });
    // The job first: it ends in the transaction that writes the result, so one that is seen done has its result seen too.
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    const row = await db.backtest.findUniqueOrThrow({ where: { id: backtestId } });
    return done(backtestView(row, job));
  },
});
