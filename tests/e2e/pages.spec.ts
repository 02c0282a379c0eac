import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page, Response } from '@playwright/test';
import { z } from 'zod';
import { BACKTEST_PARTS } from '@/components/lab/backtest-parts';
import { PUBLIC_PATHS, ROUTES } from '@/lib/shared/routes';
import { expect, newNetwork, test as base } from './fixtures';
import {
  acceptPlan,
  answer,
  createGoal,
  placeAllOrders,
  startBacktest,
  startComparison,
  startSearch,
  waitForBacktest,
  waitForComparison,
  waitForPlan,
  waitForSearch,
} from './steps';
import { violationsOf } from './violations';
import { enterSandbox, newPerson, signUp, siteOrigin } from './visitors';

/**
 * Every page of the tree as an investor who has used everything sees it, and again as a newcomer sees it: no complaint,
 * nothing that keeps a reader out, nothing wider than the screen. A new page is walked without a line here.
 */

const ROOT = path.join(import.meta.dirname, '../..');
const FILES = globSync('app/**/page.tsx', { cwd: ROOT }).sort();

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** `app/(investor)/lab/backtest/[id]/page.tsx` is the address `/lab/backtest/[id]`. */
const addressOf = (file: string): string => {
  const address = file
    .slice('app'.length, -'/page.tsx'.length)
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/');
  return address === '' ? ROUTES.home : address;
};

const PRIVATE_FILES = FILES.filter((file) => file.includes('(investor)'));
const OPEN_FILES = FILES.filter((file) => !file.includes('(investor)'));
const EMPTY_FILES = PRIVATE_FILES.filter((file) => !file.includes('['));

interface Investor {
  readonly storageState: Pick<Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>, 'cookies'>;
  /** One thing for each page that shows one, by the page's address. */
  readonly things: Readonly<Record<string, string>>;
}

const Uploaded = z.object({ id: z.uuid() });
const Kept = z.object({ priceSetId: z.uuid() });

/** A file with something to say about it, and one that is kept. */
async function addPrices(page: Page): Promise<{ importId: string; priceSetId: string }> {
  const origin = siteOrigin();
  const days = Array.from({ length: 80 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
  const rows = days.map((day, row) => `${day},${100 + (row % 9)},${row === 7 ? 'closed' : 50 + (row % 7)}`);
  const upload = async (): Promise<string> => {
    const headers = { origin, 'content-type': 'text/csv', 'x-file-name': 'mine.csv' };
    const response = await page.request.post('/api/v1/prices', { headers, data: ['date,SPY,DXY', ...rows].join('\n') });
    return Uploaded.parse(await response.json()).id;
  };
  const [importId, keptId] = [await upload(), await upload()];
  const decision = { headers: { origin }, data: { decision: 'keep' } };
  const kept = await page.request.post(`/api/v1/prices/imports/${keptId}`, decision);
  return { importId, priceSetId: Kept.parse(await kept.json()).priceSetId };
}

const lastPart = (address: string): string => address.split('/').at(-1) ?? '';

async function preparedInvestor(browser: Browser): Promise<Investor> {
  const context = await browser.newContext({ baseURL: siteOrigin(), extraHTTPHeaders: newNetwork() });
  const page = await context.newPage();
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);
  const planAddress = await page.getByRole('link', { name: 'Everything as JSON' }).getAttribute('href');
  await acceptPlan(page);
  const rebalanceAddress = await placeAllOrders(page);
  const backtestAddress = await startBacktest(page);
  await waitForBacktest(page);
  const comparisonAddress = await startComparison(page);
  await waitForComparison(page);
  const searchAddress = await startSearch(page, { trials: 24, from: '2017-01-03' });
  await waitForSearch(page);
  const goalAddress = await createGoal(page);
  const { importId, priceSetId } = await addPrices(page);
  const storageState = await context.storageState();
  await context.close();
  return {
    storageState,
    things: {
      '/plan/[id]': /[0-9a-f-]{36}/.exec(planAddress ?? '')?.[0] ?? '',
      '/rebalance/[id]': lastPart(rebalanceAddress),
      '/lab/backtest/[id]': lastPart(backtestAddress),
      '/lab/compare/[id]': lastPart(comparisonAddress),
      '/lab/search/[id]': lastPart(searchAddress),
      '/goals/[id]': lastPart(goalAddress),
      '/data/[id]': priceSetId,
      '/data/import/[id]': importId,
    },
  };
}

const INVESTOR_MILLISECONDS_MAX = 120_000;

/** One investor for all workers: the first to come prepares, the others wait for the file. */
async function sharedInvestor(browser: Browser, folder: string): Promise<Investor> {
  const file = path.join(folder, 'investor.json');
  mkdirSync(folder, { recursive: true });
  try {
    mkdirSync(path.join(folder, 'investor-in-work'));
  } catch {
    await expect.poll(() => existsSync(file), { timeout: INVESTOR_MILLISECONDS_MAX }).toBe(true);
    return JSON.parse(readFileSync(file, 'utf8')) as Investor;
  }
  const investor = await preparedInvestor(browser);
  writeFileSync(`${file}.part`, JSON.stringify(investor));
  renameSync(`${file}.part`, file);
  return investor;
}

const test = base.extend<object, { readonly investor: Investor }>({
  investor: [
    async ({ browser }, provide, { project }) => provide(await sharedInvestor(browser, project.outputDir)),
    { scope: 'worker', timeout: INVESTOR_MILLISECONDS_MAX },
  ],
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What the reader cannot get past. */
async function barriers(page: Page): Promise<string[]> {
  const violations = await violationsOf(page);
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ text }) => text);
}

/** The elements that stand out of the screen on the right; scrolling inside a table or a list is fine. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    return scrollWidth <= clientWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
          .map((element) => element.outerHTML.slice(0, 160))
          .slice(0, 5);
  });

/** Parts of a page that have addresses of their own; each is walked like a page. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/lab/backtest/[id]': Object.keys(BACKTEST_PARTS).filter((part) => part !== 'overview'),
};

/** Charts take their new width a moment after the window has its own; what stays too wide is found all the same. */
const expectToFit = (page: Page, where: string): Promise<void> =>
  expect.poll(() => tooWide(page), { message: where }).toEqual([]);

async function expectReadable(page: Page, address: string): Promise<void> {
  await expect(page).toHaveTitle(/ · Ballast$|^Ballast: /);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(answer(page)).toBeVisible();
  // Charts draw themselves when their scripts have come and their width is known.
  await page.waitForLoadState('networkidle');
  expect(await barriers(page), `${address}, light`).toEqual([]);
  await expectToFit(page, `${address} at ${WIDE.width} px`);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize(PHONE);
  await expectToFit(page, `${address} at ${PHONE.width} px`);
  expect(await barriers(page), `${address}, dark, on a phone`).toEqual([]);
}

async function expectGuarded(response: Response | null, page: Page, isPrivate: boolean): Promise<void> {
  const headers = response?.headers() ?? {};
  const policy = headers['content-security-policy'] ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce, 'a nonce in the policy').toBeDefined();
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("object-src 'none'");
  expect(/script-src[^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe-inline|unsafe-eval/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-frame-options']).toBe('DENY');
  if (isPrivate) {
    expect(headers['cache-control']).toMatch(/no-store/);
    expect(headers['x-robots-tag']).toContain('noindex');
  }
  const again = await page.request.get(page.url());
  expect(again.headers()['content-security-policy'], 'a nonce is used once').not.toContain(nonce);
}

test('the checks of this file bite', async ({ page }) => {
  const style = 'color: #ccc; background: #fff; width: 3000px';
  await page.setContent(`<title>A page</title><main><p style="${style}">too faint to read</p></main>`);
  const found = (await barriers(page)).map((barrier) => barrier.split(':')[0]);
  expect(found).toEqual(expect.arrayContaining(['color-contrast', 'html-has-lang']));
  expect((await tooWide(page)).join()).toContain('too faint to read');
});

test.describe('open to everybody', () => {
  for (const file of OPEN_FILES) {
    test(addressOf(file), async ({ page }) => {
      const address = addressOf(file);
      const response = await page.goto(address);
      await expectReadable(page, address);
      await expectGuarded(response, page, !PUBLIC_PATHS.includes(address));
    });
  }
});

test.describe('of an investor who has used everything', () => {
  for (const file of PRIVATE_FILES) {
    test(addressOf(file), async ({ page, context, investor }) => {
      const address = addressOf(file);
      const thing = investor.things[address];
      expect(address.includes('[') === (thing !== undefined), `something to show on ${address}`).toBe(true);
      await context.addCookies(investor.storageState.cookies);
      const response = await page.goto(address.replace('[id]', thing ?? ''));
      expect(response?.status()).toBe(200);
      await expectReadable(page, address);
      await expectGuarded(response, page, true);
      for (const part of PARTS[address] ?? []) {
        await test.step(part, async () => {
          await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
          await page.setViewportSize(WIDE);
          await page.goto(`${address.replace('[id]', thing ?? '')}?part=${part}`);
          await expectReadable(page, `${address}, ${part}`);
        });
      }
    });
  }
});

// Two newcomers, so that two can be walked at once.
for (const [name, files] of [
  ['one half', EMPTY_FILES.filter((_, at) => at % 2 === 0)],
  ['the other half', EMPTY_FILES.filter((_, at) => at % 2 === 1)],
] as const) {
  test(`of a newcomer, who has nothing yet: ${name}`, async ({ page }) => {
    test.slow();
    await signUp(page, newPerson());
    for (const file of files) {
      await test.step(addressOf(file), async () => {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await page.setViewportSize(WIDE);
        await page.goto(addressOf(file));
        await expectReadable(page, addressOf(file));
      });
    }
  });
}

test.describe('an address that leads nowhere', () => {
  test.use({ expectedProblems: [/status of 404/] });

  test('says so and leads on', async ({ page }) => {
    const response = await page.goto('/no-such-page');
    expect(response?.status()).toBe(404);
    await expectReadable(page, '/no-such-page');
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  });
});

test('cookies are out of reach of scripts and of other sites', async ({ page, context, investor }) => {
  await context.addCookies(investor.storageState.cookies);
  await page.goto(ROUTES.settings);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const { name, httpOnly, sameSite } of cookies)
    expect({ name, httpOnly, sameSite }).toEqual({ name, httpOnly: true, sameSite: 'Lax' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
});
