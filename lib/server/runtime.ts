import { webcrypto } from 'node:crypto';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { createDb, type Db } from './db/client';
import { requiredEnv } from './env';
import { createLogger, type Logger } from './log';

/** What every request of this process shares. Kept on the global object because the framework loads modules more than once. */
export interface Runtime {
  readonly db: Db;
  readonly log: Logger;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

const holder = globalThis as { __ballastRuntime?: Runtime };

export const systemClock: Clock = { now: () => Date.now() };
export const systemRandomBytes: RandomBytes = (target) => webcrypto.getRandomValues(target);

export function runtime(): Runtime {
  holder.__ballastRuntime ??= {
    db: createDb(requiredEnv('DATABASE_URL')),
    log: createLogger('web'),
    clock: systemClock,
    randomBytes: systemRandomBytes,
  };
  return holder.__ballastRuntime;
}
