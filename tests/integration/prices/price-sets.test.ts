import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { JobKind } from '@/lib/server/jobs/job-kind';
import type { FetchOutcome } from '@/lib/server/adapters/data/provider';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { createWorld, valueOf, type World } from '../../support/world';

const modules = async () => ({
  ...(await import('@/lib/server/services/prices/upload-prices')),
  ...(await import('@/lib/server/services/prices/get-import')),
  ...(await import('@/lib/server/services/prices/decide-import')),
  ...(await import('@/lib/server/services/prices/pull-yahoo')),
  ...(await import('@/lib/server/services/prices/list-price-sets')),
  ...(await import('@/lib/server/services/prices/get-price-set')),
  ...(await import('@/lib/server/services/market/search-instruments')),
  ...(await import('@/lib/server/services/profile/save-draft')),
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/jobs/kinds/pull-yahoo')),
  ...(await import('@/lib/server/store/panel-store')),
  ...(await import('@/lib/server/prices/refresh-simulated')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let ctx: ReturnType<World['ctxOf']>;
let userId: string;
beforeAll(async () => {
  world = await createWorld();
  server = await modules();
  userId = await world.newUser();
  ctx = world.ctxOf(userId);
});
afterAll(() => world.close());

/** Two instruments and an index on weekdays of 2020, with prices that move. */
function csv(rows = 120, change: (cells: string[], row: number) => string[] = (cells) => cells): string {
  const lines = ['date,SPY,TLT,DXY'];
  let day = 18_263;
  for (let row = 0; row < rows; row++) {
    day += day % 7 === 1 ? 3 : 1;
    const cells = [300 + 20 * Math.sin(row / 9), 150 - 10 * Math.sin(row / 7), 95 + Math.sin(row / 5)];
    lines.push(change([isoDayFromNumber(day), ...cells.map((value) => value.toFixed(4))], row).join(','));
  }
  return `${lines.join('\n')}\n`;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const upload = async (fileName: string, bytes: Uint8Array) =>
  valueOf(await server.uploadPrices.call(ctx, { fileName, bytes }));
const setsOf = async (context = ctx) => valueOf(await server.listPriceSets.call(context, {}));

describe('a file', () => {
  test.each([
    ['plain', (text: string) => bytesOf(text)],
    ['gzip', (text: string) => new Uint8Array(gzipSync(text))],
  ])('%s: read, kept, and its prices are those of the file', async (_name, pack) => {
    const before = await setsOf();
    const read = await upload('prices.csv.gz', pack(csv()));
    expect(read).toMatchObject({ status: 'read', priceSetId: null, report: { layout: 'wide' } });
    expect(read.good).toMatchObject({ symbols: ['SPY', 'TLT', 'DXY'], dayCount: 120 });
    expect(await setsOf()).toEqual(before);
    const kept = valueOf(
      await server.decideImport.call(ctx, { importId: read.id, decision: 'keep', label: 'My prices' }),
    );
    expect(kept.status).toBe('kept');
    const detail = valueOf(await server.getPriceSet.call(ctx, { priceSetId: kept.priceSetId! }));
    expect(detail).toMatchObject({
      label: 'My prices',
      isShared: false,
      dayCount: 120,
      source: { kind: 'file', isSimulated: false },
    });
    expect(detail.coverage.map(({ observedDays }) => observedDays)).toEqual([120, 120, 120]);
    expect(detail.coverage[0]?.lastClose).toBeCloseTo(300 + 20 * Math.sin(119 / 9), 4);
    const panel = await server.loadPanel(detail.contentHash);
    expect(panel.layers.close[0]).toBe(300);
    // The index is there to be looked at and compared with, and cannot be held.
    expect(detail.correlations.symbols).toEqual(['SPY', 'TLT', 'DXY']);
    expect(detail.correlations.matrix[0]?.[2]).toBeTypeOf('number');
    expect(detail.instruments[2]).toMatchObject({ symbol: 'DXY', isInvestable: false, suggestedSubstitute: 'UUP' });
  });

  test('with faults: what is wrong is named, and the good part is kept only when told to', async () => {
    const text = csv(120, (cells, row) => (row === 7 ? [cells[0]!, 'n/a?', '0', cells[3]!] : cells));
    const read = await upload('faulty.csv', bytesOf(text));
    expect(read).toMatchObject({ status: 'read', needsConsent: true });
    const dropped = read.report.problems.filter(({ severity }) => severity === 'dropped');
    expect(dropped.map(({ row, column }) => [row, column])).toEqual([
      [9, 'SPY'],
      [9, 'TLT'],
    ]);
    expect(dropped[0]?.message).toContain('faulty.csv, row 9, column SPY');
    const refused = valueOf(await server.decideImport.call(ctx, { importId: read.id, decision: 'drop' }));
    expect(refused).toMatchObject({ status: 'dropped', priceSetId: null });
    const again = await server.decideImport.call(ctx, { importId: read.id, decision: 'keep' });
    expect(again).toMatchObject({ status: 'refused', code: 'conflict' });
  });

  test('of monthly prices: said before it is kept, shown with the set, and refused for a plan', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => {
      const monthEnd = isoDayFromNumber(18_292 + 30 * row);
      return `${monthEnd},${100 + row},${50 + (row % 7)},${80 - (row % 5)}`;
    });
    const read = await upload('months.csv', bytesOf(`date,SPY,TLT,GLD\n${lines.join('\n')}\n`));
    expect(read.report.spacing).toBe('monthly');
    const note = read.report.problems.find(({ code }) => code === 'not-daily');
    expect(note).toMatchObject({ severity: 'note' });
    expect(note?.message).toMatch(/^months\.csv: .*a month apart.*need daily prices/);
    const kept = valueOf(await server.decideImport.call(ctx, { importId: read.id, decision: 'keep' }));
    const set = (await setsOf()).find(({ id }) => id === kept.priceSetId);
    expect(set).toMatchObject({ spacing: 'monthly', dayCount: 60 });
    const universe = { priceSetId: kept.priceSetId!, symbols: ['SPY', 'TLT', 'GLD'], excluded: [] };
    const refusal = await server.saveDraft.call(ctx, { universe });
    expect(refusal).toMatchObject({ status: 'refused', code: 'conflict', field: 'universe.priceSetId' });
    expect(refusal).toMatchObject({ message: expect.stringMatching(/need daily prices/) as string });
  });

  test.each([
    ['an unknown layout', 'name,colour\na,b\n'],
    ['an empty file', ''],
    ['a header alone', 'date,SPY,TLT\n'],
  ])('%s: nothing can be kept, and the sentence says why', async (_name, text) => {
    const read = await upload('odd.csv', bytesOf(text));
    expect(read).toMatchObject({ status: 'unreadable', good: null });
    expect(read.report.problems[0]).toMatchObject({ severity: 'fatal' });
    expect(read.report.problems[0]?.message).toContain('odd.csv');
    const kept = await server.decideImport.call(ctx, { importId: read.id, decision: 'keep' });
    expect(kept).toMatchObject({ status: 'refused', code: 'conflict' });
  });

  test('gzip that unpacks without end, is cut short, or is no text is refused in one sentence', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(60 * 1024 * 1024)));
    const attempts = [
      [bomb, 'too-large'],
      [new Uint8Array(gzipSync(csv())).subarray(0, 200), 'bad-input'],
      [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe), 'bad-input'],
      [new Uint8Array(21 * 1024 * 1024), 'too-large'],
    ] as const;
    for (const [bytes, code] of attempts) {
      expect(await server.uploadPrices.call(ctx, { fileName: 'bad.csv.gz', bytes })).toMatchObject({
        status: 'refused',
        code,
      });
    }
  });

  test('keeping twice at once keeps once', async () => {
    const read = await upload('twice.csv', bytesOf(csv(100)));
    const input = { importId: read.id, decision: 'keep' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.decideImport.call(ctx, input)));
    expect(answers.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect((await setsOf()).filter(({ label }) => label === 'twice.csv')).toHaveLength(1);
  });

  test('belongs to who sent it', async () => {
    const read = await upload('mine.csv', bytesOf(csv(90)));
    const stranger = world.ctxOf(await world.newUser());
    const notFound = { status: 'refused', code: 'not-found' };
    expect(await server.getImport.call(stranger, { importId: read.id })).toMatchObject(notFound);
    expect(await server.decideImport.call(stranger, { importId: read.id, decision: 'keep' })).toMatchObject(notFound);
    const kept = valueOf(await server.decideImport.call(ctx, { importId: read.id, decision: 'keep' }));
    const priceSetId = kept.priceSetId!;
    expect(await server.getPriceSet.call(stranger, { priceSetId })).toMatchObject(notFound);
    expect(await server.searchInstruments.call(stranger, { priceSetId })).toMatchObject(notFound);
    expect(await server.openAccount.call(stranger, { priceSetId })).toMatchObject(notFound);
    expect((await setsOf(stranger)).map(({ isShared }) => isShared)).toEqual([true]);
  });

  test('an account in its market trades at its prices', async () => {
    const read = await upload('market.csv', bytesOf(csv(100)));
    const { priceSetId } = valueOf(await server.decideImport.call(ctx, { importId: read.id, decision: 'keep' }));
    const account = valueOf(await server.openAccount.call(ctx, { priceSetId: priceSetId! }));
    expect(account.priceSetId).toBe(priceSetId);
    expect(valueOf(await server.openAccount.call(ctx, { priceSetId: priceSetId! })).id).toBe(account.id);
  });
});

describe('the simulated market', () => {
  test('is one shared set, seen by all, complete and marked', async () => {
    const [shared] = await setsOf(world.ctxOf(await world.newUser()));
    expect(shared).toMatchObject({ isShared: true, source: { kind: 'simulated', isSimulated: true } });
    const detail = valueOf(await server.getPriceSet.call(ctx, { priceSetId: shared!.id }));
    const size = detail.correlations.symbols.length;
    expect(detail.correlations.matrix).toHaveLength(size);
    for (let i = 0; i < size; i++) {
      expect(detail.correlations.matrix[i]?.[i]).toBe(1);
      for (let j = 0; j < size; j++)
        expect(detail.correlations.matrix[i]?.[j]).toBe(detail.correlations.matrix[j]?.[i]);
    }
  });

  test('grows when a new day has come, once, and the earlier set stays', async () => {
    const clock = { now: () => Date.now() + 7 * 86_400_000 };
    const source = { db: world.db, clock, randomBytes: world.workerCtx.randomBytes };
    const outcomes = await Promise.all([1, 2, 3].map(() => server.refreshSimulatedMarket(source)));
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(await server.refreshSimulatedMarket(source)).toBe('fresh');
    const [shared] = await setsOf();
    expect(shared!.lastDay > world.simulated.lastDay).toBe(true);
    expect(await world.db.priceSet.count({ where: { id: world.simulated.id } })).toBe(1);
  });
});

test('search finds by symbol first, then by name, and only what is asked for', async () => {
  const search = async (input: object) => valueOf(await server.searchInstruments.call(ctx, input));
  expect((await search({ query: 'spy' }))[0]?.symbol).toBe('SPY');
  expect((await search({ query: 'gold' })).map(({ symbol }) => symbol)).toContain('GLD');
  const bonds = await search({ query: '', assetClasses: ['bond'] });
  expect(bonds.length).toBeGreaterThan(3);
  expect(bonds.every(({ assetClass }) => assetClass === 'bond')).toBe(true);
  const inSet = await search({ query: '', priceSetId: world.simulated.id });
  expect(inSet.every(({ symbol }) => symbol.startsWith('SIM-'))).toBe(true);
  expect(await search({ query: 'no such thing anywhere' })).toEqual([]);
});

describe('a pull from a provider', () => {
  const control = { report: () => undefined, shouldStop: () => false, isCancelled: () => false };
  const kindThat = (outcome: FetchOutcome): JobKind =>
    server.pullYahooFrom({ id: 'test', name: 'Test', fetchPrices: () => Promise.resolve(outcome) });
  const runTask = () => Promise.reject(new Error('no computing here'));

  async function jobOf(key: string) {
    const input = { symbols: ['SPY', 'TLT'], from: '2024-01-02', to: '2024-02-01', key };
    const { jobId } = valueOf(await server.pullYahoo.call(ctx, input));
    const {
      id,
      kind,
      key: jobKey,
      input: stored,
      accountId,
    } = await world.db.job.findUniqueOrThrow({ where: { id: jobId } });
    return { id, userId, accountId, kind, key: jobKey, input: stored, attempt: 1, isCancelRequested: false };
  }

  test('becomes a price set of the user, with its report', async () => {
    const panel = {
      ...simulatedMarket({ seed: 'pull', lastDay: 11_200 }),
      source: { kind: 'yahoo', label: 'Yahoo Finance' } as const,
    };
    const job = await jobOf('pull-one-1');
    const outcome = await kindThat({ status: 'fetched', panel, problems: [] }).run({
      ctx: world.workerCtx,
      job,
      control,
      runTask,
    });
    if (outcome.status !== 'done') throw new Error(outcome.status);
    const result = await world.db.$transaction((tx) => outcome.commit(tx));
    const { id } = result['subject'] as { id: string };
    expect(valueOf(await server.getPriceSet.call(ctx, { priceSetId: id }))).toMatchObject({
      source: { kind: 'yahoo' },
      label: 'Yahoo Finance: SPY, TLT',
    });
  });

  test('that fails keeps nothing and says the provider’s sentence', async () => {
    const before = await setsOf();
    const job = await jobOf('pull-two-2');
    const outcome = await kindThat({ status: 'failed', message: 'It is raining.' }).run({
      ctx: world.workerCtx,
      job,
      control,
      runTask,
    });
    expect(outcome).toEqual({ status: 'failed', failure: 'It is raining.' });
    expect(await setsOf()).toEqual(before);
  });

  test('a bad window or a symbol named twice is refused at the door', async () => {
    const ask = (change: object) =>
      server.pullYahoo.call(ctx, { symbols: ['SPY'], from: '2024-01-02', key: 'pull-bad-3', ...change });
    expect(await ask({ from: '2999-01-01' })).toMatchObject({ status: 'refused', field: 'from' });
    expect(await ask({ symbols: ['SPY', 'SPY'] })).toMatchObject({ status: 'refused', field: 'symbols' });
    expect(await ask({ symbols: [] })).toMatchObject({ status: 'refused', code: 'bad-input' });
    expect(await ask({ symbols: ['../etc/passwd'] })).toMatchObject({ status: 'refused', code: 'bad-input' });
  });
});
