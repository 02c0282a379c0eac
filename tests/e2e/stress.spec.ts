import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import { answer, waitForPlan } from './steps';
import { expectNoViolations } from './violations';
import { enterSandbox } from './visitors';

/** Lab > Stress: bad times in money, what comes next, sliders of one's own that are saved, renamed and thrown away. */

const region = (page: Page, name: string): Locator => page.getByRole('region', { name });
const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name });

test('an investor tests the plan, makes a bad time of their own, keeps it and throws it away', async ({ page }) => {
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);
  await page.goto(ROUTES.labStress);

  await test.step('every bad time in money, beside other mixes', async () => {
    await expect(answer(page)).toHaveText(/^In the worst of \d+ bad times tested, your plan would have lost/);
    const table = region(page, 'Loss of each plan in each bad time');
    await expect(table.getByRole('columnheader', { name: 'Equal weight' })).toBeVisible();
    await expect(table.getByRole('row', { name: /Dot-com bust \(simulated\)/ })).toContainText('$');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^JSON: every bad time/ }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ hypothetical: true });
  });

  await test.step('one of them holding by holding, and the orders after it', async () => {
    await page.getByRole('combobox', { name: 'Bad time', exact: true }).selectOption({ label: 'Stocks -30 %' });
    await expect(page.getByText(/^Stocks -30 %: part of each holding/)).toBeVisible();
    await expect(region(page, 'Orders after this bad time').first()).toContainText('Buy');
  });

  const change = page.getByText(/^Your plan would change by/);

  await test.step('sliders answer while they move', async () => {
    await expect(change).toContainText('$');
    const before = await change.textContent();
    await slider(page, 'Stocks').press('Home');
    await expect(change).not.toHaveText(before ?? '');
    await page.getByRole('combobox', { name: 'Add something that happens' }).selectOption({ label: 'US dollar' });
    await expect(slider(page, 'US dollar')).toBeVisible();
    await page.getByRole('button', { name: 'Let US dollar follow' }).click();
    await expect(slider(page, 'US dollar')).toHaveCount(0);
  });

  await test.step('another amount of money goes through the whole page', async () => {
    await page.getByRole('textbox', { name: 'Your money' }).fill('1000');
    await expect(change).toHaveText(/^Your plan would change by [^$]*\$\d{1,3}[^\d,]/);
  });

  await test.step('saved, there after a reload, renamed, deleted', async () => {
    const saved = region(page, 'Your saved bad times');
    await page.getByRole('textbox', { name: 'Name of this bad time' }).fill('My fear');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(saved.getByRole('row', { name: /My fear/ })).toContainText('$');
    await expect(
      region(page, 'Loss of each plan in each bad time').getByRole('row', { name: /My fear/ }),
    ).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Open My fear' }).click();
    await expect(slider(page, 'Stocks')).toHaveAttribute('aria-valuenow', '-0.6');
    await page.getByRole('textbox', { name: 'Name of this bad time' }).fill('My worst fear');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(saved.getByRole('row', { name: /My worst fear/ })).toBeVisible();
    await page.getByRole('button', { name: 'Delete My worst fear' }).click();
    await expect(saved.getByText(/None saved yet/)).toBeVisible();
  });

  await test.step('the question turned round', async () => {
    await page.getByRole('textbox', { name: 'To be lost' }).fill('35');
    await expect(page.getByRole('heading', { name: 'What would have to happen to lose 35%?' })).toBeVisible();
    await expect(page.getByText(/the odds of it, or worse, in a given year/)).toBeVisible();
  });

  await expectNoViolations(page);
});
