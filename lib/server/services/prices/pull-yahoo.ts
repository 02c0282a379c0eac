import { addDays, isoDayOfInstant } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { PullYahooInput, type StartedPull } from '@/lib/shared/contracts/price-set';
import { enqueueJob, prepareToEnqueue } from '../../jobs/job-rows';
import { jobTurn } from '../plan/request-plan';
import { service } from '../service';

/** Fetches price history from Yahoo Finance, as a job; the price set is its subject once it is done. */
export const pullYahoo = service({
  name: 'prices/pull-yahoo',
  access: 'signed-in',
  input: PullYahooInput,
  run: async (ctx, { symbols, from, to, label, key }): Promise<Outcome<StartedPull>> => {
    const { db, clock, actor } = ctx;
    const yesterday = addDays(isoDayOfInstant(clock.now()), -1);
    const until = to === undefined || to > yesterday ? yesterday : to;
    if (from >= until) return refused('bad-input', 'The first day must lie before the last one.', 'from');
    const twice = symbols.find((symbol, index) => symbols.indexOf(symbol) !== index);
    if (twice !== undefined) return refused('bad-input', `${twice} is named twice.`, 'symbols');
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    await prepareToEnqueue(db);
    const input = { symbols, from, to: until, label: label ?? `Yahoo Finance: ${symbols.join(', ')}`.slice(0, 80) };
    const job = { kind: 'pull-yahoo', key: `${actor.userId}:${key}`, userId: actor.userId, input } as const;
    return done(await db.$transaction((tx) => enqueueJob(ctx, tx, job)));
  },
});
