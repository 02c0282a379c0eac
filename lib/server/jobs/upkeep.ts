import { anchorChains } from '../audit/anchor';
import { forgetOldLimits } from '../auth/rate-limit';
import type { ServiceContext } from '../context';
import type { Db } from '../db/client';
import type { Logger } from '../log';
import { roundOffLeftovers } from '../rebalance/leftovers';
import { removeIdleSandboxes } from './idle-sandboxes';

const BEAT_MILLISECONDS = 2_000;
const LEFTOVERS_MILLISECONDS = 5_000;
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

/**
 * What any worker does besides its jobs: signs of life, orders that outlived their rebalance, the daily anchor of the
 * record, forgetting old counters, and removing demos that nobody comes back to.
 */
export function startUpkeep(ctx: ServiceContext): Upkeep {
  const { db, clock, log } = ctx;
  const keepHouse = async (): Promise<void> => {
    await anchorChains({ db, clock, log });
    await forgetOldLimits(db, clock);
    await removeIdleSandboxes(ctx);
  };
  const chores = [
    repeated(() => beat(db), 'sign of life', BEAT_MILLISECONDS, log),
    repeated(() => roundOffLeftovers(ctx), 'rounding off old orders', LEFTOVERS_MILLISECONDS, log),
    repeated(keepHouse, 'housekeeping', HOUSEKEEPING_MILLISECONDS, log),
  ];
  return {
    stop: async () => {
      await Promise.all(chores.map(({ stop }) => stop()));
    },
  };
}

/** Now and at each interval; one that is still at it is not begun again, so that trouble does not pile up. */
function repeated(work: () => Promise<void>, what: string, milliseconds: number, log: Logger): Upkeep {
  let current: Promise<void> | undefined;
  const begin = (): void => {
    current ??= work()
      .catch((error: unknown) => {
        log.warn({ err: error }, `${what} failed, trying again`);
      })
      .finally(() => {
        current = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, milliseconds);
  return {
    stop: async () => {
      clearInterval(timer);
      await current;
    },
  };
}
