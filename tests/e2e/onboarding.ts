import type { Page } from '@playwright/test';
import { ONBOARDING_MESSAGES } from '@/lib/shared/messages/en/onboarding';
import { QUESTIONNAIRE_MESSAGES } from '@/lib/shared/messages/en/questionnaire';
import { ROUTES } from '@/lib/shared/routes';
import { expect } from './fixtures';
import { answer } from './steps';

const QUESTIONS: Readonly<
  Record<string, { readonly title: string; readonly options?: Readonly<Record<string, string>> }>
> = QUESTIONNAIRE_MESSAGES.questions;

/** One option, several, or an amount as a person types it. */
export type GivenAnswer = string | readonly string[] | { readonly typed: string };

export type GivenAnswers = Readonly<Record<keyof typeof QUESTIONNAIRE_MESSAGES.questions, GivenAnswer>>;

/** Somebody with time, reserves and a steady hand. In the order the questions are asked. */
export const STEADY_ANSWERS: GivenAnswers = {
  purpose: 'wealth',
  horizon: '5-to-10-years',
  income: 'steady',
  reserves: '3-to-6-months',
  obligations: ['mortgage'],
  preference: 'moderate',
  'loss-reaction': 'hold',
  experience: 'experienced',
  knowledge: 'fall',
  amount: { typed: '25,000' },
  'monthly-contribution': { typed: '200' },
  'tax-bracket': '22-to-24',
  exclusions: [],
};

export const QUESTION_IDS = Object.keys(STEADY_ANSWERS) as (keyof GivenAnswers)[];

const titleOf = (questionId: string): string => QUESTIONS[questionId]?.title ?? questionId;
const labelOf = (questionId: string, option: string): string => QUESTIONS[questionId]?.options?.[option] ?? option;

export const questionHeading = (page: Page, questionId: string) =>
  page.getByRole('heading', { level: 1, name: titleOf(questionId), exact: true });

/** Answers the question on the screen and goes on. */
export async function giveAnswer(page: Page, questionId: string, given: GivenAnswer): Promise<void> {
  await expect(questionHeading(page, questionId)).toBeVisible();
  if (typeof given === 'string') {
    await page.getByRole('radio', { name: labelOf(questionId, given), exact: true }).click();
  } else if ('typed' in given) {
    await page.getByRole('textbox', { name: titleOf(questionId) }).fill(given.typed);
  } else {
    for (const option of given)
      await page.getByRole('checkbox', { name: labelOf(questionId, option), exact: true }).click();
  }
  await page.getByRole('button', { name: /^(Next|Save and review)$/ }).click();
}

export async function giveAnswers(page: Page, answers: GivenAnswers, questionIds = QUESTION_IDS): Promise<void> {
  for (const questionId of questionIds) await giveAnswer(page, questionId, answers[questionId]);
}

/** From the first page of the path to the aim that is wanted, and on. */
export async function chooseAim(page: Page, aim: keyof typeof ONBOARDING_MESSAGES.aims): Promise<void> {
  await page.goto(ROUTES.startAim);
  await page.getByRole('radio', { name: ONBOARDING_MESSAGES.aims[aim].title, exact: true }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(`**${ROUTES.startUniverse}`);
}

/** Everything the chosen prices hold stays in use. */
export async function useAllInstruments(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Instruments', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(`**${ROUTES.startQuestions}*`);
}

/** The last step, when nothing contradicts itself. */
export async function finishReview(page: Page): Promise<void> {
  await page.waitForURL(`**${ROUTES.startReview}`);
  await expect(answer(page)).toHaveText(/^Your answers lead to the \w+ level\.$/);
  await page.getByRole('button', { name: 'Make my plan' }).click();
}
