import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_POLICIES } from '@/lib/server/http/in/route-policies';
import { createDoor, type Door, OWN_PAGE } from '../api/door';
import { createMaker, type Maker, newOwner, newPerson, type Things } from './things';

/** The same matrix one door further out: every route handler of the API, with real cookies and without any proxy. */

interface RouteQuestion {
  /** What stands for `[id]`. */
  readonly id?: (things: Things) => string;
  readonly json?: (things: Things) => unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the owner gets when it is not 200, for reasons that have nothing to do with who asks. */
  readonly ownerSees?: number;
}

const CSV = 'date,AAA,BBB\n2024-01-02,100,50\n';
const UPLOAD = { 'content-type': 'text/csv', 'x-file-name': 'prices.csv' };

const QUESTIONS: Readonly<Record<string, RouteQuestion>> = {
  'GET app/api/v1/accounts/[id]/export/route.ts': { id: ({ accountId }) => accountId },
  'GET app/api/v1/accounts/[id]/report/route.ts': { id: ({ accountId }) => accountId },
  'GET app/api/v1/activity/export/route.ts': {},
  'GET app/api/v1/backtests/[id]/export/route.ts': { id: ({ backtestId }) => backtestId, ownerSees: 409 },
  'GET app/api/v1/backtests/[id]/report/route.ts': { id: ({ backtestId }) => backtestId, ownerSees: 409 },
  'GET app/api/v1/comparisons/[id]/export/route.ts': { id: ({ comparisonId }) => comparisonId, ownerSees: 409 },
  'POST app/api/v1/backtest/route.ts': {
    json: ({ priceSetId }) => ({
      assets: ['AAA', 'BBB'],
      prices: { set: priceSetId },
      strategies: ['equal-weight'],
      intervals: { samples: 100 },
    }),
  },
  'GET app/api/v1/searches/[id]/export/route.ts': { id: ({ searchId }) => searchId, ownerSees: 409 },
  'POST app/api/v1/frontier/route.ts': {
    json: ({ priceSetId }) => ({ assets: ['AAA', 'BBB'], prices: { set: priceSetId } }),
  },
  'GET app/api/v1/health/dependencies/route.ts': {},
  'GET app/api/v1/health/live/route.ts': {},
  // No worker runs in this test.
  'GET app/api/v1/health/ready/route.ts': { ownerSees: 503 },
  'GET app/api/v1/jobs/[id]/events/route.ts': { id: ({ jobId }) => jobId },
  'GET app/api/v1/jobs/[id]/route.ts': { id: ({ jobId }) => jobId },
  'DELETE app/api/v1/jobs/[id]/route.ts': { id: ({ jobId }) => jobId },
  'GET app/api/v1/me/export/route.ts': {},
  'GET app/api/v1/metrics/route.ts': { ownerSees: 404 },
  'POST app/api/v1/metrics/route.ts': { json: () => ({ returns: [0.01, -0.01, 0.02] }) },
  'GET app/api/v1/openapi.json/route.ts': {},
  'POST app/api/v1/optimize/route.ts': {
    json: ({ priceSetId }) => ({
      assets: ['AAA', 'BBB'],
      prices: { set: priceSetId },
      objective: { kind: 'min-risk', measure: 'variance' },
    }),
  },
  'GET app/api/v1/prices/[id]/route.ts': { id: ({ priceSetId }) => priceSetId },
  'GET app/api/v1/prices/imports/[id]/route.ts': { id: ({ importId }) => importId },
  'POST app/api/v1/prices/imports/[id]/route.ts': {
    id: ({ importId }) => importId,
    json: () => ({ decision: 'keep' }),
  },
  'GET app/api/v1/prices/route.ts': {},
  'POST app/api/v1/prices/route.ts': { text: CSV, headers: UPLOAD },
  'GET app/api/v1/recommendations/[id]/export/route.ts': { id: ({ recommendationId }) => recommendationId },
  'GET app/api/v1/recommendations/[id]/report/route.ts': { id: ({ recommendationId }) => recommendationId },
  'GET app/api/v1/recommendations/[id]/route.ts': { id: ({ recommendationId }) => recommendationId },
  'POST app/api/v1/recommendations/[id]/verification/route.ts': { id: ({ recommendationId }) => recommendationId },
  // Asked for an asset the set does not hold, so that no worker is needed to answer.
  'POST app/api/v1/recommendations/route.ts': {
    json: ({ priceSetId }) => ({ prices: { set: priceSetId }, assets: ['AAA', 'CCC'] }),
    ownerSees: 400,
  },
  'POST app/api/v1/simulate/route.ts': {
    json: ({ priceSetId }) => ({
      assets: ['AAA', 'BBB'],
      prices: { set: priceSetId },
      weights: { AAA: 1 },
      months: 12,
      startAmount: 1_000,
      engine: { kind: 'student-t' },
      paths: 100,
    }),
  },
  'POST app/api/v1/risk/route.ts': {
    json: ({ priceSetId }) => ({ assets: ['AAA', 'BBB'], prices: { set: priceSetId }, weights: { AAA: 1 } }),
  },
  'POST app/api/v1/stress/route.ts': {
    json: ({ priceSetId }) => ({ assets: ['AAA', 'BBB'], prices: { set: priceSetId }, weights: { AAA: 1 } }),
  },
};

/** Prices that are somebody else's are as good as none. */
const NAMES_PRICES = /^POST app\/api\/v1\/(recommendations|simulate|optimize|frontier|risk|stress|backtest)\//;

let door: Door;
let maker: Maker;
const apiFiles = Object.keys(ROUTE_POLICIES).filter((file) => file.startsWith('app/api/v1/'));

beforeAll(async () => {
  door = await createDoor();
  maker = await createMaker(door.world);
});
afterAll(() => door.close());

interface Asking {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(key: string, things: Things, { cookie, headers = {} }: Asking): Promise<Response> {
  const [method = '', file = ''] = key.split(' ');
  const question = QUESTIONS[key] ?? {};
  const id = question.id?.(things);
  const body = question.json === undefined ? question.text : JSON.stringify(question.json(things));
  const contentType = question.json === undefined ? {} : { 'content-type': 'application/json' };
  const address = file.slice('app'.length, -'/route.ts'.length).replace('[id]', id ?? '');
  const abort = new AbortController();
  const response = await door.call(file, id === undefined ? {} : { id }, {
    method,
    address,
    headers: { ...OWN_PAGE, ...contentType, ...question.headers, ...headers },
    ...(cookie === undefined ? {} : { cookie }),
    ...(body === undefined ? {} : { body }),
    signal: abort.signal,
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) await response.body?.cancel();
  abort.abort();
  return response;
}

test('every method of every route of the API has a question', async () => {
  const methods = await Promise.all(
    apiFiles.map(async (file) => (await door.methodsOf(file)).map((method) => `${method} ${file}`)),
  );
  expect(Object.keys(QUESTIONS).sort()).toEqual(methods.flat().sort());
});

describe.each(Object.keys(QUESTIONS))('%s', (key) => {
  const file = key.split(' ')[1] ?? '';
  const { access } = ROUTE_POLICIES[file]!;
  // What is behind the operator's token is read with GET; another method there belongs to whoever is signed in.
  const isPrivate = access === 'owner' || access === 'signed-in' || (access === 'token' && !key.startsWith('GET '));
  let things: Things;

  beforeAll(async () => {
    things = await newOwner(maker);
  });

  const expectRefused = (response: Response): void => {
    if (isPrivate) expect(response.status).toBe(401);
    else expect(response.status).toBe(QUESTIONS[key]?.ownerSees ?? 200);
  };

  test.each([
    ['without a cookie', {}],
    ['with an API key', { headers: { 'x-api-key': 'bk_live_0123456789abcdef0123456789abcdef' } }],
    ['with a bearer token', { headers: { authorization: 'Bearer 0123456789abcdef0123456789abcdef' } }],
    ["with an advisor's grant", { headers: { 'x-advisor-grant': 'full', 'x-on-behalf-of': 'anybody' } }],
    ["with the framework's own headers forged", { headers: { 'x-middleware-subrequest': 'middleware:proxy' } }],
    ['with a cookie of no meaning', { cookie: 'not-a-token' }],
  ] as const)('%s', async (_name, asking) => {
    expectRefused(await ask(key, things, asking));
  });

  test("with a session of somebody else under the owner's secret, and the other way round", async () => {
    const other = await newPerson(maker);
    const mixed = { sessionId: things.token.sessionId, secret: other.token.secret };
    expectRefused(await ask(key, things, { cookie: await door.cookieOf(mixed) }));
  });

  test('with sessions that have ended: signed out, too old, unused for long, user deleted', async () => {
    const ended = [
      { revokedAt: new Date() },
      { expiresAt: new Date(Date.now() - 1) },
      { lastSeenAt: new Date(Date.now() - 15 * 86_400_000) },
    ];
    for (const data of ended) {
      const { token } = await newPerson(maker);
      await door.world.db.session.update({ where: { id: token.sessionId }, data });
      expectRefused(await ask(key, things, { cookie: await door.cookieOf(token) }));
    }
    const deleted = await newPerson(maker);
    await door.world.db.user.update({ where: { id: deleted.userId }, data: { deletedAt: new Date() } });
    expectRefused(await ask(key, things, { cookie: await door.cookieOf(deleted.token) }));
  });

  test.each(['investor', 'admin'] as const)('as another %s', async (role) => {
    const other = await newPerson(maker, { role });
    const response = await ask(key, things, { cookie: await door.cookieOf(other.token) });
    if (access === 'owner') expect(response.status).toBe(404);
    else if (NAMES_PRICES.test(key)) expect(response.status).toBe(404);
    else expect(response.status).toBe(QUESTIONS[key]?.ownerSees ?? 200);
  });

  test('as the owner', async () => {
    const response = await ask(key, things, { cookie: await door.cookieOf(things.token) });
    expect(response.status).toBe(QUESTIONS[key]?.ownerSees ?? 200);
    expect(response.headers.get('cache-control')).toMatch(/no-store/);
  });
});
