import type { Page } from '@playwright/test';
import { ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import {
  chooseAim,
  giveAnswer,
  giveAnswers,
  QUESTION_IDS,
  questionHeading,
  STEADY_ANSWERS,
  type GivenAnswers,
} from './onboarding';
import {
  acceptPlan,
  answer,
  expectStressInMoney,
  fundAccount,
  JOB_MILLISECONDS_MAX,
  openAccount,
  placeAllOrders,
  shownTexts,
  startBacktest,
  waitForBacktest,
  waitForPlan,
} from './steps';
import { newPerson, signIn, signUp } from './visitors';

/** Steps 2 to 7 of the product, by one person on the simulated market, as far as one evening goes. */

const ANSWERS_AT_FIRST: GivenAnswers = {
  ...STEADY_ANSWERS,
  preference: 'wide',
  'loss-reaction': 'sell-early',
  experience: 'expert',
  knowledge: 'rise',
};

const ANSWERED_BEFORE_LEAVING = 6;

async function chooseUniverse(page: Page): Promise<void> {
  const instruments = page.getByRole('region', { name: 'Instruments', exact: true });
  await instruments.getByRole('searchbox', { name: 'Search instruments' }).fill('gold');
  const gold = instruments.getByRole('row', { name: /SIM-GOLD/ });
  await expect(instruments.getByRole('row')).toHaveCount(2);
  // What leaving it out would cost, in return and in risk.
  await expect(gold.getByText(/^[+−]?\d\.\d\d\spp$/)).toHaveCount(2, { timeout: JOB_MILLISECONDS_MAX });
  await gold.getByRole('checkbox').uncheck();
  await instruments.getByRole('searchbox', { name: 'Search instruments' }).fill('');
  await page.getByRole('switch', { name: /^Crypto/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'left out' })).toHaveText(
    /instruments used, [1-9]\d* left out$/,
  );
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(`**${ROUTES.startQuestions}*`);
}

test('from sign-up to a filled rebalance, its evidence and its record', async ({ page }) => {
  test.slow();
  const person = newPerson();

  await test.step('sign up', async () => {
    await signUp(page, person);
    await expect(answer(page)).toHaveText('Four short steps lead to a plan made for you.');
    await page.getByRole('link', { name: 'Begin' }).click();
    await page.waitForURL(`**${ROUTES.startAim}`);
  });

  await test.step('an aim, and what the plan may use', async () => {
    await chooseAim(page, 'most-return');
    await chooseUniverse(page);
  });

  await test.step('questions, left in the middle and taken up again', async () => {
    await giveAnswers(page, ANSWERS_AT_FIRST, QUESTION_IDS.slice(0, ANSWERED_BEFORE_LEAVING));
    await expect(questionHeading(page, QUESTION_IDS[ANSWERED_BEFORE_LEAVING] ?? '')).toBeVisible();
    await page.goto(ROUTES.plan);
    await page.getByRole('link', { name: 'Make a plan' }).click();
    await expect(page.getByText('Welcome back')).toBeVisible();
    await expect(
      page.getByText(`You had answered ${ANSWERED_BEFORE_LEAVING} of ${QUESTION_IDS.length} questions`),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Go on' }).click();
    await giveAnswers(page, ANSWERS_AT_FIRST, QUESTION_IDS.slice(ANSWERED_BEFORE_LEAVING));
  });

  await test.step('answers that do not fit together: one is changed, one is meant', async () => {
    await page.waitForURL(`**${ROUTES.startReview}`);
    const make = page.getByRole('button', { name: 'Make my plan' });
    await expect(page.getByRole('heading', { name: '2 pairs of answers do not fit together' })).toBeVisible();
    await expect(make).toBeDisabled();
    const contradictions = page.getByRole('region', { name: '2 pairs of answers do not fit together' });
    await contradictions.getByRole('link', { name: /^Change ?: Your \$10,000 has become \$8,000/ }).click();
    await giveAnswer(page, 'loss-reaction', 'hold');
    await page.waitForURL(`**${ROUTES.startReview}`);
    const left = page.getByRole('region', { name: 'Two answers do not fit together' });
    await expect(left).toContainText('when rates rise, bonds already held lose value');
    await expect(make).toBeDisabled();
    await left.getByRole('checkbox', { name: 'I mean both' }).check();
    await expect(page.getByText(/^Tolerance\b/).first()).toBeVisible();
    await expect(page.getByText(/^Capacity\b/).first()).toBeVisible();
    await make.click();
  });

  await test.step('the plan, its reasons and its alternatives', async () => {
    await waitForPlan(page);
    for (const part of ['What you would hold', 'Bad times'])
      await expect(page.getByText(part, { exact: true }).first()).toBeVisible();
    await acceptPlan(page);
  });

  await test.step('a paper account, funded', async () => {
    await openAccount(page);
    await fundAccount(page, '25,000');
    await expect(answer(page)).toHaveText('All $25,000.00 is in cash and waits for your plan’s first orders.');
  });

  await test.step('every order with its cost and reason; one click; all filled', async () => {
    await page.goto(ROUTES.rebalance);
    const orders = page.getByRole('region', { name: 'Orders', exact: true });
    const reasons = await shownTexts(orders.getByRole('row').locator('td:last-child'));
    expect(reasons.length).toBeGreaterThan(3);
    for (const reason of reasons.slice(0, -1)) expect(reason).toMatch(/\w+ \w+ .*\.$/);
    await placeAllOrders(page);
    await expect(page.getByText('Nothing: every order filled as it was shown.')).toBeVisible();
    await page.getByRole('link', { name: 'See your holdings' }).click();
    await expect(answer(page)).toHaveText(/stands where your plan wants it\.$/);
    const drift = Number(await page.getByRole('meter', { name: 'Drift' }).getAttribute('aria-valuenow'));
    expect(drift, 'drift in per cent, what rounding to whole units leaves').toBeLessThan(1);
    const lots = page.getByRole('region', { name: 'Lots', exact: true });
    await expect(lots.getByRole('row', { name: /up to a year, until/ }).first()).toBeVisible();
  });

  await test.step('a second look finds nothing to trade', async () => {
    await page.goto(ROUTES.rebalance);
    await expect(answer(page)).toHaveText(/^There is nothing to trade/);
    await expect(page.getByRole('button', { name: /^Place/ })).toHaveCount(0);
  });

  await test.step('a backtest that outlives a reload, and its address', async () => {
    const address = await startBacktest(page);
    await expect(page.getByRole('progressbar', { name: 'Backtest' })).toBeVisible();
    await page.reload();
    await waitForBacktest(page);
    await page.goto(ROUTES.labBacktest);
    await page.goto(address);
    await expect(answer(page)).toHaveText(/^On these past prices your plan would have turned \$25,000 into/);
    const lines = page.getByRole('region', { name: 'Lines of this test' });
    for (const line of [/equal weight/i, /60\/40/, /held/i])
      await expect(lines.getByRole('row', { name: line })).toBeVisible();
  });

  await test.step('a backtest that is stopped', async () => {
    // Two more ahead of it keep it waiting long enough to be stopped on a machine of any speed.
    for (let ahead = 0; ahead < 2; ahead += 1) await startBacktest(page);
    await startBacktest(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Backtest: stopped')).toBeVisible({ timeout: JOB_MILLISECONDS_MAX });
    await page.reload();
    await expect(answer(page)).toHaveText('You stopped this test.');
  });

  await test.step('bad times, in money', async () => {
    await expectStressInMoney(page);
  });

  await test.step('the record of all of it, and that it holds', async () => {
    await page.goto(ROUTES.activity);
    const record = page.getByRole('main');
    for (const entry of [/signed up|account/i, /plan/i, /order/i, /test/i]) await expect(record).toContainText(entry);
    await page.getByRole('button', { name: 'Check the record' }).click();
    await expect(page.getByText('The record is intact')).toBeVisible();
  });

  await test.step('sign out, and in again', async () => {
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === ROUTES.home);
    await page.goto(ROUTES.portfolio);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fportfolio$/);
    await signIn(page, person);
    await page.waitForURL(`**${ROUTES.plan}`);
    await expect(page.getByText('Your plan, accepted on')).toBeVisible();
  });
});
