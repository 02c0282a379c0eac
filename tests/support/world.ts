import { randomFillSync, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '@/lib/base/clock';
import type { Outcome } from '@/lib/base/outcome';
import type { ServiceContext } from '@/lib/server/context';
import type { Db } from '@/lib/server/db/client';
import type { PriceSet } from '@/lib/server/db/generated/client';
import type { RunningExchange } from '@/lib/server/exchange/start-exchange';
import { createTestDatabase, type TestDatabase } from './database';

/** A database, a price store and a running exchange of one test file, with helpers to make users and accepted plans. */
export interface World {
  readonly database: TestDatabase;
  readonly db: Db;
  readonly storeDir: string;
  /** The shared simulated market. */
  readonly simulated: PriceSet;
  readonly workerCtx: ServiceContext;
  readonly exchange: RunningExchange;
  readonly restartExchange: () => Promise<void>;
  /** Runs work while nobody answers at the exchange's address. */
  readonly withoutExchange: <T>(work: () => Promise<T>) => Promise<T>;
  readonly newUser: () => Promise<string>;
  readonly ctxOf: (userId: string) => ServiceContext;
  /** A recommendation of these weights, accepted now; answers its id. */
  readonly acceptPlan: (
    userId: string,
    weights: Readonly<Record<string, number>>,
    priceSetId?: string,
  ) => Promise<string>;
  readonly close: () => Promise<void>;
}

const EXCHANGE_KEY = 'a-key-for-the-test-exchange';

/** What the product's processes are told; set before any module of the server reads it. */
export function productEnv(database: TestDatabase, storeDir: string, exchangePort: number): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['BALLAST_TEST_LOG'] ?? 'silent',
    DATABASE_URL: database.appUrl,
    EXCHANGE_DATABASE_URL: database.exchangeUrl,
    EXCHANGE_PORT: String(exchangePort),
    EXCHANGE_URL: `http://127.0.0.1:${exchangePort}`,
    EXCHANGE_KEY,
    BALLAST_STORE_DIR: storeDir,
  };
}

/** The environment is read once, so the exchange's address must be known before it runs. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export interface WorldOptions {
  readonly fillDelayMilliseconds?: number;
  /** Of the exchange and of every context; absent: the machine's. */
  readonly clock?: Clock;
}

export async function createWorld({
  fillDelayMilliseconds = 20,
  clock = { now: () => Date.now() },
}: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase();
  const storeDir = path.join(mkdtempSync(path.join(tmpdir(), 'ballast-world-')), 'store');
  cpSync(database.templateStoreDir, storeDir, { recursive: true });
  Object.assign(process.env, productEnv(database, storeDir, await freePort()));
  // The server's modules read the environment once, so they come in only now.
  const { createDb } = await import('@/lib/server/db/client');
  const { createLogger } = await import('@/lib/server/log');
  const { startExchange } = await import('@/lib/server/exchange/start-exchange');
  const { closeQueue } = await import('@/lib/server/jobs/queue');
  const { newestSimulatedSet } = await import('@/lib/server/prices/price-set-rows');
  const randomBytes = (target: Uint8Array): Uint8Array => randomFillSync(target);
  const db = createDb(database.appUrl);
  const log = createLogger('test');
  const openExchange = (port: number): Promise<RunningExchange> =>
    startExchange({
      databaseUrl: database.exchangeUrl,
      port,
      secret: EXCHANGE_KEY,
      fillDelayMilliseconds,
      clock,
      randomBytes,
      log,
    });
  let exchange = await openExchange(Number(process.env['EXCHANGE_PORT']));
  const simulated = await newestSimulatedSet(db);
  if (simulated === null) throw new Error('the template has no simulated market');
  const base = { clock, randomBytes, requestId: 'test', db, log };
  return {
    database,
    db,
    storeDir,
    simulated,
    workerCtx: { ...base, actor: { kind: 'worker' } },
    get exchange() {
      return exchange;
    },
    restartExchange: async () => {
      const { port } = exchange;
      await exchange.close();
      exchange = await openExchange(port);
    },
    withoutExchange: async (work) => {
      const { port } = exchange;
      await exchange.close();
      try {
        return await work();
      } finally {
        exchange = await openExchange(port);
      }
    },
    newUser: async () => {
      const id = randomUUID();
      await db.user.create({ data: { id, displayName: 'Test investor', kind: 'sandbox', createdAt: new Date() } });
      return id;
    },
    ctxOf: (userId) => ({
      ...base,
      actor: { kind: 'user', userId, sessionId: randomUUID(), role: 'investor', userKind: 'sandbox' },
    }),
    acceptPlan: async (userId, weights, priceSetId = simulated.id) => {
      const id = randomUUID();
      const now = new Date();
      await db.recommendation.create({
        data: {
          id,
          userId,
          priceSetId,
          level: 'balanced',
          inputHash: 'test',
          answerHash: 'test',
          engineVersion: 1,
          schemaVersion: 1,
          request: { prices: { set: priceSetId }, assets: Object.keys(weights), aim: { kind: 'most-return' } },
          answer: { profiles: [{ profile: 'balanced', status: 'solved', weights }] },
          createdAt: now,
          acceptedAt: now,
        },
      });
      return id;
    },
    close: async () => {
      // A test may have closed it to put a process in its place.
      await exchange.close().catch(() => undefined);
      await closeQueue(db);
      await db.$disconnect();
      await database.drop();
      rmSync(path.dirname(storeDir), { recursive: true, force: true });
    },
  };
}

/** The value of an outcome that must be done. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value;
  throw new Error(`refused: ${outcome.code} ${outcome.field ?? ''} ${outcome.message}`);
}

/** Waits until the look gives something. */
export async function eventually<T>(look: () => Promise<T | undefined>, secondsMax = 20): Promise<T> {
  const endsAt = Date.now() + secondsMax * 1_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > endsAt) throw new Error(`nothing came of it in ${secondsMax} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A job once it has come to its end, as it was recorded. */
export const endOfJob = (world: World, jobId: string, secondsMax?: number) =>
  eventually(async () => {
    const row = await world.db.job.findUniqueOrThrow({ where: { id: jobId } });
    return row.status === 'queued' || row.status === 'running' ? undefined : row;
  }, secondsMax);
