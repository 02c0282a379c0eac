import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

export interface Violation {
  /** How much it stands in the way: minor, moderate, serious or critical. */
  readonly impact: string | null | undefined;
  /** The rule, the element, and what is wrong with it. */
  readonly text: string;
}

/** What a page has against WCAG 2, levels A and AA: text without contrast, controls without names, and the like. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa'])
    .analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({
      impact,
      text: `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`,
    })),
  );
}

export async function expectNoViolations(page: Page): Promise<void> {
  expect((await violationsOf(page)).map(({ text }) => text)).toEqual([]);
}
