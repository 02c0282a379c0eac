import { randomFillSync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { limitedTo, threadRunner } from '../compute/run-task';
import type { ServiceContext } from '../context';
import { createDb } from '../db/client';
import { env } from '../env';
import { startUpkeep } from '../jobs/upkeep';
import { startJobWorker } from '../jobs/worker';
import { createLogger } from '../log';
import { keepSimulatedFresh } from '../prices/keep-simulated-fresh';
import { untilTold } from './process-life';

/** The worker process: takes jobs from the queue until it is told to go. */

const { DATABASE_URL, BALLAST_PARENT_PID } = env();
const log = createLogger('worker');
const db = createDb(DATABASE_URL);
const ctx: ServiceContext = {
  actor: { kind: 'worker' },
  clock: { now: () => Date.now() },
  randomBytes: (target) => randomFillSync(target),
  requestId: `worker-${process.pid}`,
  db,
  log,
};
// One core stays free for the database and the web server where there are more than two; on two a search takes both, and
// the system shares them fairly.
const threadsMax = Math.max(2, availableParallelism() - 1);
const runTask = limitedTo(threadsMax, threadRunner(new URL('./thread.mjs', import.meta.url)));
const worker = await startJobWorker(ctx, runTask, DATABASE_URL);
const simulatedMarket = keepSimulatedFresh(ctx);
const upkeep = startUpkeep(ctx);
untilTold({
  log,
  parentPid: BALLAST_PARENT_PID,
  close: async () => {
    await upkeep.stop();
    await simulatedMarket.stop();
    await worker.close();
    await db.$disconnect();
  },
});
log.info({ threadsMax }, 'ready');
