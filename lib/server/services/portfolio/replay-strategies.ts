import { BacktestDoorRequest } from '@/lib/shared/contracts/backtest-door';
import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `backtest` door. */
export const replayStrategies = service({
  name: 'portfolio/replay-strategies',
  access: 'signed-in',
  input: oneOrMany(BacktestDoorRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'backtest', requests: [input].flat() }, Array.isArray(input)),
});
