import type { APIRequestContext, APIResponse, PlaywrightWorkerArgs } from '@playwright/test';
import { z } from 'zod';
import { ROUTE_POLICIES } from '@/lib/server/http/in/route-policies';
import { expect, newNetwork, test } from './fixtures';
import { enterSandbox, signInRequest, siteOrigin } from './visitors';

/**
 * Every page and every route of the running product, asked by a stranger and by another investor. What must come of it
 * follows from the table of policies; the services behind are tried one by one in the integration tests.
 */

const Row = z.looseObject({ id: z.string() });
const Mine = z.looseObject({
  accounts: z.array(Row),
  recommendations: z.array(Row),
  jobs: z.array(Row),
  price_sets: z.array(Row),
  price_imports: z.array(Row),
});

interface Visitor {
  readonly request: APIRequestContext;
  readonly leave: () => Promise<void>;
}

async function newBrowser(playwright: PlaywrightWorkerArgs['playwright']): Promise<Visitor> {
  const request = await playwright.request.newContext({ baseURL: siteOrigin(), extraHTTPHeaders: newNetwork() });
  return { request, leave: () => request.dispose() };
}

const DAYS = Array.from({ length: 80 }, (_, index) =>
  new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
);
const CSV = ['date,AAA,BBB', ...DAYS.map((day, row) => `${day},${100 + (row % 9)},${50 + (row % 7)}`)].join('\n');

async function uploadPrices(request: APIRequestContext, isKept: boolean): Promise<void> {
  const origin = siteOrigin();
  const headers = { origin, 'content-type': 'text/csv', 'x-file-name': 'mine.csv' };
  const uploaded = Row.parse(await (await request.post('/api/v1/prices', { headers, data: CSV })).json());
  if (!isKept) return;
  const decided = await request.post(`/api/v1/prices/imports/${uploaded.id}`, {
    headers: { origin },
    data: { decision: 'keep' },
  });
  expect(decided.status()).toBe(200);
}

/** The ids of what a visitor owns, once the sample plan is there. */
async function ownedBy(request: APIRequestContext): Promise<Readonly<Record<string, string>>> {
  let mine = Mine.parse(await (await request.get('/api/v1/me/export')).json());
  await expect(async () => {
    mine = Mine.parse(await (await request.get('/api/v1/me/export')).json());
    expect(mine.recommendations).toHaveLength(1);
  }).toPass({ timeout: 60_000 });
  const first = (rows: readonly { id: string }[]): string => rows[0]?.id ?? 'none';
  return {
    account: first(mine.accounts),
    recommendation: first(mine.recommendations),
    job: first(mine.jobs),
    priceSet: first(mine.price_sets),
    priceImport: first(mine.price_imports),
  };
}

/** Which of the things stands for `[id]`. A rebalance and a backtest take a click to make: their ids are nobody's here. */
const THING_OF: Readonly<Record<string, string>> = {
  'app/(investor)/data/[id]/page.tsx': 'priceSet',
  'app/(investor)/data/import/[id]/page.tsx': 'priceImport',
  'app/(investor)/plan/[id]/page.tsx': 'recommendation',
  'app/api/v1/accounts/[id]/export/route.ts': 'account',
  'app/api/v1/accounts/[id]/report/route.ts': 'account',
  'app/api/v1/jobs/[id]/events/route.ts': 'job',
  'app/api/v1/jobs/[id]/route.ts': 'job',
  'app/api/v1/prices/[id]/route.ts': 'priceSet',
  'app/api/v1/prices/imports/[id]/route.ts': 'priceImport',
  'app/api/v1/recommendations/[id]/export/route.ts': 'recommendation',
  'app/api/v1/recommendations/[id]/report/route.ts': 'recommendation',
  'app/api/v1/recommendations/[id]/route.ts': 'recommendation',
  'app/api/v1/recommendations/[id]/verification/route.ts': 'recommendation',
};
const NOBODYS = '01890000-0000-7000-8000-000000000000';

const addressOf = (file: string, things: Readonly<Record<string, string>>): string => {
  const pathname = file
    .slice('app'.length)
    .replaceAll(/\/\([^)]*\)/g, '')
    .replace(/\/(page|route)\.tsx?$/, '')
    .replace('[id]', things[THING_OF[file] ?? ''] ?? NOBODYS);
  return pathname === '' ? '/' : pathname;
};

const waysIn = Object.entries(ROUTE_POLICIES).filter(([file]) => !file.includes('#') && !file.includes('[...'));
const isPage = (file: string): boolean => file.endsWith('/page.tsx');
const isPrivate = (file: string): boolean => ['owner', 'signed-in'].includes(ROUTE_POLICIES[file]?.access ?? '');
/** Makes something new or wants a body to answer; tried in the integration tests. */
const MAKES_NEW = new Set([
  'app/api/v1/backtest/route.ts',
  'app/api/v1/frontier/route.ts',
  'app/api/v1/optimize/route.ts',
  'app/api/v1/recommendations/route.ts',
  'app/api/v1/risk/route.ts',
  'app/api/v1/simulate/route.ts',
  'app/api/v1/stress/route.ts',
]);
/** Answers to POST alone, as it computes the answer anew; changes nothing. */
const ONLY_POST = new Set(['app/api/v1/recommendations/[id]/verification/route.ts']);
const readable = waysIn.filter(([file]) => !MAKES_NEW.has(file)).map(([file]) => file);

const ask = (request: APIRequestContext, file: string, address: string): Promise<APIResponse> => {
  const method = ONLY_POST.has(file) ? { method: 'POST', headers: { origin: siteOrigin() } } : { method: 'GET' };
  return request.fetch(address, { ...method, maxRedirects: 0, timeout: 30_000 });
};

test('a stranger is sent to sign-in by every private page and refused by every private route', async ({
  playwright,
}) => {
  const owner = await newBrowser(playwright);
  const stranger = await newBrowser(playwright);
  await enterSandbox(owner.request);
  const things = await ownedBy(owner.request);
  for (const file of readable.filter(isPrivate)) {
    const address = addressOf(file, things);
    const response = await ask(stranger.request, file, address);
    if (isPage(file)) {
      expect(response.status(), address).toBe(307);
      expect(response.headers()['location'], address).toMatch(/^\/sign-in\?next=/);
    } else expect(response.status(), address).toBe(401);
    expect(response.headers()['cache-control'], address).toMatch(/no-store/);
  }
  await owner.leave();
  await stranger.leave();
});

test("what is another investor's is not there, on every page and every route", async ({ playwright }) => {
  const owner = await newBrowser(playwright);
  const other = await newBrowser(playwright);
  await enterSandbox(owner.request);
  await uploadPrices(owner.request, true);
  await uploadPrices(owner.request, false);
  const things = await ownedBy(owner.request);
  expect(Object.values(things)).not.toContain('none');
  await enterSandbox(other.request);
  for (const file of readable.filter((name) => name.includes('[id]') && isPrivate(name))) {
    const address = addressOf(file, things);
    expect((await ask(other.request, file, address)).status(), `${address} asked by another`).toBe(404);
    if (THING_OF[file] === undefined || file.endsWith('/events/route.ts')) continue;
    expect((await ask(owner.request, file, address)).status(), `${address} asked by the owner`).toBe(200);
  }
  await owner.leave();
  await other.leave();
});

test('private answers to their owner are not kept by any cache', async ({ playwright }) => {
  const owner = await newBrowser(playwright);
  await enterSandbox(owner.request);
  const things = await ownedBy(owner.request);
  for (const file of readable.filter((name) => isPrivate(name) && !name.endsWith('/events/route.ts'))) {
    const address = addressOf(file, things);
    const response = await ask(owner.request, file, address);
    expect(response.status(), address).toBeLessThan(500);
    expect(response.headers()['cache-control'], address).toMatch(/no-store/);
  }
  await owner.leave();
});

test('signing in again ends the session that was there, and signing out ends the new one', async ({ playwright }) => {
  const { request, leave } = await newBrowser(playwright);
  await enterSandbox(request);
  const first = await request.storageState();
  await enterSandbox(request);
  const second = await request.storageState();
  const replay = async (state: typeof first): Promise<number> => {
    const context = await playwright.request.newContext({ baseURL: siteOrigin(), storageState: state });
    const status = (await context.get('/api/v1/prices')).status();
    await context.dispose();
    return status;
  };
  expect(await replay(first)).toBe(401);
  expect(await replay(second)).toBe(200);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await (await request.get('/api/auth/csrf')).json());
  const headers = { origin: siteOrigin() };
  await request.post('/api/auth/signout', { form: { csrfToken, json: 'true' }, headers });
  expect(await replay(second)).toBe(401);
  await leave();
});

test('signing in is refused from elsewhere, without a token, and with a mistaken password in the same words', async ({
  playwright,
}) => {
  const { request, leave } = await newBrowser(playwright);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await (await request.get('/api/auth/csrf')).json());
  const form = { email: 'nobody@mail.example', password: 'not the right one', csrfToken, json: 'true' };
  for (const origin of ['https://evil.example', 'null']) {
    const response = await request.post('/api/auth/callback/sandbox', { form, headers: { origin } });
    expect(response.status(), origin).toBe(403);
  }
  const unasked = await request.post('/api/auth/callback/sandbox', {
    form: { json: 'true' },
    headers: { origin: siteOrigin() },
  });
  expect(unasked.headers()['set-cookie'] ?? '').not.toMatch(/session/);
  const wrong = await signInRequest(request, 'password', { email: form.email, password: form.password });
  expect(await wrong.text()).toContain('CredentialsSignin');
  await leave();
});

test('the session cookie is out of reach of scripts and of other sites', async ({ playwright }) => {
  const { request, leave } = await newBrowser(playwright);
  await enterSandbox(request);
  const { cookies } = await request.storageState();
  const session = cookies.find(({ name }) => name.endsWith('.session'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  await leave();
});
