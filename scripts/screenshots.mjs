import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from './lib/browser.mjs';
import { createConsole } from './lib/console.mjs';
import { PlainError, runMain } from './lib/plain-error.mjs';
import { readRun } from './lib/run-file.mjs';

/**
 * Takes pictures of the main pages of a running Ballast, for people to look at: `node scripts/screenshots.mjs <folder>
 * [address]`. Phone and desk, light and dark; README's picture beside them. No test depends on it.
 */

const LOOKS = [
  { name: '1280-light', width: 1280, height: 900, colorScheme: 'light' },
  { name: '1280-dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: '390-light', width: 390, height: 844, colorScheme: 'light' },
  { name: '390-dark', width: 390, height: 844, colorScheme: 'dark' },
];
const README_VIEW = { width: 1280, height: 1000 };
const WORK_MILLISECONDS_MAX = 120_000;

const OPEN_PAGES = {
  landing: '/',
  method: '/method',
  disclosures: '/disclosures',
  demo: '/demo',
  'sign-in': '/sign-in',
};
const SANDBOX_PAGES = {
  plan: '/plan',
  portfolio: '/portfolio',
  rebalance: '/rebalance',
  'lab-backtest': '/lab/backtest',
  'lab-stress': '/lab/stress',
  'lab-frontier': '/lab/frontier',
  data: '/data',
  'data-import': '/data/import',
  activity: '/activity',
  settings: '/settings',
  start: '/start',
  'start-aim': '/start/aim',
  'start-universe': '/start/universe',
  'start-questions': '/start/questions?q=preference',
  'start-review': '/start/review',
};

/** Charts draw themselves once their width is known, so the page must be still before it is taken. */
async function settle(page) {
  await page.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready);
  await page.locator('[role="status"]', { hasText: /^Loading/ }).waitFor({ state: 'detached' });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  );
}

/** @param {import('@playwright/test').Page} page @param {string} folder */
async function shootAllLooks(page, folder, name) {
  for (const { name: look, width, height, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settle(page);
    await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage: true });
  }
}

async function enterDemo(page, address) {
  await page.goto(`${address}/demo`);
  await page.getByRole('button', { name: 'I understand, open the demo' }).click();
  await page.getByRole('heading', { level: 1, name: /^Hold / }).waitFor({ timeout: WORK_MILLISECONDS_MAX });
}

/** @returns the addresses of what it has made: filled orders and a finished test */
async function walkEverything(page, address, folder) {
  await page.goto(`${address}/plan`);
  await page.getByRole('button', { name: 'Accept this plan' }).click();
  await page.getByRole('link', { name: 'Rebalance to it' }).waitFor();
  await page.goto(`${address}/rebalance`);
  await page.getByRole('button', { name: /^Place \d+/ }).waitFor();
  await shootAllLooks(page, folder, 'rebalance-first');
  await page.getByRole('button', { name: /^Place \d+/ }).click();
  await page.getByRole('heading', { name: /^Done: / }).waitFor({ timeout: WORK_MILLISECONDS_MAX });
  const orders = page.url();
  await page.goto(`${address}/lab/backtest`);
  await page.getByRole('button', { name: 'Run the test' }).click();
  await page.getByRole('heading', { name: /^On these past prices/ }).waitFor({ timeout: WORK_MILLISECONDS_MAX });
  const backtest = page.url();
  await page.goto(`${address}/data`);
  const prices = await page.getByRole('region', { name: 'Price sets' }).getByRole('link').first().getAttribute('href');
  return { 'rebalance-orders': orders, 'lab-backtest-result': backtest, 'data-set': `${address}${prices}` };
}

async function takePictures({ browser, address, folder, console }) {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'UTC' });
  const page = await context.newPage();
  const shoot = async (name, url) => {
    await page.goto(url);
    await shootAllLooks(page, folder, name);
    console.say(name);
  };
  for (const [name, pathname] of Object.entries(OPEN_PAGES)) await shoot(name, `${address}${pathname}`);
  await enterDemo(page, address);
  await page.setViewportSize(README_VIEW);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await settle(page);
  await page.screenshot({ path: path.join(folder, 'readme-plan.png') });
  const made = await walkEverything(page, address, folder);
  for (const [name, pathname] of Object.entries(SANDBOX_PAGES)) await shoot(name, `${address}${pathname}`);
  for (const [name, url] of Object.entries(made)) await shoot(name, url);
}

await runMain(async () => {
  const console = createConsole(process.stdout);
  const [folder, given] = process.argv.slice(2);
  const address = given ?? readRun().address;
  if (folder === undefined) throw new PlainError('Name a folder: node scripts/screenshots.mjs <folder> [address]');
  if (address === null) throw new PlainError('Nothing runs here: npm start first, or name an address.');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_FLAGS });
  try {
    await takePictures({ browser, address: address.replace(/\/$/, ''), folder, console });
  } finally {
    await browser.close();
  }
});
