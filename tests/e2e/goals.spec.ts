import { readFile } from 'node:fs/promises';
import { ROUTES } from '@/lib/shared/routes';
import { expect, test } from './fixtures';
import { answer, createGoal } from './steps';
import { expectNoViolations } from './violations';
import { enterSandbox } from './visitors';

/** Goals: start from an example, try what would help, keep it, take it back, delete and undo. */

test('an investor makes a goal, tries what would help, changes it and deletes it, each with a way back', async ({
  page,
}) => {
  await enterSandbox(page.request);

  await test.step('the empty page offers three goals to start from', async () => {
    await page.goto(ROUTES.goals);
    for (const name of ['a home', 'retirement', 'rainy day']) {
      await expect(page.getByRole('link', { name: `Start with ${name}` })).toBeVisible();
    }
  });

  await test.step('a goal has a status, odds and their own error', async () => {
    await createGoal(page);
    await expect(answer(page)).toHaveText(/^A home is (on track|at risk|off track): .*(in 100)/);
    await expect(page.getByText(/^The middle path has \$[\d,]+ at the end/)).toBeVisible();
    const table = page.getByRole('button', { name: /^Show table: Money of 10,000 simulated paths/ });
    await table.click();
    await expect(
      page
        .getByRole('region', { name: /^Money of 10,000 simulated paths/ })
        .getByRole('row')
        .last(),
    ).toContainText('$');
    await expectNoViolations(page);
  });

  await test.step('what would help puts it on track, and can be left or kept', async () => {
    const saved = page.url();
    await page.getByRole('link', { name: 'Try this sum' }).click();
    await expect(page.getByText(/^You are trying \$[\d,]+ a month instead of \$450\.$/)).toBeVisible();
    await expect(answer(page)).toHaveText(/^A home is on track/);
    await page.getByRole('link', { name: 'Undo', exact: true }).click();
    await page.waitForURL(saved);
    await page.getByRole('link', { name: 'Try this sum' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.waitForURL(saved);
    await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
    await expect(answer(page)).toHaveText(/^A home is on track/);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByText('Saved.', { exact: true })).toHaveCount(0);
    // The notice may go before the goal is back as it was.
    await expect(page.getByRole('link', { name: 'Try this sum' })).toBeVisible();
  });

  await test.step('everything in one file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Everything as JSON' }).click(),
    ]);
    const kept: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(kept).toMatchObject({ schemaVersion: 1, name: 'A home', goal: { monthly: 450 } });
  });

  await test.step('deleted, and brought back', async () => {
    await page.goto(ROUTES.goals);
    await page.getByRole('button', { name: 'Delete A home' }).click();
    await expect(page.getByText('A home is deleted.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'A home', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByRole('link', { name: 'A home', exact: true })).toBeVisible();
  });
});
