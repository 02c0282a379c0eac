import type { Locator, Page } from '@playwright/test';
import { newGoalPath, ROUTES } from '@/lib/shared/routes';
import { expect } from './fixtures';

/** A job on a busy machine with two cores, behind the jobs of another test. */
export const JOB_MILLISECONDS_MAX = 60_000;

/** The sentence on top of a page. */
export const answer = (page: Page): Locator => page.getByRole('main').getByRole('heading', { level: 1 });

/** The answer on top of a finished plan: `Hold 43% in stocks ... About 6.1% a year is expected`. */
export const planAnswer = (page: Page): Locator =>
  page.getByRole('heading', { level: 1, name: /^Hold .* is expected, and one year in twenty/ });

export async function waitForPlan(page: Page): Promise<void> {
  await page.waitForURL(`**${ROUTES.plan}`);
  await expect(planAnswer(page)).toBeVisible({ timeout: JOB_MILLISECONDS_MAX });
}

/** From the plan page to the step after it. */
export async function acceptPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accept this plan' }).click();
  await expect(page.getByRole('link', { name: 'Rebalance to it' })).toBeVisible();
  await expect(page.getByText('Your plan, accepted on')).toBeVisible();
}

/** One click; ends on the page of the filled orders and answers its address. */
export async function placeAllOrders(page: Page): Promise<string> {
  await page.goto(ROUTES.rebalance);
  await page.getByRole('button', { name: /^Place \d+ paper orders?$/ }).click();
  await page.waitForURL(/\/rebalance\/[0-9a-f-]{36}$/);
  await expect(answer(page)).toHaveText(/^Done: (all \d+ orders are|the order is) filled\.$/, {
    timeout: JOB_MILLISECONDS_MAX,
  });
  return page.url();
}

export async function openAccount(page: Page): Promise<void> {
  await page.goto(ROUTES.portfolio);
  await page.getByRole('button', { name: 'Open a paper account' }).click();
  await expect(answer(page)).toHaveText(/^Your paper account is open/);
}

/** @param amount as a person types it */
export async function fundAccount(page: Page, amount: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Pay in play money' }).fill(amount);
  await page.getByRole('button', { name: 'Pay in', exact: true }).click();
  await expect(answer(page)).not.toHaveText(/^Your paper account is open/);
}

/** Starts a test over the whole history and answers its address. */
export async function startBacktest(page: Page): Promise<string> {
  await page.goto(ROUTES.labBacktest);
  await page.getByRole('button', { name: 'Run the test' }).click();
  await page.waitForURL(/\/lab\/backtest\/[0-9a-f-]{36}$/);
  return page.url();
}

export const waitForBacktest = (page: Page): Promise<void> =>
  expect(answer(page)).toHaveText(/^On these past prices your plan would have turned/, {
    timeout: JOB_MILLISECONDS_MAX,
  });

/** Starts a comparison of the rules that are chosen at first and answers its address. */
export async function startComparison(page: Page): Promise<string> {
  await page.goto(ROUTES.labCompare);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/\/lab\/compare\/[0-9a-f-]{36}$/);
  return page.url();
}

export const waitForComparison = (page: Page): Promise<void> =>
  expect(answer(page)).toHaveText(/ rules on the same past prices/, { timeout: JOB_MILLISECONDS_MAX });

/** Starts a search over what is varied at first and answers its address; at most so many combinations are tried. */
export async function startSearch(page: Page, { trials, from }: { trials: number; from: string }): Promise<string> {
  await page.goto(ROUTES.labSearch);
  await page.getByRole('textbox', { name: 'Tries at most' }).fill(String(trials));
  await page.getByLabel('From', { exact: true }).fill(from);
  await page.getByRole('button', { name: 'Start the search' }).click();
  await page.waitForURL(/\/lab\/search\/[0-9a-f-]{36}$/);
  return page.url();
}

export const waitForSearch = (page: Page): Promise<void> =>
  expect(answer(page)).toHaveText(/^Of [\d,]+ tries the best looked like/, { timeout: JOB_MILLISECONDS_MAX });

/** Saves the example of a home as it is and answers its address. */
export async function createGoal(page: Page): Promise<string> {
  await page.goto(newGoalPath('home'));
  await page.getByRole('button', { name: 'Save the goal' }).click();
  await page.waitForURL(/\/goals\/[0-9a-f-]{36}$/);
  return page.url();
}

/** Through the page, as a person does it: choose the file, look at the report, keep it. Answers the price set's id. */
export async function importPrices(page: Page, file: string): Promise<string> {
  await page.goto(ROUTES.dataImport);
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.waitForURL(/\/data\/import\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: /^Keep (these prices|the good part)$/ }).click();
  await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

const BAD_TIMES = [
  /financial crisis/i,
  /Pandemic crash/,
  /rate shock/,
  /Volatility doubled/,
  /^Stocks .30/,
  /Interest rates \+1 ?%/,
];

/** The stress page says in money what the windows of the past and the shocks would have cost. */
export async function expectStressInMoney(page: Page): Promise<void> {
  await page.goto(ROUTES.labStress);
  await expect(answer(page)).toHaveText(/^In the worst of \d+ bad times tested, your plan would have lost/);
  const table = page.getByRole('region', { name: 'Loss of each plan in each bad time' });
  for (const scenario of BAD_TIMES) await expect(table.getByRole('row', { name: scenario })).toContainText('$');
}

/** The texts of a list once it is on the page; what is read at once may come before its first entry. */
export async function shownTexts(entries: Locator): Promise<string[]> {
  await expect(entries.first()).toBeVisible();
  return entries.allInnerTexts();
}
