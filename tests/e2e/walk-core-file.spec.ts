import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { RecommendAnswer } from '@/lib/shared/contracts/recommend';
import { formatPercent } from '@/lib/shared/format/percent';
import { planPath, ROUTES } from '@/lib/shared/routes';
import { hasSharedData, CORE_FILE, sharedDataPath } from '../support/shared-data';
import { recommendAtTheDesk, recommendOverHttp, textWithoutName } from './doors';
import { expect, test } from './fixtures';
import { chooseAim, finishReview, giveAnswers, STEADY_ANSWERS, useAllInstruments } from './onboarding';
import { lastCloses, simulatedPriceFile } from './price-files';
import {
  acceptPlan,
  answer,
  expectStressInMoney,
  fundAccount,
  importPrices,
  openAccount,
  placeAllOrders,
  shownTexts,
  startBacktest,
  waitForBacktest,
  waitForPlan,
} from './steps';
import { signUp } from './visitors';

/**
 * Steps 2 to 8 on prices from a file, and the same numbers at every door: command line, API and page. The real file
 * is there on machines that have the shared data; its twin, the simulated market under the same names, always is.
 */

interface Case {
  readonly name: string;
  readonly isPresent: boolean;
  readonly file: () => string;
  /** What the plan may hold, in the order of the file. */
  readonly assets: readonly string[];
}

const FUNDS = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'] as const;

const CASES: readonly Case[] = [
  {
    name: 'the core multi-asset file (skipped where the shared data is absent)',
    isPresent: hasSharedData(CORE_FILE),
    file: () => sharedDataPath(CORE_FILE),
    assets: [...FUNDS, 'BTC-USD', 'ETH-USD'],
  },
  {
    name: 'the simulated market as a file',
    isPresent: true,
    file: simulatedPriceFile,
    assets: FUNDS,
  },
];

const INVESTED = 25_000;

/** Half a spread and a commission of a few basis points stand between the last close and the price paid. */
const FILL_TOLERANCE = 0.002;

const newestPlanId = async (page: Page): Promise<string> => {
  const address = await page.getByRole('link', { name: 'Everything as JSON' }).getAttribute('href');
  return /[0-9a-f-]{36}/.exec(address ?? '')?.[0] ?? 'no plan';
};

/** The figures a reader of the plan page sees, against the answer behind them. */
async function expectPageToSay(page: Page, planAnswer: RecommendAnswer): Promise<void> {
  const level = /to the (\w+)\s+level/.exec(await page.getByRole('main').innerText())?.[1];
  const plan = planAnswer.profiles.find(({ profile }) => profile === level);
  if (plan?.status !== 'solved') throw new Error(`the answer has no solved plan for the ${level ?? '?'} level`);
  const figure = (name: string) =>
    page
      .locator('dl > div')
      .filter({ has: page.locator('dt', { hasText: name }) })
      .first();
  await expect(figure('Expected return')).toContainText(formatPercent(plan.expectedReturn.mean));
  await expect(figure('Expected return')).toContainText(formatPercent(plan.expectedReturn.low));
  await expect(figure('Expected return')).toContainText(formatPercent(plan.expectedReturn.high));
  await expect(figure('Volatility')).toContainText(formatPercent(plan.volatility));
  const weights = page.getByRole('figure', { name: /Share of the money and share of the portfolio/ });
  for (const [symbol, weight] of Object.entries(plan.weights)) {
    const line = weights.getByRole('listitem').filter({ has: page.getByText(symbol, { exact: true }) });
    if (weight > 0.001) await expect(line).toContainText(`Share of money ${formatPercent(weight)}`);
  }
}

/** Each order filled at the last close of the file, but for the cost of trading. */
async function expectFillsAtLastCloses(page: Page, closes: ReadonlyMap<string, number>): Promise<void> {
  const rows = page.getByRole('region', { name: 'Orders', exact: true }).getByRole('row');
  const texts = (await shownTexts(rows)).slice(1);
  expect(texts.length).toBeGreaterThan(3);
  for (const text of texts) {
    const symbol = [...closes.keys()].find((each) => new RegExp(`\\b${each}\\b`).test(text)) ?? text;
    const [shown, paid] = [...text.matchAll(/\$([\d,]+\.\d\d)/g)].map(([, amount]) =>
      Number(amount?.replaceAll(',', '')),
    );
    const close = closes.get(symbol) ?? Number.NaN;
    expect(shown, `${symbol} as shown`).toBeCloseTo(close, 2);
    expect(Math.abs((paid ?? Number.NaN) / close - 1), `${symbol} as paid`).toBeLessThan(FILL_TOLERANCE);
  }
}

for (const { name, isPresent, file: fileOf, assets } of CASES) {
  test.describe(name, () => {
    test.skip(!isPresent, 'the shared data is absent');

    test('import, plan, the same numbers at every door, orders, backtest and stress', async ({ page }) => {
      test.slow();
      const file = fileOf();
      await signUp(page);

      const priceSetId = await test.step('import; an index among the columns is shown and not held', async () => {
        const id = await importPrices(page, file);
        const coverage = page.getByRole('region', { name: 'Instruments', exact: true });
        await expect(coverage.getByRole('row', { name: /^DXY/ })).toContainText('Index, cannot be held');
        const correlations = page.getByRole('region', { name: /^Correlation of daily returns/ });
        await expect(correlations.getByRole('rowheader', { name: 'DXY' })).toBeVisible();
        return id;
      });

      await test.step('onboarding on these prices', async () => {
        await chooseAim(page, 'most-return');
        await page.goto(`${ROUTES.startUniverse}?set=${priceSetId}`);
        await expect(page.getByText(/^DXY, .* is an index: .* UUP can be held instead\.$/)).toBeVisible();
        await useAllInstruments(page);
        await giveAnswers(page, STEADY_ANSWERS);
        await finishReview(page);
        await waitForPlan(page);
      });

      await test.step('command line, API and page say the same', async () => {
        const request = { assets, aim: { kind: 'most-return' }, money: INVESTED };
        const id = await newestPlanId(page);
        const kept = await textWithoutName(await page.request.get(`/api/v1/recommendations/${id}`));
        const posted = await textWithoutName(
          await recommendOverHttp(page, { prices: { set: priceSetId }, ...request }),
        );
        const printed = await recommendAtTheDesk({ prices: { file }, ...request });
        expect(printed.sentence).toBe('');
        expect(posted).toBe(kept);
        expect(printed.text).toBe(kept);
        await expectPageToSay(page, RecommendAnswer.parse(JSON.parse(kept)));
        await page.goto(planPath(id));
        await expect(page.getByText('as it was given')).toBeVisible();
      });

      await test.step('asking to hold the index is refused by name, with what to hold instead', async () => {
        const wanted = { assets: ['SPY', 'TLT', 'DXY'] };
        const refusedOverHttp = await recommendOverHttp(page, { prices: { set: priceSetId }, ...wanted });
        expect(refusedOverHttp.status()).toBe(400);
        expect(await refusedOverHttp.text()).toMatch(/DXY.*UUP/);
        const refusedAtTheDesk = await recommendAtTheDesk({ prices: { file }, ...wanted });
        expect(refusedAtTheDesk).toMatchObject({ exitCode: 2, text: '' });
        expect(refusedAtTheDesk.sentence).toMatch(/DXY.*UUP/);
      });

      await test.step('orders filled at the last closes of the file', async () => {
        await page.goto(ROUTES.plan);
        await acceptPlan(page);
        await openAccount(page);
        await fundAccount(page, String(INVESTED));
        await placeAllOrders(page);
        await expectFillsAtLastCloses(page, lastCloses(file));
        await page.goto(ROUTES.rebalance);
        await expect(answer(page)).toHaveText(/^There is nothing to trade/);
      });

      await test.step('backtest and stress on these prices', async () => {
        await startBacktest(page);
        await waitForBacktest(page);
        await expectStressInMoney(page);
      });
    });
  });
}

test.afterAll(() => rmSync(simulatedPriceFile(), { force: true }));
