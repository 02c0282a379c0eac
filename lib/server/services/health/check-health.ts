import { z } from 'zod';
import { done, type Outcome } from '@/lib/base/outcome';
import { DEPENDENCY_IDS, type HealthView } from '@/lib/shared/contracts/health';
import type { ServiceContext } from '../../context';
import { NEWEST_MIGRATION } from '../../db/newest-migration';
import { env } from '../../env';
import { WORKER_BEAT } from '../../jobs/upkeep';
import { newestSimulatedSet } from '../../prices/price-set-rows';
import { service } from '../service';

type DependencyId = (typeof DEPENDENCY_IDS)[number];

interface Dependency {
  readonly isRequired: boolean;
  /** One sentence when it is down; a throw counts as down too. */
  readonly problem: (ctx: ServiceContext) => Promise<string | undefined>;
}

/** A check that takes longer is a dependency that does not answer. */
const CHECK_MILLISECONDS_MAX = 2_000;
/** Workers beat every two seconds; this long without one, none is alive. */
const WORKER_SILENCE_SECONDS = 10;

const DEPENDENCIES: Readonly<Record<DependencyId, Dependency>> = {
  database: {
    isRequired: true,
    problem: async ({ db }) => {
      await db.$queryRaw`SELECT 1`;
      return undefined;
    },
  },
  migrations: {
    isRequired: true,
    problem: async ({ db }) => {
      const rows = await db.$queryRaw<{ name: string }[]>`
        SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND migration_name >= ${NEWEST_MIGRATION} LIMIT 1`;
      return rows.length > 0 ? undefined : 'The database has not been brought up to this version.';
    },
  },
  prices: {
    isRequired: true,
    problem: async ({ db }) =>
      (await newestSimulatedSet(db)) === null ? 'The simulated market is still being prepared.' : undefined,
  },
  worker: {
    isRequired: true,
    problem: async ({ db }) => {
      const rows = await db.$queryRaw<{ alive: boolean }[]>`
        SELECT seen_at > now() - make_interval(secs => ${WORKER_SILENCE_SECONDS}) AS alive
        FROM process_beats WHERE name = ${WORKER_BEAT}`;
      return rows[0]?.alive === true ? undefined : 'No worker is running; long computations wait.';
    },
  },
  exchange: {
    // Everything but trading works without it.
    isRequired: false,
    problem: async () => {
      const address = env().EXCHANGE_URL;
      if (address === undefined) return 'No exchange is set up.';
      const response = await fetch(new URL('/health', address), {
        signal: AbortSignal.timeout(CHECK_MILLISECONDS_MAX),
      });
      return response.ok ? undefined : 'The paper exchange answers with an error.';
    },
  },
};

async function withinTime(work: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('It does not answer in time.');
    }, CHECK_MILLISECONDS_MAX);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function check(ctx: ServiceContext, id: DependencyId): Promise<HealthView['dependencies'][number]> {
  const { isRequired, problem } = DEPENDENCIES[id];
  const startedAt = performance.now();
  // The cause goes to the log: an address or a password in an error must not reach whoever asks.
  const found = await withinTime(problem(ctx)).catch((error: unknown) => {
    ctx.log.warn({ err: error, dependency: id }, 'dependency down');
    return 'It does not answer.';
  });
  const milliseconds = Math.round(performance.now() - startedAt);
  return { id, status: found === undefined ? 'up' : 'down', isRequired, problem: found ?? null, milliseconds };
}

/** Each dependency by itself, and whether people can be let in. */
export const checkHealth = service({
  name: 'health/check-health',
  access: 'public',
  input: z.strictObject({}),
  run: async (ctx): Promise<Outcome<HealthView>> => {
    const dependencies = await Promise.all(DEPENDENCY_IDS.map((id) => check(ctx, id)));
    const isReady = dependencies.every(({ status, isRequired }) => status === 'up' || !isRequired);
    return done({ status: isReady ? 'ready' : 'not-ready', dependencies });
  },
});
