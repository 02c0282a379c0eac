import { anchorChains } from '../audit/anchor';
import { forgetOldLimits } from '../auth/rate-limit';
import type { ServiceContext } from '../context';
import type { Db } from '../db/client';

const BEAT_MILLISECONDS = 2_000;
const HOUSEKEEPING_MILLISECONDS = 3_600_000;

/** The one name under which workers say that at least one of them lives. */
export const WORKER_BEAT = 'worker';

/** The database's clock, so that machines with different clocks agree. */
async function beat(db: Db): Promise<void> {
  await db.$executeRaw`
    INSERT INTO process_beats (name, seen_at) VALUES (${WORKER_BEAT}, now())
    ON CONFLICT (name) DO UPDATE SET seen_at = GREATEST(process_beats.seen_at, now())`;
}

interface Upkeep {
  readonly stop: () => Promise<void>;
}

/** What any worker does besides its jobs: signs of life, the daily anchor of the record, and forgetting old counters. */
export function startUpkeep(ctx: ServiceContext): Upkeep {
  const { db, clock, log } = ctx;
  const running = new Set<Promise<void>>();
  const guarded = (work: () => Promise<void>, what: string): void => {
    const attempt = work()
      .catch((error: unknown) => {
        log.warn({ err: error }, `${what} failed, trying again`);
      })
      .finally(() => running.delete(attempt));
    running.add(attempt);
  };
  const keepHouse = async (): Promise<void> => {
    await anchorChains({ db, clock, log });
    await forgetOldLimits(db, clock);
  };
  const repeat = (work: () => Promise<void>, what: string, milliseconds: number): NodeJS.Timeout => {
    guarded(work, what);
    return setInterval(() => {
      guarded(work, what);
    }, milliseconds);
  };
  const timers = [
    repeat(() => beat(db), 'sign of life', BEAT_MILLISECONDS),
    repeat(keepHouse, 'housekeeping', HOUSEKEEPING_MILLISECONDS),
  ];
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled([...running]);
    },
  };
}
