import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerByKey,
  answerProblem,
  answerToSave,
  firstOpenQuestion,
  prefilledAnswers,
  toggled,
} from '@/components/onboarding/answering';
import { answersFromMap, questionViews } from '@/lib/codec/profile/answers';

const questions = questionViews();
const question = (id: string) => questions.find((each) => each.id === id)!;

describe('answers by key', () => {
  test('a number chooses that option, and no other key does', () => {
    expect(answerByKey(question('horizon'), undefined, '2')).toBe('1-to-3-years');
    expect(answerByKey(question('horizon'), undefined, '9')).toBeUndefined();
    expect(answerByKey(question('horizon'), undefined, 'x')).toBeUndefined();
    expect(answerByKey(question('amount'), 100, '2')).toBeUndefined();
  });

  test('arrows go round', () => {
    expect(answerByKey(question('income'), undefined, 'ArrowDown')).toBe('below-spending');
    expect(answerByKey(question('income'), undefined, 'ArrowUp')).toBe('secure');
    expect(answerByKey(question('income'), 'secure', 'ArrowDown')).toBe('below-spending');
    expect(answerByKey(question('income'), 'below-spending', 'ArrowUp')).toBe('secure');
  });

  test('"none of these" stands alone', () => {
    expect(toggled(question('obligations'), ['mortgage', 'cheap-loan'], 'none')).toEqual(['none']);
    expect(toggled(question('obligations'), ['none'], 'mortgage')).toEqual(['mortgage']);
    expect(toggled(question('obligations'), ['mortgage'], 'mortgage')).toEqual([]);
  });

  // Oracle: the check of the server, which refuses any answer that does not fit its question.
  test('whatever keys are pressed, the server takes what may be saved', () => {
    const keys = fc.array(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', 'ArrowDown', 'ArrowUp', 'a'), {
      maxLength: 12,
    });
    const answerable = questions.filter(({ kind }) => kind !== 'amount');
    fc.assert(
      fc.property(fc.constantFrom(...answerable), keys, (asked, pressed) => {
        let answer = undefined as ReturnType<typeof answerByKey>;
        for (const key of pressed) answer = answerByKey(asked, answer, key) ?? answer;
        const saved = answerToSave(asked, answer);
        if (saved === undefined || answerProblem(asked, saved) !== undefined) return;
        expect(answersFromMap({ [asked.id]: saved }).status).toBe('done');
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('what keeps one from going on', () => {
  test.each([
    ['horizon', undefined],
    ['obligations', []],
    ['amount', undefined],
    ['amount', 0],
    ['monthly-contribution', -1],
  ])('%s answered by %j', (id, answer) => {
    expect(answerProblem(question(id), answer)).toMatch(/\.$/);
  });

  test.each([
    ['horizon', 'under-1-year'],
    ['exclusions', undefined],
    ['exclusions', []],
    ['monthly-contribution', 0],
  ])('%s may be answered by %j', (id, answer) => {
    expect(answerProblem(question(id), answer)).toBeUndefined();
  });
});

describe('going on later', () => {
  test('the first open question comes first, also between answered ones', () => {
    expect(firstOpenQuestion(questions, { purpose: 'home', income: 'steady' })?.id).toBe('horizon');
  });

  test('an optional question that was looked at is not asked again', () => {
    const all = Object.fromEntries(questions.map(({ id }) => [id, 'x']));
    expect(firstOpenQuestion(questions, { ...all, exclusions: [] })?.id).toBe(questions.at(-1)?.id);
  });

  test('amounts of the aim are filled in, and never over an answer', () => {
    const aim = { kind: 'amount-by-date', startAmount: 5_000, monthlyContribution: 100 };
    expect(prefilledAnswers({}, aim)).toEqual({ amount: 5_000, 'monthly-contribution': 100 });
    expect(prefilledAnswers({ amount: 7_000 }, aim)).toEqual({ amount: 7_000, 'monthly-contribution': 100 });
    expect(prefilledAnswers({}, { kind: 'least-risk' })).toEqual({});
  });
});
