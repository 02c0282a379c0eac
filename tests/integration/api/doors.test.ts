import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { randomStream } from '@/lib/quant/math/rng';
import { createMaker, type Maker, newPerson } from '../ownership/things';
import { createDoor, type Door, OWN_PAGE } from './door';

/** The doors that compute and keep nothing say over HTTP, byte for byte, what the command line prints. */

const folder = mkdtempSync(path.join(tmpdir(), 'ballast-doors-'));
const file = path.join(folder, 'prices.csv');
const SYMBOLS = ['TLT', 'SPY', 'GLD', 'AAA'];

let door: Door;
let maker: Maker;
let cookie: string;
let set: string;

function writePrices(): void {
  const random = randomStream('doors');
  const levels = SYMBOLS.map(() => 100);
  const lines = Array.from({ length: 300 }, (_, row) => {
    levels.forEach((level, at) => (levels[at] = level * (1 + 0.0003 + 0.01 * random.nextNormal())));
    // One asset is listed later than the others, so that rows are left out at both doors alike.
    const cells = levels.map((level, at) => (at === 3 && row < 20 ? '' : level.toFixed(4)));
    return [isoDayFromNumber(19_000 + row), ...cells].join(',');
  });
  writeFileSync(file, [['date', ...SYMBOLS].join(','), ...lines].join('\n'));
}

const post = (route: string, body: unknown, id?: string): Promise<Response> =>
  door.call(`app/api/v1/${route}/route.ts`, id === undefined ? {} : { id }, {
    method: 'POST',
    address: `/api/v1/${route}`,
    cookie,
    headers: { ...OWN_PAGE, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const ImportView = z.object({ id: z.uuid(), priceSetId: z.uuid().nullable() });

/** Uploads the file and keeps it, as the import page does. */
async function setOfFile(): Promise<string> {
  const uploaded = await door.call(
    'app/api/v1/prices/route.ts',
    {},
    {
      method: 'POST',
      address: '/api/v1/prices',
      cookie,
      headers: { ...OWN_PAGE, 'content-type': 'text/csv', 'x-file-name': 'prices.csv' },
      body: new Uint8Array(readFileSync(file)),
    },
  );
  const { id } = ImportView.parse(await uploaded.json());
  const kept = await post('prices/imports/[id]', { decision: 'keep' }, id);
  return ImportView.parse(await kept.json()).priceSetId ?? 'none';
}

async function textOfCommand(name: string, request: unknown): Promise<string> {
  const { COMMANDS } = await import('@/lib/server/cli/commands');
  const outcome = await COMMANDS.find((command) => command.name === name)!.run(request);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return JSON.stringify(outcome.value);
}

beforeAll(async () => {
  writePrices();
  door = await createDoor();
  maker = await createMaker(door.world);
  cookie = await door.cookieOf((await newPerson(maker)).token);
  set = await setOfFile();
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});

const MOMENTS = {
  assets: ['A', 'B'],
  moments: {
    expectedReturns: [0.05, 0.03],
    covariance: [
      [0.04, 0.001],
      [0.001, 0.01],
    ],
  },
};

type Parts = Readonly<Record<string, unknown>>;

const BY_DOOR: Readonly<Record<string, Parts>> = {
  optimize: { objective: { kind: 'max-utility', measure: 'variance', riskAversion: 3 } },
  frontier: { constraints: { weightMax: 0.6 } },
  risk: { weights: { SPY: 0.7, GLD: 0.3 } },
  stress: { weights: { SPY: 0.7, GLD: 0.3 }, own: [{ name: 'Gold', moves: [{ class: 'commodity', move: -0.2 }] }] },
};

describe('the same bytes as the command line', () => {
  test.each(Object.entries(BY_DOOR))('%s of a stored set as of the file', async (name, parts) => {
    const request = { assets: ['SPY', 'TLT', 'GLD', 'AAA'], periodsPerYear: 365, ...parts };
    const response = await post(name, { ...request, prices: { set } });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(text).toBe(await textOfCommand(name, { ...request, prices: { file } }));
    expect(text).toContain('20 of 300 rows');
  });

  test.each(Object.entries(BY_DOOR).filter(([name]) => name !== 'risk' && name !== 'stress'))(
    '%s of moments',
    async (name, parts) => {
      const request = { ...MOMENTS, ...parts };
      expect(await (await post(name, request)).text()).toBe(await textOfCommand(name, request));
    },
  );

  test('simulate of a stored set as of the file, and of moments', async () => {
    const simulated = { months: 12, startAmount: 1_000, engine: { kind: 'student-t' }, paths: 200 };
    const request = { assets: ['SPY', 'GLD'], periodsPerYear: 365, weights: { SPY: 0.7, GLD: 0.3 }, ...simulated };
    const text = await (await post('simulate', { ...request, prices: { set } })).text();
    expect(text).toBe(await textOfCommand('simulate', { ...request, prices: { file } }));
    const ofMoments = { ...MOMENTS, weights: { A: 0.5, B: 0.5 }, ...simulated };
    expect(await (await post('simulate', ofMoments)).text()).toBe(await textOfCommand('simulate', ofMoments));
  });

  test('backtest of a stored set as of the file', async () => {
    const request = {
      assets: ['SPY', 'TLT', 'GLD'],
      strategies: ['equal-weight', { hold: 'GLD' }],
      flows: [{ every: 'monthly', amount: 100 }],
      intervals: { samples: 50 },
      detail: { contributions: true, regimes: {} },
    };
    const text = await (await post('backtest', { ...request, prices: { set } })).text();
    expect(text).toBe(await textOfCommand('backtest', { ...request, prices: { file } }));
    expect(text).toContain('hold:GLD');
  });

  test('metrics, and an array of requests gives an array of answers in order', async () => {
    const first = { returns: [0.01, -0.02, 0.015] };
    const second = { returns: [0.02, 0.01, -0.005], benchmark: [0.01, 0, 0.01], riskFreeRate: 0.02 };
    const answers = await (await post('metrics', [first, second])).text();
    expect(answers).toBe(`[${await textOfCommand('metrics', first)},${await textOfCommand('metrics', second)}]`);
    expect(await (await post('metrics', first)).text()).toBe(await textOfCommand('metrics', first));
  });
});

describe('what cannot be answered is refused in one sentence with the field', () => {
  const objective = { kind: 'max-return' };
  const good = { ...MOMENTS, objective };
  const CASES: readonly { what: string; door: string; body: unknown; status: number; field: string; part: string }[] = [
    {
      what: 'a file on the server',
      door: 'optimize',
      body: { assets: ['A'], prices: { file: '/etc/passwd' }, objective },
      status: 400,
      field: 'prices.file',
      part: 'upload',
    },
    {
      what: 'a set that is not there',
      door: 'risk',
      body: { assets: ['A'], prices: { set: '01890000-0000-7000-8000-000000000000' }, weights: {} },
      status: 404,
      field: 'prices.set',
      part: 'no such price set',
    },
    {
      what: 'an unknown field',
      door: 'frontier',
      body: { ...MOMENTS, isAdmin: true },
      status: 400,
      field: '',
      part: 'isAdmin',
    },
    {
      what: 'a limit on a stranger',
      door: 'optimize',
      body: { ...good, constraints: { groups: [{ name: 'g', members: ['Z'], max: 1 }] } },
      status: 400,
      field: 'constraints.groups.0.members.Z',
      part: 'Z',
    },
    {
      what: 'the second of three',
      door: 'optimize',
      body: [good, { ...good, assets: ['A', 'A'] }, good],
      status: 400,
      field: 'assets.1',
      part: 'Request 2: ',
    },
    {
      what: 'a wrong type in the second of two',
      door: 'optimize',
      body: [good, { ...good, objective: 3 }],
      status: 400,
      field: '1.objective',
      part: 'objective',
    },
    { what: 'no request at all', door: 'optimize', body: [], status: 400, field: '', part: 'Too small' },
  ];

  test.each(CASES)('$what', async ({ door: name, body, status, field, part }) => {
    const response = await post(name, body);
    expect(response.status).toBe(status);
    const Refusal = z.object({ error: z.object({ message: z.string(), field: z.string().nullable() }) });
    const { error } = Refusal.parse(await response.json());
    expect(error.field ?? '').toBe(field);
    expect(error.message).toContain(part);
  });

  test('a body above the limit', async () => {
    const response = await post('metrics', { returns: new Array(3_000_000).fill(0.01) });
    expect(response.status).toBe(413);
  });

  test('after many requests in an hour', async () => {
    const { LIMITS } = await import('@/lib/server/auth/rate-limit');
    await door.world.db.rateLimit.updateMany({
      where: { key: { startsWith: `${LIMITS.doorsUser.name}:` } },
      data: { count: LIMITS.doorsUser.countMax },
    });
    expect((await post('optimize', good)).status).toBe(429);
  });
});
