import type { Page } from '@playwright/test';
import { ROUTES } from '@/lib/shared/routes';
import { expect, newNetwork, test, watchForProblems } from './fixtures';
import { performanceClaims } from './performance-claims';
import { acceptPlan, JOB_MILLISECONDS_MAX, placeAllOrders, waitForPlan } from './steps';

const PUBLIC_PAGES = [ROUTES.home, ROUTES.method, ROUTES.disclosures, ROUTES.demo, ROUTES.signIn, ROUTES.signUp];

test.describe('what strangers read', () => {
  test('the check for performance claims bites', () => {
    const claims = [
      'Our portfolios returned 12% a year since 2007.',
      'Earn up to 9.5 % with the balanced mix',
      'A strategy that outperforms the market',
      '$10,000 became $48,000 in ten years',
    ];
    for (const claim of claims) expect(performanceClaims(claim), claim).toHaveLength(1);
    expect(performanceClaims('Stocks 50%. It may swing by about 9% in a year. It can lose money.')).toEqual([]);
  });

  for (const path of PUBLIC_PAGES) {
    test(`${path} claims no performance`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(performanceClaims(await page.getByRole('main').innerText())).toEqual([]);
    });
  }

  test('the landing page leads to the demo, to an account, to the method and to the disclosures', async ({ page }) => {
    await page.goto(ROUTES.home);
    const main = page.getByRole('main');
    await expect(main.getByRole('link', { name: 'Open the live demo' }).first()).toHaveAttribute('href', ROUTES.demo);
    await expect(main.getByRole('link', { name: 'Create an account' }).first()).toHaveAttribute('href', ROUTES.signUp);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Method' }).click();
    await expect(page).toHaveURL(ROUTES.method);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Disclosures' }).click();
    await expect(page).toHaveURL(ROUTES.disclosures);
  });

  test('search engines may list what is public and nothing else', async ({ page }) => {
    for (const path of [ROUTES.home, ROUTES.method, ROUTES.disclosures]) {
      const response = await page.goto(path);
      expect(response?.headers()['x-robots-tag'], path).toBeUndefined();
    }
    for (const path of [ROUTES.demo, ROUTES.signIn, ROUTES.signUp]) {
      const response = await page.goto(path);
      expect(response?.headers()['x-robots-tag'], path).toContain('noindex');
      await expect(page.locator('meta[name="robots"]'), path).toHaveAttribute('content', /noindex/);
    }
  });
});

async function enterDemo(page: Page): Promise<void> {
  await page.goto(ROUTES.demo);
  await page.getByRole('button', { name: 'I understand, open the demo' }).click();
  await waitForPlan(page);
}

test.describe('the live demo', () => {
  test('a stranger enters through one line, trades with one click, and starts over', async ({ page }) => {
    await enterDemo(page);
    await expect(page.getByRole('region', { name: 'Demo' })).toContainText('private demo with play money');
    await expect(page.getByText('Simulated', { exact: true }).first()).toBeVisible();
    await acceptPlan(page);
    const rebalanceUrl = await placeAllOrders(page);

    await page.getByRole('region', { name: 'Demo' }).getByRole('button', { name: 'Reset the demo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset the demo?' });
    await dialog.getByRole('button', { name: 'Reset the demo' }).click();
    await expect(page.getByRole('button', { name: 'Accept this plan' })).toBeVisible({ timeout: JOB_MILLISECONDS_MAX });
    await page.goto(ROUTES.rebalance);
    await expect(page.getByText('There is no accepted plan yet')).toBeVisible();
    await expect(page.getByText('None yet. Each rebalance you place')).toBeVisible();
    const gone = await page.request.get(rebalanceUrl);
    expect(gone.status(), 'what was in the sandbox before').toBe(404);
    expect(await gone.text()).toContain('There is nothing at this address.');
  });

  test('two visitors never see what the other has', async ({ page, browser }) => {
    await enterDemo(page);
    const stranger = await browser.newContext({ extraHTTPHeaders: newNetwork() });
    const other = await stranger.newPage();
    const problems = watchForProblems(other);
    await enterDemo(other);
    const own = await page.getByRole('link', { name: 'JSON' }).first().getAttribute('href');
    const theirs = await other.getByRole('link', { name: 'JSON' }).first().getAttribute('href');
    expect(own).not.toBeNull();
    expect(own).not.toBe(theirs);
    expect((await page.request.get(own ?? '')).status()).toBe(200);
    expect((await other.request.get(own ?? '')).status()).toBe(404);
    expect((await page.request.get(theirs ?? '')).status()).toBe(404);
    expect(problems).toEqual([]);
    await stranger.close();
  });
});
