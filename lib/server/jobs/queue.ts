import { fromPrisma, PgBoss } from 'pg-boss';
import type { Db, DbTransaction } from '../db/client';
import { requiredEnv } from '../env';

/**
 * The queue only wakes a worker: its message holds a job's id, and the row in `jobs` is the truth. The queue's schema
 * belongs to the owner role and is made by the seed; the application role reads and writes its rows.
 */

const QUEUE_SCHEMA = 'queue';
export const JOB_QUEUE = 'jobs';

/** Rows are kept for a day after they are done, for whoever asks what happened. */
const FINISHED_MESSAGE_KEPT_SECONDS = 86_400;

/** Longer than any job: whether a job is alive is told by its row's heartbeat, not by the queue. */
const MESSAGE_EXPIRES_SECONDS = 23 * 3_600;

const WITHOUT_UPKEEP = { migrate: false, createSchema: false, supervise: false, schedule: false } as const;

/** Makes or upgrades the queue's tables and gives the application role the use of them. Runs as the owner. */
export async function installQueue(ownerDatabaseUrl: string, appRole = 'ballast_app'): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerDatabaseUrl,
    schema: QUEUE_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    // `short`: one waiting message a job, so that sending again while one waits does nothing.
    const options = {
      policy: 'short',
      retryLimit: 0,
      expireInSeconds: MESSAGE_EXPIRES_SECONDS,
      deleteAfterSeconds: FINISHED_MESSAGE_KEPT_SECONDS,
    } as const;
    if ((await boss.getQueue(JOB_QUEUE)) === null) await boss.createQueue(JOB_QUEUE, options);
    const db = boss.getDb();
    await db.executeSql(`GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${appRole}`);
    await db.executeSql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${appRole}`);
    await db.executeSql(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${appRole}`);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** One sender a database connection pool; it holds timers, so `closeQueue` ends it. */
const senders = new WeakMap<Db, Promise<PgBoss>>();

function senderOf(db: Db): Promise<PgBoss> {
  const known = senders.get(db);
  if (known !== undefined) return known;
  // One connection of its own for what the queue looks up about itself; messages go through the caller's transaction.
  const connectionString = requiredEnv('DATABASE_URL');
  const boss = new PgBoss({ connectionString, schema: QUEUE_SCHEMA, max: 1, ...WITHOUT_UPKEEP });
  // A failed refresh of the queue's own cache is retried by itself; each send reports its own failure.
  boss.on('error', () => undefined);
  const started = boss.start();
  senders.set(db, started);
  started.catch(() => senders.delete(db));
  return started;
}

/** Opens the sender before a transaction needs it, so that a transaction never waits for a second connection. */
export async function prepareQueue(db: Db): Promise<void> {
  await senderOf(db);
}

/** Sends the message inside the caller's transaction: no commit, no message. Sending twice while one waits is one. */
export async function sendJobMessage(db: Db, tx: DbTransaction, jobId: string): Promise<void> {
  const boss = await senderOf(db);
  await boss.send(JOB_QUEUE, { jobId }, { singletonKey: jobId, db: fromPrisma(tx) });
}

export async function closeQueue(db: Db): Promise<void> {
  const started = senders.get(db);
  senders.delete(db);
  await (await started)?.stop({ graceful: false });
}

/** The worker's own connection to the queue; `supervise` moves old messages out, which needs no rights of the owner. */
export function workerQueue(databaseUrl: string): PgBoss {
  return new PgBoss({
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    max: 3,
    migrate: false,
    createSchema: false,
    supervise: true,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    persistWarnings: false,
  });
}
