import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDoor, type Door, OWN_PAGE, SITE } from '../api/door';
import { createMaker, type Maker, newOwner, newPerson, type Things } from '../ownership/things';

/** A change must come from our own pages: browsers name the origin, and nothing else is believed. */

let door: Door;
let maker: Maker;
let things: Things;
let cookie: string;

beforeAll(async () => {
  door = await createDoor();
  maker = await createMaker(door.world);
  things = await newOwner(maker);
  cookie = await door.cookieOf(things.token);
});
afterAll(() => door.close());

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['no origin', {}],
  ['the origin "null"', { origin: 'null' }],
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['a sibling subdomain', { origin: 'http://app.localhost:3000' }],
  ['another port of this machine', { origin: 'http://localhost:3001' }],
  ['the other scheme', { origin: 'https://localhost:3000' }],
  ['our name as a prefix', { origin: 'http://localhost:3000.evil.example' }],
  ['our name as the user', { origin: 'http://localhost:3000@evil.example' }],
  ['a path behind our name', { origin: `${SITE}/` }],
  [
    'a forged forwarded host',
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  ],
  ['a name that was made to point here', { origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
  ['a referer in place of an origin', { referer: `${SITE}/plan` }],
];

interface Mutation {
  readonly file: string;
  readonly method: string;
  readonly id?: () => string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: () => string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const computes = (file: string, request: () => unknown): Mutation => ({
  file,
  method: 'POST',
  headers: JSON_TYPE,
  body: () => JSON.stringify(request()),
});

/** Every route handler that changes something or computes; the list is compared with the tree below. */
const MUTATIONS: readonly Mutation[] = [
  { file: 'app/api/v1/jobs/[id]/route.ts', method: 'DELETE', id: () => things.jobId, headers: {} },
  {
    file: 'app/api/v1/prices/imports/[id]/route.ts',
    method: 'POST',
    id: () => things.importId,
    headers: JSON_TYPE,
    body: () => JSON.stringify({ decision: 'drop' }),
  },
  {
    file: 'app/api/v1/prices/route.ts',
    method: 'POST',
    headers: { 'content-type': 'text/csv', 'x-file-name': 'a.csv' },
    body: () => 'date,AAA,BBB\n2024-01-02,1,2\n',
  },
  {
    file: 'app/api/v1/recommendations/route.ts',
    method: 'POST',
    headers: JSON_TYPE,
    body: () => JSON.stringify({ prices: { set: things.priceSetId }, assets: ['AAA', 'CCC'] }),
  },
  {
    file: 'app/api/v1/recommendations/[id]/verification/route.ts',
    method: 'POST',
    id: () => things.recommendationId,
    headers: {},
  },
  computes('app/api/v1/backtest/route.ts', () => ({
    assets: ['AAA'],
    prices: { set: things.priceSetId },
    strategies: ['equal-weight'],
  })),
  computes('app/api/v1/frontier/route.ts', () => ({ assets: ['AAA'], prices: { set: things.priceSetId } })),
  computes('app/api/v1/metrics/route.ts', () => ({ returns: [0.01, 0.02] })),
  computes('app/api/v1/optimize/route.ts', () => ({
    assets: ['AAA', 'BBB'],
    prices: { set: things.priceSetId },
    objective: { kind: 'max-return' },
  })),
  computes('app/api/v1/stress/route.ts', () => ({ assets: ['AAA'], prices: { set: things.priceSetId }, weights: {} })),
  computes('app/api/v1/simulate/route.ts', () => ({
    assets: ['AAA'],
    prices: { set: things.priceSetId },
    weights: { AAA: 1 },
    months: 12,
    startAmount: 1_000,
    engine: { kind: 'student-t' },
    paths: 100,
  })),
  computes('app/api/v1/risk/route.ts', () => ({ assets: ['AAA'], prices: { set: things.priceSetId }, weights: {} })),
];

const send = (mutation: Mutation, headers: Readonly<Record<string, string>>): Promise<Response> => {
  const id = mutation.id?.();
  const body = mutation.body?.();
  return door.call(mutation.file, id === undefined ? {} : { id }, {
    method: mutation.method,
    address: '/api/v1/x',
    cookie,
    headers,
    ...(body === undefined ? {} : { body }),
  });
};

test('the list holds every mutating method there is', async () => {
  const { ROUTE_POLICIES } = await import('@/lib/server/http/in/route-policies');
  const files = Object.keys(ROUTE_POLICIES).filter((file) => file.startsWith('app/api/v1/'));
  const found: string[] = [];
  for (const file of files) {
    for (const method of await door.methodsOf(file)) if (method !== 'GET') found.push(`${method} ${file}`);
  }
  expect(MUTATIONS.map(({ method, file }) => `${method} ${file}`).sort()).toEqual(found.sort());
});

describe.each(MUTATIONS)('$method $file', (mutation) => {
  test.each(FOREIGN)('%s is refused', async (_name, headers) => {
    const response = await send(mutation, { ...mutation.headers, ...headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'not-allowed' } });
  });

  test('text/plain, which any page may send anywhere, is refused', async () => {
    if (mutation.body === undefined) return;
    const response = await send(mutation, { ...OWN_PAGE, ...mutation.headers, 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
  });

  test.each([SITE, 'http://127.0.0.1:3000'])('our own page at %s is let in', async (origin) => {
    const response = await send(mutation, { ...mutation.headers, origin, host: new URL(origin).host });
    expect(response.status).not.toBe(403);
  });
});

describe('signing in and out', () => {
  const post = (headers: Readonly<Record<string, string>>, body: string): Promise<Response> =>
    door.call(
      'app/api/auth/[...nextauth]/route.ts',
      {},
      {
        method: 'POST',
        address: '/api/auth/callback/password',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      },
    );

  test.each(FOREIGN)('%s is refused', async (_name, headers) => {
    expect((await post(headers, 'email=a%40b.example&password=x')).status).toBe(403);
  });

  test.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x'])('%s is refused', async (type) => {
    expect((await post({ ...OWN_PAGE, 'content-type': type }, '{"email":{"not":"a"}}')).status).toBe(400);
  });

  test('an endless body is refused before it is read', async () => {
    expect((await post(OWN_PAGE, 'x'.repeat(17 * 1024))).status).toBe(413);
  });
});

describe('server actions', () => {
  const reset = async (headers: Readonly<Record<string, string>>) => {
    const visitor = await newPerson(maker, { userKind: 'sandbox' });
    const { resetSandboxAction } = await import('@/app/(auth)/actions');
    const outcome = await door.within(headers, await door.cookieOf(visitor.token), () => resetSandboxAction({}));
    const { deletedAt } = await door.world.db.user.findUniqueOrThrow({ where: { id: visitor.userId } });
    return { outcome, isReset: deletedAt !== null };
  };

  test.each(FOREIGN)('%s is refused and changes nothing', async (_name, headers) => {
    const { outcome, isReset } = await reset({ host: 'localhost:3000', ...headers });
    expect(outcome).toMatchObject({ status: 'refused', code: 'not-allowed' });
    expect(isReset).toBe(false);
  });

  test('our own page is let in', async () => {
    expect(await reset(OWN_PAGE)).toMatchObject({ outcome: { status: 'done' }, isReset: true });
  });
});
