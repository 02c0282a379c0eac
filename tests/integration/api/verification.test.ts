import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, valueOf, type World } from '../../support/world';
import { workerInProcess } from './in-process';

/** Whether a kept recommendation is what was given, and comes out the same again: the two are told apart. */

const load = async () => ({
  ...(await import('@/lib/server/services/plan/create-recommendation')),
  ...(await import('@/lib/server/services/plan/verify-recommendation')),
  ...(await import('@/lib/server/audit/recommendation-hashes')),
});

let world: World;
let server: Awaited<ReturnType<typeof load>>;
let worker: JobWorker;
let owner: pg.Client;
let ctx: ReturnType<World['ctxOf']>;

beforeAll(async () => {
  world = await createWorld();
  server = await load();
  worker = await workerInProcess(world);
  owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  ctx = world.ctxOf(await world.newUser());
});
afterAll(async () => {
  await owner.end();
  await worker.close();
  await world.close();
});

const ASSETS = ['SIM-USEQ', 'SIM-INTL', 'SIM-LTB', 'SIM-GOLD', 'SIM-CASH'];

async function made(prices: object): Promise<string> {
  const created = valueOf(await server.createRecommendation.call(ctx, { prices, assets: ASSETS }));
  if (created.status !== 'ready') throw new Error('the worker is slow');
  return created.recommendation.id;
}

const check = async (recommendationId: string) =>
  valueOf(await server.verifyRecommendation.call(ctx, { recommendationId }));

const change = (id: string, sql: string, values: readonly unknown[] = []) =>
  owner.query(`UPDATE recommendations SET ${sql} WHERE id = $1`, [id, ...values]);

const SOUND = { isIntact: true, changed: [], repeats: 'yes' };

test('on the shared market, on one made for it and on part of a set it is intact and repeats', async () => {
  const { id, firstDay } = world.simulated;
  for (const prices of [
    { set: id },
    { simulated: { seed: 'another', to: '2024-06-28' } },
    { set: id, from: `${Number(firstDay.slice(0, 4)) + 2}-01-01` },
  ]) {
    expect(await check(await made(prices))).toEqual(SOUND);
  }
});

test('what was changed afterwards is named, also where the hash beside it was changed too', async () => {
  const id = await made({ set: world.simulated.id });
  const row = await world.db.recommendation.findUniqueOrThrow({ where: { id } });
  const answer = JSON.stringify({ ...(row.answer as object), asOf: '2001-01-01' });
  await change(id, 'answer = $2', [answer]);
  // The stored hash is still that of what was computed.
  expect(await check(id)).toEqual({ isIntact: false, changed: ['answer'], repeats: 'yes' });
  await change(id, 'answer_hash = $2', [server.recommendationAnswerHash(JSON.parse(answer))]);
  expect(await check(id)).toEqual({ isIntact: false, changed: ['record'], repeats: 'no' });
  await change(id, 'answer = $2, answer_hash = $3', [JSON.stringify(row.answer), row.answerHash]);
  expect(await check(id)).toEqual(SOUND);
  await change(id, 'request = $2', [JSON.stringify({ ...(row.request as object), money: 12_345 })]);
  expect(await check(id)).toEqual({ isIntact: false, changed: ['request'], repeats: 'no' });
  await change(id, 'request = $2', [JSON.stringify(row.request)]);
  await change(id, 'engine_version = engine_version + 1');
  expect(await check(id)).toEqual({ isIntact: false, changed: ['request'], repeats: 'other-engine' });
});

test('prices that were changed on the disk are found', async () => {
  const id = await made({ simulated: { seed: 'to be damaged', to: '2024-06-28' } });
  const { priceSetId } = await world.db.recommendation.findUniqueOrThrow({ where: { id } });
  const { contentHash } = await world.db.priceSet.findUniqueOrThrow({ where: { id: priceSetId } });
  const file = path.join(world.storeDir, 'panel', `${contentHash}.parquet`);
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await check(id)).toEqual({ isIntact: false, changed: ['prices'], repeats: 'no' });
});
