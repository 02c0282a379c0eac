import { randomUUID } from 'node:crypto';
import type { APIRequestContext, APIResponse, Page } from '@playwright/test';
import { z } from 'zod';
import { ROUTES } from '@/lib/shared/routes';
import { expect } from './fixtures';

/** Where the stack under test answers; changes are accepted from this origin only. */
export const siteOrigin = (): string => {
  const url = process.env['BALLAST_E2E_URL'];
  if (url === undefined) throw new Error('The test stack was not started.');
  return new URL(url).origin;
};

export interface Credentials {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A person nobody has seen before. */
export const newPerson = (): Credentials => ({
  name: 'Ada Winter',
  email: `ada-${randomUUID()}@mail.example`,
  password: `quiet-harbour-lantern-${randomUUID().slice(0, 8)}`,
});

/** Fills the form of the sign-up page and waits for the page behind it. */
export async function signUp(page: Page, person: Credentials = newPerson()): Promise<Credentials> {
  await page.goto(ROUTES.signUp);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('checkbox', { name: /disclosures/ }).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`**${ROUTES.start}`);
  return person;
}

export async function signIn(page: Page, { email, password }: Pick<Credentials, 'email' | 'password'>): Promise<void> {
  await page.goto(ROUTES.signIn);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const CsrfAnswer = z.object({ csrfToken: z.string() });

/** One request of next-auth's own client: what the page's script sends when its form is sent. */
export async function signInRequest(
  request: APIRequestContext,
  provider: 'password' | 'sandbox',
  fields: Readonly<Record<string, string>> = {},
): Promise<APIResponse> {
  const { csrfToken } = CsrfAnswer.parse(await (await request.get('/api/auth/csrf')).json());
  return request.post(`/api/auth/callback/${provider}`, {
    form: { ...fields, csrfToken, json: 'true' },
    headers: { origin: siteOrigin() },
  });
}

/** A private demo without the page in front of it: the quickest way to a user with a plan and a funded account. */
export async function enterSandbox(request: APIRequestContext): Promise<void> {
  const response = await signInRequest(request, 'sandbox');
  expect(response.ok(), 'entering the demo').toBe(true);
}
