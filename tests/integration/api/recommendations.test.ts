import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { CORE_FILE, hasSharedData, sharedDataPath } from '../../support/shared-data';
import { createMaker, type Maker, newPerson, type Person } from '../ownership/things';
import { createDoor, type Door, OWN_PAGE } from './door';
import { workerInProcess } from './in-process';

/** The recommend door over HTTP says, byte for byte, what the command line prints, apart from id and time. */

const folder = mkdtempSync(path.join(tmpdir(), 'ballast-api-'));

let door: Door;
let maker: Maker;
let worker: JobWorker;
let person: Person;
let cookie: string;

beforeAll(async () => {
  door = await createDoor();
  maker = await createMaker(door.world);
  worker = await workerInProcess(door.world);
  person = await newPerson(maker);
  cookie = await door.cookieOf(person.token);
});
afterAll(async () => {
  await worker.close();
  await door.close();
  rmSync(folder, { recursive: true });
});

const post = (file: string, body: unknown, id?: string): Promise<Response> =>
  door.call(file, id === undefined ? {} : { id }, {
    method: 'POST',
    address: '/api/v1/x',
    cookie,
    headers: { ...OWN_PAGE, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const recommend = (body: unknown): Promise<Response> => post('app/api/v1/recommendations/route.ts', body);

const Kept = z.object({ id: z.uuid(), createdAt: z.iso.datetime() });

/** The answer's text with id and time cut off the front. */
async function textWithoutName(response: Response): Promise<string> {
  const text = await response.text();
  expect(response.status, text.slice(0, 300)).toBe(200);
  const { id, createdAt } = Kept.parse(JSON.parse(text));
  const front = `{"id":"${id}","createdAt":"${createdAt}",`;
  expect(text.startsWith(front)).toBe(true);
  return `{${text.slice(front.length)}`;
}

async function textOfCommand(request: unknown): Promise<string> {
  const { COMMANDS } = await import('@/lib/server/cli/commands');
  const outcome = await COMMANDS.find(({ name }) => name === 'recommend')!.run(request);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return JSON.stringify(outcome.value);
}

const ImportView = z.object({ id: z.uuid(), status: z.string(), priceSetId: z.uuid().nullable() });

/** Uploads a file and keeps it, as the import page does. */
async function setOfFile(file: string): Promise<string> {
  const uploaded = await door.call(
    'app/api/v1/prices/route.ts',
    {},
    {
      method: 'POST',
      address: '/api/v1/prices',
      cookie,
      headers: { ...OWN_PAGE, 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(path.basename(file)) },
      body: new Uint8Array(readFileSync(file)),
    },
  );
  const { id } = ImportView.parse(await uploaded.json());
  const kept = await post('app/api/v1/prices/imports/[id]/route.ts', { decision: 'keep' }, id);
  return ImportView.parse(await kept.json()).priceSetId ?? 'none';
}

/** The simulated market written as a price file of well-known funds. */
async function simulatedFile(): Promise<string> {
  const panel = await maker.server.loadPanel(door.world.simulated.contentHash);
  const columns = ['SIM-USEQ', 'SIM-INTL', 'SIM-ITB', 'SIM-LTB', 'SIM-GOLD', 'SIM-CASH'];
  const names = ['SPY', 'EFA', 'IEF', 'TLT', 'GLD', 'SHV'];
  const index = columns.map((symbol) => panel.instruments.findIndex((instrument) => instrument.symbol === symbol));
  const layer = panel.layers.totalReturnIndex;
  const lines = Array.from({ length: panel.dayCount }, (_, row) => {
    const cells = index.map((column) => layer[row * panel.instruments.length + column]!);
    return cells.every((cell) => cell > 0) ? [isoDayFromNumber(panel.days[row]!), ...cells].join(',') : '';
  });
  const file = path.join(folder, 'simulated as file.csv');
  writeFileSync(file, [['date', ...names].join(','), ...lines.filter((line) => line !== '')].join('\n'));
  return file;
}

describe('the same bytes as the command line', () => {
  test('for the simulated market', async () => {
    const request = {
      prices: { simulated: { seed: 'a test', from: '2010-01-04', to: '2024-06-28' } },
      assets: ['SIM-USEQ', 'SIM-ITB', 'SIM-LTB', 'SIM-GOLD', 'SIM-CASH'],
      profiles: ['balanced', 'aggressive'],
    };
    expect(await textWithoutName(await recommend(request))).toBe(await textOfCommand(request));
  });

  test('for prices sent along, in the order they were sent', async () => {
    const panel = await maker.server.loadPanel(door.world.simulated.contentHash);
    const start = panel.dayCount - 1_500;
    // Neither by alphabet nor by length: an order that only survives if nobody sorts.
    const symbols = ['TLT', 'GLD', 'SPY', 'SHV', 'IEF'];
    const sources = ['SIM-LTB', 'SIM-GOLD', 'SIM-USEQ', 'SIM-CASH', 'SIM-ITB'];
    const layer = panel.layers.totalReturnIndex;
    const series = Object.fromEntries(
      symbols.map((symbol, index) => {
        const column = panel.instruments.findIndex((instrument) => instrument.symbol === sources[index]);
        const values = Array.from(
          { length: 1_500 },
          (_, row) => layer[(start + row) * panel.instruments.length + column]!,
        );
        return [symbol, values];
      }),
    );
    const dates = Array.from({ length: 1_500 }, (_, row) => isoDayFromNumber(panel.days[start + row]!));
    const request = { prices: { dates, series }, assets: ['SPY', 'IEF', 'TLT', 'GLD', 'SHV'], profiles: ['balanced'] };
    expect(await textWithoutName(await recommend(request))).toBe(await textOfCommand(request));
  });

  test('for a file that was uploaded and kept', async () => {
    const file = await simulatedFile();
    const request = { assets: ['SPY', 'EFA', 'IEF', 'TLT', 'GLD', 'SHV'], profiles: ['conservative', 'balanced'] };
    const set = await setOfFile(file);
    const answer = await recommend({ prices: { set }, ...request });
    expect(await textWithoutName(answer)).toBe(await textOfCommand({ prices: { file }, ...request }));
  });

  test.skipIf(!hasSharedData(CORE_FILE))(
    'for the real multi-asset file (skipped where the shared data is absent)',
    async () => {
      const assets = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'];
      const file = sharedDataPath(CORE_FILE);
      const set = await setOfFile(file);
      const answer = await recommend({ prices: { set }, assets });
      expect(await textWithoutName(answer)).toBe(await textOfCommand({ prices: { file }, assets }));
    },
  );
});

describe('a recommendation once made', () => {
  const request = {
    prices: { simulated: { seed: 'kept', from: '2012-01-03', to: '2024-06-28' } },
    assets: ['SIM-USEQ', 'SIM-ITB', 'SIM-GOLD', 'SIM-CASH'],
    profiles: ['balanced'],
    key: 'the-same-intent',
  };

  test('is found again under its id, in the same bytes', async () => {
    const made = await (await recommend(request)).text();
    const { id } = Kept.parse(JSON.parse(made));
    const found = await door.call(
      'app/api/v1/recommendations/[id]/route.ts',
      { id },
      {
        method: 'GET',
        address: `/api/v1/recommendations/${id}`,
        cookie,
      },
    );
    expect(await found.text()).toBe(made);
  });

  test('is the same one when it is asked for again under the same key, also many at once', async () => {
    const texts = await Promise.all(Array.from({ length: 6 }, async () => (await recommend(request)).text()));
    expect(new Set(texts).size).toBe(1);
    expect(await door.world.db.job.count({ where: { userId: person.userId, key: { contains: request.key } } })).toBe(1);
  });

  test('does not answer for another request under the same key', async () => {
    const response = await recommend({ ...request, money: 5_000 });
    expect(response.status).toBe(409);
  });

  test('is not the plan of the questionnaire', async () => {
    const plan = await maker.server.SERVICES['plan/get-plan'].call(person.ctx, {});
    expect(plan).toMatchObject({ status: 'done', value: { status: 'none', recommendation: null } });
  });
});

describe('what cannot be answered is refused in one sentence with the field', () => {
  const base = { assets: ['SPY', 'TLT'] };
  const simulated = { simulated: { seed: 'x', to: '2024-06-28' } };
  test.each([
    ['a file on the server', { ...base, prices: { file: '/etc/passwd' } }, 400, 'prices.file'],
    [
      'a set that is not there',
      { ...base, prices: { set: '01890000-0000-7000-8000-000000000000' } },
      404,
      'prices.set',
    ],
    ['an unknown field', { ...base, prices: simulated, isAdmin: true }, 400, ''],
    ['one asset', { prices: simulated, assets: ['SIM-USEQ'] }, 400, 'assets'],
    [
      'an index',
      { prices: { dates: ['2024-01-02', '2024-01-03'], series: { DXY: [1, 2], SPY: [1, 2] } }, assets: ['DXY', 'SPY'] },
      400,
      'assets.0',
    ],
  ])('%s', async (_name, body, status, field) => {
    const response = await recommend(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { field } });
  });

  test('an index in the simulated market, which only the job sees', async () => {
    const response = await recommend({ prices: simulated, assets: ['SIM-DXY', 'SIM-USEQ', 'SIM-ITB'] });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/SIM-DXY is an index and cannot be held\. SIM-USD can be held instead\./);
  });

  test('a body that is no JSON, and one that is too large', async () => {
    const send = (body: string): Promise<Response> =>
      door.call(
        'app/api/v1/recommendations/route.ts',
        {},
        {
          method: 'POST',
          address: '/api/v1/recommendations',
          cookie,
          headers: { ...OWN_PAGE, 'content-type': 'application/json' },
          body,
        },
      );
    expect((await send('{"assets":')).status).toBe(400);
    expect((await send(`"${'x'.repeat(9 * 1024 * 1024)}"`)).status).toBe(413);
    expect((await send('['.repeat(200_000) + ']'.repeat(200_000))).status).toBe(400);
  });
});
