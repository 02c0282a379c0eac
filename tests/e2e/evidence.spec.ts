import type { Page } from '@playwright/test';
import { DOWNLOADS, ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import { answer, startBacktest, startComparison, waitForBacktest, waitForComparison, waitForPlan } from './steps';
import { expectNoViolations } from './violations';
import { enterSandbox } from './visitors';

/** Evidence to keep: rules side by side under a permanent link, the parts of a test, and both as files. */

const fileOf = async (page: Page, address: string): Promise<{ readonly text: string; readonly type: string }> => {
  const response = await page.request.get(address);
  expect(response.status(), address).toBe(200);
  return { text: (await response.body()).toString('latin1'), type: response.headers()['content-type'] ?? '' };
};

test('rules are compared, a test is read part by part, and documents are kept', async ({ page }) => {
  test.setTimeout(120_000);
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);
  const backtestAddress = await startBacktest(page);
  const comparisonAddress = await startComparison(page);

  await test.step('the table sorts, and the plain rules are in it unasked', async () => {
    await waitForComparison(page);
    const table = page.getByRole('region', { name: 'Rules side by side' });
    for (const name of [/^Equal weight/, /^60\/40/, /^Your plan, bought and held/])
      await expect(table.getByRole('row', { name })).toBeVisible();
    await table.getByRole('button', { name: 'Sharpe' }).click();
    await expect(table.getByRole('columnheader', { name: 'Sharpe' })).toHaveAttribute('aria-sort', 'descending');
  });

  await test.step('the link opens again, and its table is a file', async () => {
    await page.goto(ROUTES.labCompare);
    await page.goto(comparisonAddress);
    await expect(answer(page)).toHaveText(/ rules on the same past prices/);
    const id = comparisonAddress.split('/').at(-1) ?? '';
    const { text } = await fileOf(page, DOWNLOADS.comparison(id, 'csv'));
    expect(text).toContain('id,line,total return');
    expect(text).toContain('\r\nequal-weight,Equal weight,');
  });

  await test.step('the parts of a test have addresses of their own', async () => {
    await page.goto(backtestAddress);
    await waitForBacktest(page);
    const parts = page.getByRole('navigation', { name: 'Parts of this result' });
    for (const [part, heading] of [
      ['Over time', 'The deepest falls'],
      ['Where it came from', 'How sure these figures are'],
      ['Against others', 'What moved it'],
      ['Trades', 'Every trade of your plan'],
    ] as const) {
      await parts.getByRole('link', { name: part }).click();
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
      await expectNoViolations(page);
    }
    await expect(page).toHaveURL(/\?part=trades$/);
  });

  await test.step('a test, its trades and the plan as files', async () => {
    const id = backtestAddress.split('/').at(-1) ?? '';
    expect((await fileOf(page, DOWNLOADS.backtestTrades(id))).text).toContain('date,symbol,side,quantity');
    const against = await fileOf(page, DOWNLOADS.backtestAgainst(id, 'csv'));
    expect(against.text).toMatch(/\r\nmonths,60\/40,,upCapture,0\.\d+,/);
    const pdf = await fileOf(page, DOWNLOADS.backtestReport(id, 'pdf'));
    expect(pdf.text.slice(0, 5)).toBe('%PDF-');
    expect(pdf.type).toBe('application/pdf');
    await page.goto(DOWNLOADS.backtestReport(id, 'html'));
    await expect(page.getByRole('heading', { level: 1, name: 'Your plan on past prices' })).toBeVisible();
    await page.goto(ROUTES.plan);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Report as PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^ballast-plan-.*\.pdf$/);
  });
});
