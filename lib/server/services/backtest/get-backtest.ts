import { done, type Outcome } from '@/lib/base/outcome';
import { type BacktestView, GetBacktestInput } from '@/lib/shared/contracts/backtest';
import { service } from '../service';
import { backtestView, ownerOfBacktest } from './backtest-view';
import { runAndJob } from './run-rows';

/** A backtest with its result once it is done, and how far it is until then. */
export const getBacktest = service({
  name: 'backtest/get-backtest',
  access: 'owner',
  input: GetBacktestInput,
  ownerOf: (ctx, { backtestId }) => ownerOfBacktest(ctx, backtestId),
  run: async ({ db }, { backtestId }): Promise<Outcome<BacktestView>> => {
    const { row, job } = await runAndJob(db, backtestId);
    return done(backtestView(row, job));
  },
});
