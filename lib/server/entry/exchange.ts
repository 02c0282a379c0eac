import { randomFillSync } from 'node:crypto';
import { env, requiredEnv } from '../env';
import { startExchange } from '../exchange/start-exchange';
import { createLogger } from '../log';
import { untilTold } from './process-life';

/** The paper exchange as a process of its own: another owner of data, reached over HTTP like any broker. */

const log = createLogger('exchange');
const exchange = await startExchange({
  databaseUrl: requiredEnv('EXCHANGE_DATABASE_URL'),
  port: requiredEnv('EXCHANGE_PORT'),
  secret: requiredEnv('EXCHANGE_KEY'),
  fillDelayMilliseconds: env().EXCHANGE_FILL_DELAY_MS,
  clock: { now: () => Date.now() },
  randomBytes: (target) => randomFillSync(target),
  log,
});
untilTold({ log, parentPid: env().BALLAST_PARENT_PID, close: exchange.close });
log.info({ port: exchange.port }, 'ready');
