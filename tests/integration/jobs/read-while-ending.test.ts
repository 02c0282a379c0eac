import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@/lib/server/db/client';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { createWorld, valueOf, type World } from '../../support/world';

/** A job may end between any two reads of one answer; no answer may then say "done" and hold nothing. */

const modules = async () => ({
  ...(await import('@/lib/server/services/backtest/start-backtest')),
  ...(await import('@/lib/server/services/backtest/get-backtest')),
  ...(await import('@/lib/server/prices/price-set-rows')),
});

/** More than one answer takes. */
const LOOKS_MAX = 10;

let world: World;
let server: Awaited<ReturnType<typeof modules>>;

beforeAll(async () => {
  world = await createWorld();
  server = await modules();
});
afterAll(() => world.close());

/** Runs `work` after the n-th look at a backtest or a job, before its answer is handed on. */
function interruptedAfter(
  db: Db,
  look: number,
  work: () => Promise<void>,
): { readonly db: Db; readonly looks: () => number } {
  let looks = 0;
  const watched = db.$extends({
    query: {
      $allModels: {
        $allOperations: async ({ model, args, query }) => {
          const answer: unknown = await query(args);
          if (model === 'Backtest' || model === 'Job') looks += 1;
          if (looks === look) await work();
          return answer;
        },
      },
    },
  });
  return { db: watched as unknown as Db, looks: () => looks };
}

test('a backtest that ends while it is read is either under way or done with its result', async () => {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  const recommendationId = await world.acceptPlan(userId, { 'SIM-USEQ': 0.6, 'SIM-LTB': 0.4 });
  const result: BacktestResult = {
    schemaVersion: 3,
    source: server.sourceInfo(world.simulated),
    firstDay: '2020-01-02',
    lastDay: '2020-01-03',
    dayCount: 2,
    startAmount: { amount: '10000.00', currency: 'USD' },
    dates: ['2020-01-02', '2020-01-03'],
    months: [],
    runs: [],
    detail: null,
    warnings: [],
  };
  const statuses: string[] = [];
  for (let look = 1; look <= LOOKS_MAX; look++) {
    const { backtestId, jobId } = valueOf(
      await server.startBacktest.call(ctx, { recommendationId, key: `read-at-look-${look}` }),
    );
    const end = async (): Promise<void> => {
      await world.db.$transaction([
        world.db.backtest.update({ where: { id: backtestId }, data: { result, finishedAt: new Date() } }),
        world.db.job.update({ where: { id: jobId }, data: { status: 'done' } }),
      ]);
    };
    const { db, looks } = interruptedAfter(world.db, look, end);
    const view = valueOf(await server.getBacktest.call({ ...ctx, db }, { backtestId }));
    if (looks() < look) break;
    statuses.push(view.status);
    if (view.status === 'done') expect(view.result).toEqual(result);
  }
  // Ended before the job was read, and after.
  expect(new Set(statuses)).toEqual(new Set(['done', 'queued']));
});
