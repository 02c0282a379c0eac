import { readFile } from 'node:fs/promises';
import { ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import { answer, JOB_MILLISECONDS_MAX, startSearch, waitForPlan, waitForSearch } from './steps';
import { enterSandbox } from './visitors';

/**
 * Lab > Search with what is chosen at first: 1,000 combinations of the plan, quarterly and yearly, on seven years of
 * days. It is stopped once, then runs through a reload to a result under a link of its own.
 */

const ALL = { trials: 1_000, from: '2020-01-02' };
/** A cancel is promised within a second; the click, the stream and the page add theirs on a busy machine. */
const STOPPED_MILLISECONDS_MAX = 3_000;

test('a thousand combinations as a job', async ({ page }) => {
  test.setTimeout(120_000);
  await enterSandbox(page.request);
  await page.goto(ROUTES.plan);
  await waitForPlan(page);

  const bar = page.getByRole('progressbar');
  const moved = async (above: number): Promise<void> =>
    expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: JOB_MILLISECONDS_MAX })
      .toBeGreaterThan(above);

  await page.goto(ROUTES.labSearch);
  await expect(page.getByText('1,000 combinations', { exact: true })).toBeVisible();
  await startSearch(page, ALL);
  await moved(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped. Nothing was changed.')).toBeVisible({ timeout: STOPPED_MILLISECONDS_MAX });

  const address = await startSearch(page, ALL);
  await moved(0);
  await page.reload();
  await waitForSearch(page);
  await expect(answer(page)).toHaveText(/^Of 1,000 tries/);
  await expect(
    page.getByText('of the past, the winner of one half ended in the lower half on the other.'),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: 'The best tries where they were chosen' })).toBeVisible();

  await page.goto(ROUTES.labSearch);
  await page.goto(address);
  await expect(answer(page)).toHaveText(/^Of 1,000 tries/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).first().click(),
  ]);
  const rows = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(1_001);
  expect(rows[0]).toContain('lookbackDays');
});
