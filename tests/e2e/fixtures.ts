import { randomInt } from 'node:crypto';
import { test as base, expect, type Page } from '@playwright/test';
import { NETWORK_HEADER } from '../support/e2e-network';

export { expect };

const octet = (): number => randomInt(1, 255);

/** Every visitor comes from a network of their own, so that limits for one network cannot reach another test. */
export const newNetwork = (): Record<string, string> => ({ [NETWORK_HEADER]: `10.${octet()}.${octet()}.${octet()}` });

/** Whatever a page complains about: its console, its scripts, and answers that are the server's fault. */
export function watchForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.text()} (${page.url()})`);
  });
  page.on('pageerror', (error) => problems.push(`${error.stack ?? error.message} (${page.url()})`));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} for ${response.url()}`);
  });
  return problems;
}

interface Fixtures {
  /** Complaints that a test provokes itself; all others fail it. */
  readonly expectedProblems: readonly RegExp[];
}

export const test = base.extend<Fixtures>({
  expectedProblems: [[], { option: true }],
  extraHTTPHeaders: async ({}, provide) => provide(newNetwork()),
  page: async ({ page, expectedProblems }, provide) => {
    const problems = watchForProblems(page);
    await provide(page);
    const unexpected = problems.filter((problem) => !expectedProblems.some((pattern) => pattern.test(problem)));
    expect(unexpected, 'complaints of the page').toEqual([]);
  },
});
