import { describe, expect, test } from 'vitest';
import {
  answerText,
  contradictionText,
  optionText,
  questionTexts,
  ruleText,
} from '@/components/onboarding/question-texts';
import { questionViews } from '@/lib/codec/profile/answers';
import { CONTRADICTIONS } from '@/lib/quant/policy/contradictions';
import { CAP_RULES } from '@/lib/quant/policy/score-answers';

const questions = questionViews();

describe('words for everything that can be said', () => {
  test.each(questions)('question $id has a title, a reason and a text for each option', (question) => {
    const { title, why } = questionTexts(question.id);
    expect(title).toMatch(/\?$/);
    expect(why).toMatch(/\.$/);
    for (const option of question.options) expect(optionText(question.id, option)).not.toBe(option);
  });

  test.each(Object.keys(CONTRADICTIONS))('contradiction %s is a sentence without gaps', (key) => {
    const text = contradictionText({ key, values: { monthlyContribution: 1_250 } });
    expect(text).not.toBe(key);
    expect(text).not.toMatch(/[{}]/);
  });

  test.each(Object.keys(CAP_RULES))('rule %s says its cap', (key) => {
    expect(ruleText({ key, values: { axis: 'capacity', cap: 39, uncapped: 80 } })).toContain('39');
  });

  test('money in a sentence is written as money', () => {
    const text = contradictionText({ key: 'saves-what-is-not-left', values: { monthlyContribution: 1_250 } });
    expect(text).toContain('$1,250 a month');
  });
});

describe('an answer in words', () => {
  const byId = (id: string) => questions.find((each) => each.id === id)!;
  test('amount, choice, several, nothing, not answered', () => {
    expect(answerText(byId('amount'), { amount: 25_000 })).toBe('$25,000');
    expect(answerText(byId('horizon'), { horizon: 'under-1-year' })).toBe('Within a year');
    expect(answerText(byId('exclusions'), { exclusions: ['crypto', 'bond'] })).toBe('Crypto; Bonds');
    expect(answerText(byId('exclusions'), { exclusions: [] })).toBe('Nothing');
    expect(answerText(byId('exclusions'), {})).toBeUndefined();
  });
});
