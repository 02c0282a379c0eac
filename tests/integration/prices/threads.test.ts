import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { invariant } from '@/lib/base/invariant';
import { buildEntries } from '../../../scripts/lib/generate.mjs';
import { createWorld, valueOf, type World } from '../../support/world';

/** Reading files and pricing exclusions take seconds: the process that answers everybody must not do it itself. */

const modules = async () => ({
  ...(await import('@/lib/server/services/prices/upload-prices')),
  ...(await import('@/lib/server/services/prices/decide-import')),
  ...(await import('@/lib/server/services/prices/get-price-set')),
  ...(await import('@/lib/server/services/plan/price-exclusions')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let ctx: ReturnType<World['ctxOf']>;
beforeAll(async () => {
  const { thread } = await buildEntries();
  invariant(thread !== undefined, 'the thread has a bundle');
  process.env['BALLAST_THREAD_FILE'] = thread;
  world = await createWorld();
  server = await modules();
  ctx = world.ctxOf(await world.newUser());
});
afterAll(() => world.close());

/** Prices that move, of so many instruments on so many days. */
function csv(instruments: number, days: number): Uint8Array {
  const columns = Array.from({ length: instruments }, (_, column) => column);
  const lines = [['date', ...columns.map((column) => `T${column}`)].join(',')];
  for (let day = 0; day < days; day++) {
    const prices = columns.map((column) => (80 + column + 5 * Math.sin(day / 9 + column)).toFixed(2));
    lines.push([isoDayFromNumber(9_000 + day), ...prices].join(','));
  }
  return new Uint8Array(gzipSync(lines.join('\n'), { level: 1 }));
}

/** Milliseconds of computing, by this thread and by the whole process with its threads. */
async function cost<T>(work: () => Promise<T>): Promise<{ value: T; own: number; all: number }> {
  const before = process.cpuUsage();
  const ownBefore = process.threadCpuUsage();
  const value = await work();
  const own = process.threadCpuUsage(ownBefore);
  const all = process.cpuUsage(before);
  return { value, own: (own.user + own.system) / 1_000, all: (all.user + all.system) / 1_000 };
}

test('a large file is read, kept and priced in threads; the answers are those of the same file read here', async () => {
  const bytes = csv(40, 5_000);
  const read = await cost(() => server.uploadPrices.call(ctx, { fileName: 'large.csv.gz', bytes }));
  const { id: importId, good } = valueOf(read.value);
  expect(good).toMatchObject({ dayCount: 5_000, firstDay: isoDayFromNumber(9_000) });
  const kept = await cost(() => server.decideImport.call(ctx, { importId, decision: 'keep' }));
  const priceSetId = valueOf(kept.value).priceSetId!;
  const detail = valueOf(await server.getPriceSet.call(ctx, { priceSetId }));
  expect(detail.coverage[3]).toMatchObject({ symbol: 'T3', observedDays: 5_000 });
  expect(detail.coverage[3]?.lastClose).toBeCloseTo(83 + 5 * Math.sin(4_999 / 9 + 3), 2);
  const symbols = Array.from({ length: 40 }, (_, column) => `T${column}`);
  const input = { priceSetId, symbols, level: 'balanced' };
  const priced = await cost(() => server.priceExclusions.call(ctx, input));
  const { exclusionPrices } = await import('@/lib/codec/recommend/exclusion-prices');
  const { loadPanel } = await import('@/lib/server/store/panel-store');
  const here = exclusionPrices(await loadPanel(detail.contentHash), symbols, 'balanced');
  expect(valueOf(priced.value).costs).toEqual(here.map((line) => ({ ...line })));
  // Most of it happened elsewhere; what is left is copying and the database.
  for (const { own, all } of [read, kept]) {
    expect(all).toBeGreaterThan(150);
    expect(own).toBeLessThan(all / 2);
  }
});

test('a thread that dies is told as trouble of ours, and the next file is read', async () => {
  const { compute } = await import('@/lib/server/compute/compute');
  const broken = { fileName: 'x.csv', bytes: null as never };
  await expect(compute('read-prices', broken)).rejects.toThrow();
  expect((await compute('read-prices', { fileName: 'x.csv', bytes: csv(2, 90) })).status).toBe('done');
});

test('of many at once some are asked to come again, and none is lost', async () => {
  const { compute } = await import('@/lib/server/compute/compute');
  const bytes = csv(2, 90);
  const ask = () => compute('read-prices', { fileName: 'many.csv', bytes });
  const answers = await Promise.all(Array.from({ length: 12 }, ask));
  expect(answers.filter(({ status }) => status === 'done')).toHaveLength(8);
  const refused = answers.filter(({ status }) => status === 'refused');
  expect(refused.every((answer) => 'code' in answer && answer.code === 'unavailable')).toBe(true);
  expect((await ask()).status).toBe('done');
});

test('a table beyond what a plan can use is refused with its size', async () => {
  const bytes = csv(251, 70);
  const answer = await server.uploadPrices.call(ctx, { fileName: 'wide.csv.gz', bytes });
  expect(answer).toMatchObject({ status: 'refused', code: 'too-large' });
  expect(answer.status === 'refused' && answer.message).toContain('251 instruments on 70 days');
});

test('a visitor leaves at most thirty files behind', async () => {
  const visitor = world.ctxOf(await world.newUser());
  const row = (index: number) => ({
    id: crypto.randomUUID(),
    userId: visitor.actor.kind === 'user' ? visitor.actor.userId : '',
    fileName: `${index}.csv`,
    storeKey: 'none',
    status: 'dropped',
    report: {},
    createdAt: new Date(),
  });
  await world.db.priceImport.createMany({ data: Array.from({ length: 30 }, (_, index) => row(index)) });
  const answer = await server.uploadPrices.call(visitor, { fileName: 'one-more.csv', bytes: csv(2, 90) });
  expect(answer).toMatchObject({ status: 'refused', code: 'conflict' });
});
