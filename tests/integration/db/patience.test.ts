import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, eventually, type World } from '../../support/world';

/** Nothing waits for the database without an end. */

const load = async () => ({
  ...(await import('@/lib/server/db/client')),
  ...(await import('@/lib/server/exchange/database')),
  ...(await import('@/lib/server/live/listener')),
});

let world: World;
let server: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  world = await createWorld();
  server = await load();
});
afterAll(() => world.close());

interface Silent {
  readonly url: string;
  /** Connections taken so far, and how many of them are still there. */
  readonly count: () => { readonly taken: number; readonly open: number };
  readonly close: () => void;
}

/** A server that takes connections and never says a word. */
async function silentServer(): Promise<Silent> {
  const sockets = new Set<Socket>();
  let taken = 0;
  const silent = createServer((socket) => {
    taken += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    // Reads what it ignores, so that it notices when the other side goes.
    socket.resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgresql://a:b@127.0.0.1:${(silent.address() as AddressInfo).port}/c`,
    count: () => ({ taken, open: sockets.size }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    },
  };
}

test('statements and forgotten transactions end by themselves, in the product and in the exchange', async () => {
  const settings = `SELECT current_setting('statement_timeout') AS statement,
                           current_setting('idle_in_transaction_session_timeout') AS idle`;
  expect(await world.db.$queryRawUnsafe(settings)).toEqual([{ statement: '30s', idle: '1min' }]);
  const pool = server.exchangePool(world.database.exchangeUrl);
  expect((await pool.query(settings)).rows).toEqual([{ statement: '10s', idle: '20s' }]);
  await pool.end();
});

test.concurrent('a database that takes the connection and says nothing is given up on', async () => {
  const silent = await silentServer();
  const db = server.createDb(silent.url);
  const pool = server.exchangePool(silent.url);
  const startedAt = performance.now();
  await Promise.all([
    expect(db.$queryRaw`SELECT 1`).rejects.toThrow(),
    expect(pool.query('SELECT 1')).rejects.toThrow(/timeout/),
  ]);
  expect(performance.now() - startedAt).toBeLessThan(12_000);
  await Promise.all([db.$disconnect(), pool.end()]);
  silent.close();
});

test.concurrent('when all connections are in use, the next in line is told so', async () => {
  const db = server.createDb(world.database.appUrl);
  const held = Array.from({ length: 10 }, () => db.$queryRaw`SELECT pg_sleep(11)::text`.then(() => true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect(db.$queryRaw`SELECT 1`).rejects.toThrow();
  await Promise.all(held);
  expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  await db.$disconnect();
});

test.concurrent('a listener tries again after silence, and leaves no connection behind', async () => {
  const silent = await silentServer();
  const listener = server.listen(silent.url, 'nothing', world.workerCtx.log);
  await eventually(() => Promise.resolve(silent.count().taken === 2 ? true : undefined));
  expect(silent.count().open).toBe(1);
  await listener.close();
  await eventually(() => Promise.resolve(silent.count().open === 0 ? true : undefined));
  silent.close();
});

test.concurrent('a listener that was cut off listens again and says that there was a gap', async () => {
  const listener = server.listen(world.database.appUrl, 'test_news', world.workerCtx.log);
  const heard: (string | undefined)[] = [];
  listener.subscribe((id) => heard.push(id));
  await eventually(() => Promise.resolve(heard.length === 1 ? true : undefined));
  await world.db.$executeRaw`SELECT pg_notify('test_news', 'one')`;
  await eventually(() => Promise.resolve(heard.includes('one') ? true : undefined));
  await world.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ballast-live-test_news'`;
  await eventually(() => Promise.resolve(heard.filter((id) => id === undefined).length === 2 ? true : undefined));
  await world.db.$executeRaw`SELECT pg_notify('test_news', 'two')`;
  await eventually(() => Promise.resolve(heard.includes('two') ? true : undefined));
  await listener.close();
});
