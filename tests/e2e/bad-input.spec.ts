import type { Page } from '@playwright/test';
import { ROUTES } from '@/lib/shared/routes';
import { expect, newNetwork, test } from './fixtures';
import { answer, shownTexts } from './steps';
import { enterSandbox, newPerson, signIn, signInRequest, signUp, siteOrigin } from './visitors';

/** Sixty days are the least that risk can be estimated from; these are a few more. */
const DAY_COUNT = 80;

const days = Array.from({ length: DAY_COUNT }, (_, index) =>
  new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
);

/** Prices that move a little each day, in columns AAA and BBB. */
const goodLines = ['date,AAA,BBB', ...days.map((day, row) => `${day},${100 + (row % 9)},${50 + (row % 7)}`)];

const withRow = (row: number, line: string): string[] =>
  goodLines.map((each, index) => (index === row - 1 ? line : each));

interface Fault {
  readonly name: string;
  readonly lines: readonly string[];
  /** Where the page says it is; null where it is in no single row or column. */
  readonly row: string | null;
  readonly column: string | null;
  readonly words: RegExp;
  /** false: nothing can be kept. note: everything is used. consent: a part is left out, if the reader agrees. */
  readonly kept: 'nothing' | 'whole' | 'good part';
}

const FAULTS: readonly Fault[] = [
  {
    name: 'missing-cell.csv',
    lines: withRow(12, `${days[10] ?? ''},,55`),
    row: '12',
    column: 'AAA',
    words: /the price of 2024-01-11 is missing/,
    kept: 'whole',
  },
  {
    name: 'duplicate-date.csv',
    lines: [...goodLines.slice(0, 13), goodLines[12] ?? '', ...goodLines.slice(13)],
    row: '14',
    column: 'date',
    words: /2024-01-12/,
    kept: 'good part',
  },
  {
    name: 'zero-price.csv',
    lines: withRow(20, `${days[18] ?? ''},101,0`),
    row: '20',
    column: 'BBB',
    words: /0/,
    kept: 'good part',
  },
  {
    name: 'text-in-a-number.csv',
    lines: withRow(30, `${days[28] ?? ''},closed,51`),
    row: '30',
    column: 'AAA',
    words: /closed/,
    kept: 'good part',
  },
  {
    name: 'one-asset.csv',
    lines: goodLines.map((line) => line.split(',').slice(0, 2).join(',')),
    row: null,
    column: 'AAA',
    words: /only instrument with prices/,
    kept: 'good part',
  },
  {
    name: 'too-few-dates.csv',
    lines: goodLines.slice(0, 40),
    row: null,
    column: null,
    words: /39 dates; 60 are needed/,
    kept: 'good part',
  },
  {
    name: 'unknown-layout.csv',
    lines: ['fruit,colour', 'apple,red', 'pear,green'],
    row: null,
    column: null,
    words: /\(row 1 reads .*fruit.*\)/,
    kept: 'nothing',
  },
];

async function upload(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.goto(ROUTES.dataImport);
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.waitForURL(/\/data\/import\/[0-9a-f-]{36}$/);
}

const listOfSets = (page: Page): Promise<string[]> =>
  shownTexts(page.getByRole('region', { name: 'Price sets' }).getByRole('row'));

test.describe('price files with faults', () => {
  test('each fault is named with file, row and column; what is good is kept only when the reader agrees', async ({
    page,
  }) => {
    test.slow();
    await enterSandbox(page.request);
    await upload(page, 'sound.csv', goodLines);
    await expect(answer(page)).toHaveText('The file could be read whole; keep its prices?');
    await page.getByRole('button', { name: 'Keep these prices' }).click();
    await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
    await page.goto(ROUTES.data);
    const before = await listOfSets(page);
    expect(before.filter((row) => row.includes('sound.csv'))).toHaveLength(1);

    for (const { name, lines, row, column, words, kept } of FAULTS) {
      await test.step(name, async () => {
        await upload(page, name, lines);
        const findings = page.getByRole('region', { name: 'What was found in the file' });
        const finding = findings.getByRole('row').filter({ hasText: words }).first();
        await expect(finding.getByRole('cell').last()).toContainText(name);
        await expect(finding.getByRole('cell').nth(0)).toHaveText(row ?? '–');
        await expect(finding.getByRole('cell').nth(1)).toHaveText(column ?? '–');
        const keep = page.getByRole('button', { name: /^Keep/ });
        if (kept === 'nothing') {
          await expect(answer(page)).toHaveText('Nothing in this file can be kept; the reasons are below.');
          await expect(keep).toHaveCount(0);
        } else {
          await expect(keep).toHaveText(kept === 'whole' ? 'Keep these prices' : 'Keep the good part');
          await page.getByRole('button', { name: 'Drop it' }).click();
          await expect(answer(page)).toHaveText('You dropped this file; nothing of it was kept.');
        }
      });
    }

    await test.step('nothing that was there before is lost or changed', async () => {
      await page.goto(ROUTES.data);
      expect(await listOfSets(page)).toEqual(before);
    });

    await test.step('the good part is kept when the reader says so, beside what was there', async () => {
      const zero = FAULTS.find(({ name }) => name === 'zero-price.csv');
      await upload(page, 'zero-price.csv', zero?.lines ?? []);
      await page.getByRole('button', { name: 'Keep the good part' }).click();
      await page.waitForURL(/\/data\/[0-9a-f-]{36}$/);
      await page.goto(ROUTES.data);
      const after = await listOfSets(page);
      expect(after.filter((row) => !row.includes('zero-price.csv'))).toEqual(before);
      expect(after).toHaveLength(before.length + 1);
    });
  });

  test('a name that looks like code is shown as text and does nothing', async ({ page }) => {
    await enterSandbox(page.request);
    const name = '<img src=x onerror="document.title=1">.csv';
    await upload(page, name, ['=cmd(),<script>', '1,2']);
    await expect(page.getByRole('main')).toContainText(name);
    await expect(page).toHaveTitle(/Ballast/);
    expect(await page.locator('main img').count()).toBe(0);
  });
});

test.describe('signing in', () => {
  test('wrong passwords are slowed, with the time to wait; an unknown address is answered in the same words', async ({
    page,
    browser,
  }) => {
    test.slow();
    const person = await signUp(page, newPerson());
    const stranger = await browser.newContext({ extraHTTPHeaders: newNetwork() });
    const guesses = await stranger.newPage();
    const refusal = guesses.getByRole('main').getByRole('alert');

    await signIn(guesses, { email: person.email, password: 'not the password' });
    const known = await refusal.innerText();
    await signIn(guesses, { email: `nobody-${person.email}`, password: 'not the password' });
    await expect(refusal).toHaveText(known);
    expect(known).toBe('Email or password is not right.');

    const guess = () => signInRequest(stranger.request, 'password', { email: person.email, password: 'guess' });
    await expect(async () => expect(await (await guess()).text()).toContain('slow-down')).toPass({
      timeout: 60_000,
      intervals: [0],
    });
    await signIn(guesses, { email: person.email, password: person.password });
    await expect(guesses.getByRole('main').getByRole('status')).toHaveText(/try again in \d+ (min|s)\b/);
    // Even the right password does not open the door before the wait is over; another address may still be tried.
    expect(new URL(guesses.url()).pathname).toBe(ROUTES.signIn);
    await expect(guesses.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await stranger.close();

    // The owner, from where they have signed in before, is not shut out by a stranger's guesses.
    await page.context().clearCookies();
    await signIn(page, person);
    await page.waitForURL((url) => url.pathname !== ROUTES.signIn);
  });

  test('a form that is sent before its script has come puts no password into an address', async ({ browser }) => {
    const plain = await browser.newContext({ extraHTTPHeaders: newNetwork(), javaScriptEnabled: false });
    const form = await plain.newPage();
    const addresses: string[] = [];
    form.on('request', (request) => addresses.push(request.url()));
    for (const path of [ROUTES.signIn, ROUTES.signUp]) {
      await form.goto(path);
      await form.getByLabel('Email').fill('ada@mail.example');
      await form.getByLabel('Password').fill('quiet-harbour-lantern');
      await form.getByRole('button', { name: /^(Sign in|Create account)$/ }).click();
      await form.waitForLoadState('load');
    }
    expect(addresses.filter((address) => /lantern|ada/.test(address))).toEqual([]);
    await plain.close();
  });

  test('an address that is taken is not told apart at sign-up, and weak passwords are refused beside their field', async ({
    page,
    browser,
  }) => {
    const person = await signUp(page, newPerson());
    const stranger = await browser.newContext({ extraHTTPHeaders: newNetwork() });
    const form = await stranger.newPage();
    await form.goto(ROUTES.signUp);
    await form.getByRole('button', { name: 'Create account' }).click();
    await expect(form.getByText('Enter your email address.')).toBeVisible();
    await form.getByLabel('Your name').fill('Somebody Else');
    await form.getByLabel('Email').fill(person.email);
    await form.getByRole('checkbox', { name: /disclosures/ }).check();
    await form.getByLabel('Password').fill('password1');
    await form.getByRole('button', { name: 'Create account' }).click();
    await expect(form.getByText('too easy to guess')).toBeVisible();
    await form.getByLabel('Password').fill('another-quiet-harbour-lantern');
    await form.getByRole('button', { name: 'Create account' }).click();
    await form.waitForURL(/\/sign-in\?error=CredentialsSignin$/);
    await stranger.close();
  });
});

test('changes that come from elsewhere are refused at every way in that changes something', async ({ page }) => {
  await enterSandbox(page.request);
  const nobodys = '01890000-0000-7000-8000-000000000000';
  const ways = [
    ['POST', '/api/v1/prices'],
    ['POST', `/api/v1/prices/imports/${nobodys}`],
    ['POST', '/api/v1/recommendations'],
    ['DELETE', `/api/v1/jobs/${nobodys}`],
  ] as const;
  const { port } = new URL(siteOrigin());
  const origins = ['https://evil.example', 'null', `http://app.localhost:${port}`, `https://localhost:${port}`];
  for (const [method, address] of ways) {
    for (const headers of [{}, ...origins.map((origin) => ({ origin, 'x-forwarded-host': 'evil.example' }))]) {
      const response = await page.request.fetch(address, { method, headers, data: {} });
      expect(response.status(), `${method} ${address} with ${JSON.stringify(headers)}`).toBe(403);
    }
    // From our own page the same request gets past the door: it is refused for what it asks, not for where it came from.
    const own = await page.request.fetch(address, { method, headers: { origin: siteOrigin() }, data: {} });
    expect([400, 404]).toContain(own.status());
  }
});
