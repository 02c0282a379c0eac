import { requiredEnv } from '../env';
import { JOB_CHANNEL } from '../jobs/job-rows';
import type { Logger } from '../log';
import { listen, type Listener } from './listener';

/** Kept on the global object because the framework loads modules more than once, and one connection is enough. */
const holder = globalThis as { __ballastJobNews?: Listener };

/** News about jobs for everybody in this process. */
export function jobNews(log: Logger): Listener {
  holder.__ballastJobNews ??= listen(requiredEnv('DATABASE_URL'), JOB_CHANNEL, log);
  return holder.__ballastJobNews;
}

export async function closeJobNews(): Promise<void> {
  const listener = holder.__ballastJobNews;
  delete holder.__ballastJobNews;
  await listener?.close();
}
