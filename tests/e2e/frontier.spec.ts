import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import { waitForPlan } from './steps';
import { enterSandbox } from './visitors';

/** Lab > Frontier by keyboard: along the line, into limits that clash and out again, and home with a file. */

const handle = (page: Page) => page.getByRole('slider', { name: 'Mix on the frontier' });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

async function openFrontier(page: Page): Promise<void> {
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);
  await page.goto(ROUTES.labFrontier);
  await expect(handle(page)).toBeVisible();
}

async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path());
}

test('walks along the frontier by keyboard and by pointer', async ({ page }) => {
  await openFrontier(page);
  await handle(page).focus();
  await page.keyboard.press('Home');
  const calm = await handle(page).getAttribute('aria-valuetext');
  await page.keyboard.press('End');
  await expect(handle(page)).toHaveAttribute('aria-valuenow', '61');
  await page.keyboard.press('ArrowLeft');
  await expect(handle(page)).toHaveAttribute('aria-valuenow', '60');
  expect(await handle(page).getAttribute('aria-valuetext')).not.toBe(calm);
  await expect(page).toHaveURL(/[?&]at=98$/);

  const box = await handle(page).boundingBox();
  if (box === null) throw new Error('The handle is not on the screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(0, box.y + 400, { steps: 4 });
  await page.mouse.up();
  await expect(handle(page)).toHaveAttribute('aria-valuetext', calm ?? '');
});

test('says which limits clash while they are typed, and how they can be kept', async ({ page }) => {
  await openFrontier(page);
  await field(page, 'Stocks, at least').fill('70');
  await expect(page.getByText(/^No mix keeps all of these at once: stocks at /)).toContainText('stocks at least 70%');
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await page.getByRole('button', { name: 'Relax to stocks at most 70%' }).click();
  await expect(page.getByText(/^No mix keeps/)).toHaveCount(0);
  await expect(field(page, 'Stocks, at most')).toHaveValue('70');
  await page.reload();
  await expect(field(page, 'Stocks, at least')).toHaveValue('70');
});

test('takes every mix home with its weights', async ({ page }) => {
  await openFrontier(page);
  const [head = '', ...lines] = (await downloaded(page, 'CSV: all mixes and their weights'))
    .toString('utf8')
    .trim()
    .split(/\r?\n/);
  expect(head).toMatch(/^\uFEFF?kind,name,expected_return,volatility,/);
  const frontier = lines
    .filter((line) => line.startsWith('frontier,'))
    .map((line) => line.split(',').slice(4).map(Number));
  expect(frontier).toHaveLength(61);
  for (const weights of frontier) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  const picture = await downloaded(page, 'PNG: the drawing');
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});
