import { done, type Outcome } from '@/lib/base/outcome';
import { type BacktestListItem, ListBacktestsInput } from '@/lib/shared/contracts/backtest';
import { service } from '../service';
import { backtestListItem } from './backtest-view';
import { listRuns } from './run-rows';

/** The user's backtests, newest first; of one plan when it is named. */
export const listBacktests = service({
  name: 'backtest/list-backtests',
  access: 'signed-in',
  input: ListBacktestsInput,
  run: async (ctx, { recommendationId }): Promise<Outcome<BacktestListItem[]>> => {
    const ofPlan = recommendationId === undefined ? {} : { recommendationId };
    return done(await listRuns(ctx, { kind: 'plan', ...ofPlan }, backtestListItem));
  },
});
