import { describe, expect, test } from 'vitest';
import { ASSET_CLASSES } from '../../lib/quant/market/instrument';
import { CONTRADICTIONS, findContradictions } from '../../lib/quant/policy/contradictions';
import { AXES, QUESTION_ENTRIES, QUESTIONS, type Question } from '../../lib/quant/policy/questionnaire';
import { CAP_RULES } from '../../lib/quant/policy/score-answers';
import { QUESTIONNAIRE_MESSAGES } from '../../lib/shared/messages/en/questionnaire';

interface QuestionText {
  readonly title: string;
  readonly why: string;
  readonly options?: Readonly<Record<string, string>>;
}

const TEXTS: Readonly<Record<string, QuestionText>> = QUESTIONNAIRE_MESSAGES.questions;

const optionIds = (question: Question): string[] =>
  question.kind === 'amount' ? [] : question.options.map(({ id }) => id);

test('the questionnaire has 10 to 14 questions, under their own ids', () => {
  expect(QUESTION_ENTRIES.length).toBeGreaterThanOrEqual(10);
  expect(QUESTION_ENTRIES.length).toBeLessThanOrEqual(14);
  for (const [key, question] of Object.entries(QUESTIONS)) expect(question.id).toBe(key);
});

describe.each(QUESTION_ENTRIES)('question $id', ({ id, question }) => {
  test('has a title, a reason and a label for each option, and no more', () => {
    const text = TEXTS[id];
    expect(text?.title).toMatch(/\S/);
    expect(text?.why).toMatch(/\S/);
    expect(Object.keys(text?.options ?? {}).sort()).toEqual(optionIds(question).sort());
  });

  test('options are distinct; a scored question gives points to all of them, from 0 to 100', () => {
    expect(new Set(optionIds(question)).size).toBe(optionIds(question).length);
    if (question.kind === 'amount') return;
    for (const { points } of question.options) {
      if (question.scoring === undefined) expect(points).toBeUndefined();
      else expect(points! >= 0 && points! <= 100).toBe(true);
    }
    if (question.scoring !== undefined) expect(Math.max(...question.options.map(({ points }) => points!))).toBe(100);
  });

  test('an exclusive option is one of its options', () => {
    if (question.kind !== 'multi' || question.exclusiveOption === undefined) return;
    expect(optionIds(question)).toContain(question.exclusiveOption);
  });
});

test('the axes are scored apart, each by weights that sum to 100', () => {
  for (const axis of AXES) {
    const weights = QUESTION_ENTRIES.map(({ question }) =>
      question.scoring?.axis === axis ? question.scoring.weight : 0,
    );
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  }
});

test('every asset class but cash can be excluded', () => {
  const risky = Object.values(ASSET_CLASSES).filter(({ isRisky }) => isRisky);
  expect(optionIds(QUESTIONS.exclusions).sort()).toEqual(risky.map(({ id }) => id).sort());
});

describe.each(Object.entries(CONTRADICTIONS))('contradiction %s', (key, { questionIds, find }) => {
  test('has words, and finds nothing in an empty questionnaire', () => {
    const texts: Readonly<Record<string, string>> = QUESTIONNAIRE_MESSAGES.contradictions;
    expect(texts[key]).toMatch(/\S/);
    expect(find({})).toBeUndefined();
    expect(questionIds.length).toBe(2);
  });
});

describe.each(Object.entries(CAP_RULES))('cap %s', (key, { questionId, options, cap, axis }) => {
  test('has words, names options of its question, and does not cross axes', () => {
    const texts: Readonly<Record<string, string>> = QUESTIONNAIRE_MESSAGES.rules;
    expect(texts[key]).toContain('{cap}');
    const question: Question = QUESTIONS[questionId];
    for (const option of options) expect(optionIds(question)).toContain(option);
    expect(cap).toBeGreaterThan(0);
    if (question.scoring !== undefined) expect(question.scoring.axis).toBe(axis);
  });
});

test('no words without a question, a contradiction or a rule', () => {
  expect(Object.keys(TEXTS).sort()).toEqual(Object.keys(QUESTIONS).sort());
  expect(Object.keys(QUESTIONNAIRE_MESSAGES.contradictions).sort()).toEqual(Object.keys(CONTRADICTIONS).sort());
  expect(Object.keys(QUESTIONNAIRE_MESSAGES.rules).sort()).toEqual(Object.keys(CAP_RULES).sort());
});

test('each placeholder in a contradiction is a value of its fact', () => {
  const [found] = findContradictions({ income: 'below-spending', 'monthly-contribution': 1 });
  for (const [key, text] of Object.entries(QUESTIONNAIRE_MESSAGES.contradictions)) {
    const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(names).toEqual(key === found!.key ? Object.keys(found!.values) : []);
  }
});
