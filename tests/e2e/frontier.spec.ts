import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { ROUTES } from '@/lib/shared/routes';
import { expect, newNetwork, test as base } from './fixtures';
import { acceptPlan, placeAllOrders, shownTexts, waitForPlan } from './steps';
import { expectNoViolations } from './violations';
import { enterSandbox, siteOrigin } from './visitors';

/** Lab > Frontier: along the line, into limits that clash and out again, beside the other mixes, and home with files. */

const POINTS_COUNT = 61;
/** Weights of a certified mix, against those of the two corners around it. */
const WEIGHT_TOLERANCE = 1e-6;

interface Investor {
  readonly cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
}

async function investorWithPlan(browser: Browser): Promise<Investor> {
  const context = await browser.newContext({ baseURL: siteOrigin(), extraHTTPHeaders: newNetwork() });
  const page = await context.newPage();
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);
  const cookies = await context.cookies();
  await context.close();
  return { cookies };
}

const test = base.extend<object, { readonly investor: Investor }>({
  investor: [
    async ({ browser }, provide) => provide(await investorWithPlan(browser)),
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.beforeEach(({ context, investor }) => context.addCookies(investor.cookies));

async function openFrontier(page: Page): Promise<void> {
  await page.goto(ROUTES.labFrontier);
  await expect(handle(page)).toBeVisible();
}

const handle = (page: Page): Locator => page.getByRole('slider', { name: 'Mix on the frontier' });
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const makeUp = (page: Page): Locator => page.getByRole('group', { name: 'Make-up of the chosen mix' });

/** The share of a class in the chosen mix as the page prints it, in percent. */
async function classShare(page: Page, label: string): Promise<number> {
  const text = (await makeUp(page).getByRole('listitem').filter({ hasText: label }).textContent()) ?? '';
  return Number(/([\d.]+)%/.exec(text)?.[1]);
}

async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path());
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const Weights = z.array(z.number());
const MixFile = z.object({ expectedReturn: z.number(), volatility: z.number(), weights: Weights });
const Exported = z.object({
  schemaVersion: z.literal(1),
  inputs: z.object({ instruments: z.array(z.object({ symbol: z.string() })) }),
  limits: z.object({
    weightMax: z.number(),
    classLimits: z.array(z.object({ assetClass: z.string(), min: z.number(), max: z.number() })),
  }),
  yardsticks: z.array(MixFile.extend({ id: z.string() })),
  frontier: z.object({
    points: z.array(MixFile),
    corners: z.array(MixFile),
    strategies: z.array(MixFile.extend({ id: z.string() })),
  }),
});

test('all mixes stand side by side, and the files hold what the page shows', async ({ page }) => {
  await page.goto(ROUTES.plan);
  await acceptPlan(page);
  await placeAllOrders(page);
  await openFrontier(page);
  const drawing = page.getByRole('figure', { name: /^Expected return and volatility/ });
  await expect(drawing).toHaveAccessibleDescription(/What you hold: /);
  await page.getByRole('button', { name: 'Show all' }).click();
  const before = await page.getByText(/^The best mixes run from /).textContent();
  await field(page, 'Any one holding, at most').fill('30');
  await expect(page.getByText(/^The best mixes run from /)).not.toHaveText(before ?? '');
  const text = (await downloaded(page, 'JSON: inputs, limits and all mixes')).toString();
  const { inputs, limits, yardsticks, frontier } = Exported.parse(JSON.parse(text));
  const { points, corners, strategies } = frontier;
  expect(limits.weightMax).toBe(0.3);
  expect(points).toHaveLength(POINTS_COUNT);
  for (const { weights } of [...points, ...corners, ...strategies]) expect(sum(weights)).toBeCloseTo(1, 9);

  // Exact corners: every mix lies on the straight line between the two around it.
  for (const { expectedReturn, weights } of points) {
    const after = Math.max(
      1,
      corners.findIndex((corner) => corner.expectedReturn >= expectedReturn - 1e-12),
    );
    const [from, to] = [corners[after - 1], corners[after]];
    if (from === undefined || to === undefined) throw new Error('A mix lies outside of the corners.');
    const share = (expectedReturn - from.expectedReturn) / (to.expectedReturn - from.expectedReturn);
    weights.forEach((weight, at) => {
      const line = (from.weights[at] ?? NaN) + share * ((to.weights[at] ?? NaN) - (from.weights[at] ?? NaN));
      expect(Math.abs(weight - line)).toBeLessThan(WEIGHT_TOLERANCE);
    });
  }
  await expect(page.getByText(/^Corner \d+$/)).toHaveCount(corners.length);

  expect(yardsticks.map(({ id }) => id)).toEqual(['plan', 'holdings', 'equal-weight', 'sixty-forty']);
  const calmest = strategies.find(({ id }) => id === 'min-variance')?.volatility ?? NaN;
  for (const { volatility } of [...points, ...strategies]) expect(volatility).toBeGreaterThan(calmest - 1e-9);
  for (const name of [
    'The chosen mix',
    'Your plan',
    'What you hold',
    '60/40',
    'Least volatility',
    'Equal risk',
    'Most return per risk',
  ])
    await expect(page.getByText(name, { exact: true }).last()).toBeVisible();

  const [head = '', ...lines] = (await downloaded(page, 'CSV: all mixes and their weights'))
    .toString()
    .trim()
    .split(/\r?\n/);
  const symbols = inputs.instruments.map(({ symbol }) => symbol);
  expect(head).toBe(`kind,name,expected_return,volatility,${symbols.join(',')}`);
  const told = (kind: string): number[][] =>
    lines.filter((line) => line.startsWith(`${kind},`)).map((line) => line.split(',').slice(2).map(Number));
  const numbers = (mixes: readonly z.infer<typeof MixFile>[]): number[][] =>
    mixes.map(({ expectedReturn, volatility, weights }) => [expectedReturn, volatility, ...weights]);
  expect(told('frontier')).toEqual(numbers(points));
  expect(told('corner')).toEqual(numbers(corners));
  expect(told('strategy')).toEqual(numbers(strategies));

  await field(page, 'Traded, at most').fill('30');
  await expect(page.getByText(/^Corner portfolios are listed while trading is free/)).toBeVisible();
});

test('says which limits clash while they are typed, and how they can be kept', async ({ page }) => {
  await openFrontier(page);
  await field(page, 'Stocks, at least').fill('70');
  await expect(page.getByText(/^No mix keeps all of these at once: stocks at /)).toContainText('stocks at least 70%');
  await expect(page.getByText('drawn here are the last ones that could')).toBeVisible();
  const kept = Exported.parse(JSON.parse((await downloaded(page, 'JSON: inputs, limits and all mixes')).toString()));
  const stocks = kept.limits.classLimits.find(({ assetClass }) => assetClass === 'equity');
  expect(stocks?.min, 'the saved limits are those of the saved frontier').toBeLessThan(0.7);
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Relax to stocks at most 70%' }).click();
  await expect(page.getByText(/^No mix keeps/)).toHaveCount(0);
  await expect(field(page, 'Stocks, at most')).toHaveValue('70');
  await page.reload();
  await expect(field(page, 'Stocks, at least')).toHaveValue('70');
});

test('the handle walks along the line by keys and by pointer, and weights and risk follow', async ({ page }) => {
  await openFrontier(page);
  const bar = makeUp(page).getByRole('img');
  await handle(page).focus();
  await page.keyboard.press('Home');
  const calm = await handle(page).getAttribute('aria-valuetext');
  const calmWeights = (await bar.getAttribute('aria-label')) ?? '';
  const calmStocks = await classShare(page, 'Stocks');
  await page.keyboard.press('End');
  await expect(handle(page)).toHaveAttribute('aria-valuenow', String(POINTS_COUNT));
  await expect(bar).not.toHaveAttribute('aria-label', calmWeights);
  expect(await classShare(page, 'Stocks')).toBeGreaterThan(calmStocks);
  await page.keyboard.press('ArrowLeft');
  await expect(handle(page)).toHaveAttribute('aria-valuenow', String(POINTS_COUNT - 1));
  await expect(page).toHaveURL(/[?&]at=98$/);

  const box = await handle(page).boundingBox();
  if (box === null) throw new Error('The handle is not on the screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(0, box.y + 400, { steps: 4 });
  await page.mouse.up();
  await expect(handle(page)).toHaveAttribute('aria-valuetext', calm ?? '');
  await expect(bar).toHaveAttribute('aria-label', calmWeights);

  // What each holding weighs and does to the risk adds up to all of it.
  const title = 'Share of money and share of risk in the chosen mix, percent';
  await page.getByRole('button', { name: `Show table: ${title}` }).click();
  const rows = await shownTexts(page.getByRole('region', { name: title }).getByRole('row'));
  const shares = rows
    .slice(1)
    .map((row) => [...row.matchAll(/[−-]?[\d.]+%/g)].map(([text]) => parseFloat(text.replace('−', '-'))));
  // Each figure is rounded to a hundredth of a percent.
  const slack = 0.005 * shares.length + 0.05;
  expect(Math.abs(sum(shares.map(([weight]) => weight ?? NaN)) - 100)).toBeLessThan(slack);
  expect(Math.abs(sum(shares.map(([, risk]) => risk ?? NaN)) - 100)).toBeLessThan(slack);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a finger drags the handle without the page, and what it touches stays named', async ({ page, context }) => {
    await openFrontier(page);
    await handle(page).scrollIntoViewIfNeeded();
    const box = await handle(page).boundingBox();
    if (box === null) throw new Error('The handle is not on the screen.');
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const scrolled = await page.evaluate(() => window.scrollY);
    const first = Number(await handle(page).getAttribute('aria-valuenow'));
    const finger = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', step: number) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + 8 * step, y: from.y - 10 * step }],
      });
    await touch('touchStart', 0);
    for (let step = 1; step <= 8; step++) await touch('touchMove', step);
    await touch('touchEnd', 8);
    await expect.poll(async () => Number(await handle(page).getAttribute('aria-valuenow'))).toBeGreaterThan(first + 10);
    expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);

    await page.getByText('SIM-TECH', { exact: true }).first().tap();
    await expect(page.getByRole('status').filter({ hasText: 'SIM-TECH' })).toContainText('Volatility');
  });
});

test('limits are solved for in the browser, without the server', async ({ page }) => {
  await openFrontier(page);
  expect(page.workers()).toHaveLength(1);
  await handle(page).focus();
  await page.keyboard.press('End');
  expect(await classShare(page, 'Stocks')).toBeGreaterThan(40);
  const requests: string[] = [];
  // Browsers look at the icon of the page again whenever its address changes.
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/icon.svg') requests.push(request.url());
  });
  await field(page, 'Stocks, at most').fill('40');
  await expect.poll(() => classShare(page, 'Stocks')).toBe(40);
  await expect(makeUp(page).getByRole('img')).toHaveAttribute('aria-label', /SIM-TECH 3[0-5]/);
  await page.getByRole('combobox', { name: 'Give one instrument its own limits' }).selectOption('SIM-TECH');
  await field(page, 'SIM-TECH, at most').fill('10');
  await expect(makeUp(page).getByRole('img')).toHaveAttribute('aria-label', /SIM-TECH 10\.0%/);
  await page.getByRole('button', { name: 'Back to your plan’s limits' }).click();
  await expect.poll(() => classShare(page, 'Stocks')).toBeGreaterThan(40);
  expect(requests).toEqual([]);
});

test('the drawing goes home as a picture of what is on the page', async ({ page }) => {
  await openFrontier(page);
  const picture = await downloaded(page, 'PNG: the drawing');
  const { width, accentPixels } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const drawing = canvas.getContext('2d', { willReadFrequently: true });
    if (drawing === null) throw new Error('The browser has no canvas.');
    drawing.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent');
    drawing.fillRect(0, 0, 1, 1);
    const [red, green, blue] = drawing.getImageData(0, 0, 1, 1).data;
    drawing.drawImage(bitmap, 0, 0);
    const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
    let accentCount = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) accentCount++;
    return { width: bitmap.width, accentPixels: accentCount };
  }, picture.toString('base64'));
  const drawn = await page.getByRole('group', { name: /^Expected return and volatility/ }).boundingBox();
  expect(width).toBeGreaterThanOrEqual(2 * (drawn?.width ?? Infinity));
  // The ring of the handle alone, at twice the size of the screen, is more.
  expect(accentPixels).toBeGreaterThan(300);
});
