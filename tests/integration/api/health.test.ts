import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HealthView } from '@/lib/shared/contracts/health';
import { eventually } from '../../support/world';
import { createDoor, type Door } from './door';

const TOKEN = 'a token for whoever measures';

let door: Door;
let owner: pg.Client;

beforeAll(async () => {
  door = await createDoor({ BALLAST_METRICS_TOKEN: TOKEN });
  owner = new pg.Client({ connectionString: door.world.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await door.close();
});

const get = (name: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  door.call(`app/api/v1/${name}/route.ts`, {}, { method: 'GET', address: `/api/v1/${name}`, headers });

const health = async (name: 'ready' | 'dependencies') => {
  const response = await get(`health/${name}`);
  const view = HealthView.parse(await response.json());
  const down = view.dependencies.filter(({ status }) => status === 'down').map(({ id }) => id);
  return { httpStatus: response.status, status: view.status, down, view };
};

const upkeep = async () => (await import('@/lib/server/jobs/upkeep')).startUpkeep(door.world.workerCtx);

describe('readiness flips with each dependency and comes back, while the process stays alive', () => {
  test('the worker', async () => {
    expect(await health('ready')).toMatchObject({ httpStatus: 503, status: 'not-ready', down: ['worker'] });
    const worker = await upkeep();
    await eventually(async () => ((await health('ready')).httpStatus === 200 ? true : undefined));
    await worker.stop();
    await owner.query("UPDATE process_beats SET seen_at = now() - interval '11 seconds'");
    expect(await health('ready')).toMatchObject({ httpStatus: 503, down: ['worker'] });
    await owner.query("UPDATE process_beats SET seen_at = now() + interval '1 hour'");
  });

  test('the exchange, without which people are let in all the same', async () => {
    const without = await door.world.withoutExchange(() => health('ready'));
    expect(without).toMatchObject({ httpStatus: 200, status: 'ready', down: ['exchange'] });
    expect((await health('ready')).down).toEqual([]);
  });

  test('the prices', async () => {
    await owner.query("UPDATE price_sets SET source_kind = 'yahoo' WHERE user_id IS NULL");
    expect(await health('ready')).toMatchObject({ httpStatus: 503, down: ['prices'] });
    await owner.query("UPDATE price_sets SET source_kind = 'simulated' WHERE user_id IS NULL");
    expect((await health('ready')).httpStatus).toBe(200);
  });

  test('the migrations', async () => {
    const { rows } = await owner.query<{ name: string }>('SELECT max(migration_name) AS name FROM _prisma_migrations');
    await owner.query("UPDATE _prisma_migrations SET migration_name = '0' WHERE migration_name = $1", [rows[0]?.name]);
    expect(await health('ready')).toMatchObject({ httpStatus: 503, down: ['migrations'] });
    await owner.query("UPDATE _prisma_migrations SET migration_name = $1 WHERE migration_name = '0'", [rows[0]?.name]);
    expect((await health('ready')).httpStatus).toBe(200);
  });

  test('the database, and no word of why reaches whoever asks', async () => {
    await owner.query('REVOKE ALL ON price_sets, process_beats FROM ballast_app');
    const { httpStatus, down, view } = await health('ready');
    expect({ httpStatus, down }).toEqual({ httpStatus: 503, down: ['prices', 'worker'] });
    expect(JSON.stringify(view)).not.toMatch(/permission|price_sets|prisma|127\.0\.0\.1/i);
    await owner.query('GRANT SELECT, INSERT, UPDATE ON price_sets, process_beats TO ballast_app');
    expect((await get('health/live')).status).toBe(200);
  });

  test('what is down is told by itself, with 200, to whoever looks closer', async () => {
    const { httpStatus, view } = await health('dependencies');
    expect(httpStatus).toBe(200);
    expect(view.dependencies.map(({ id }) => id)).toEqual(['database', 'migrations', 'prices', 'worker', 'exchange']);
  });
});

describe('metrics', () => {
  test('are there for the token and for nobody else', async () => {
    expect((await get('metrics')).status).toBe(404);
    expect((await get('metrics', { authorization: 'Bearer not the token of them' })).status).toBe(404);
    expect((await get('metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
    const response = await get('metrics', { authorization: `Bearer ${TOKEN}` });
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/ballast_api_requests_total\{method="GET",status="404"\} [1-9]/);
  });
});

test('a session store that does not answer lets nobody in', async () => {
  const { newPerson, createMaker } = await import('../ownership/things');
  const person = await newPerson(await createMaker(door.world));
  const cookie = await door.cookieOf(person.token);
  const ask = (): Promise<Response> =>
    door.call('app/api/v1/prices/route.ts', {}, { method: 'GET', address: '/api/v1/prices', cookie });
  expect((await ask()).status).toBe(200);
  await owner.query('REVOKE SELECT ON sessions FROM ballast_app');
  const refused = await ask();
  await owner.query('GRANT SELECT ON sessions TO ballast_app');
  expect(refused.status).toBe(503);
  expect(await refused.text()).not.toMatch(/sessions|permission/);
});
