import { describe, expect, test } from 'vitest';
import { answersFromMap, questionViews, scoreView } from '@/lib/codec/profile/answers';
import { sampleProfile } from '@/lib/codec/profile/sample-profile';
import { type Question, QUESTION_ENTRIES } from '@/lib/quant/policy/questionnaire';
import { scoreAnswers } from '@/lib/quant/policy/score-answers';
import { QuestionView, ScoreView } from '@/lib/shared/contracts/profile';

type Value = string | number | string[];

/** Values that fit, and values that do not, made from the question itself. */
function valuesFor(question: Question): { right: Value[]; wrong: Value[] } {
  if (question.kind === 'amount') {
    const { min, max } = question;
    return { right: [min, max], wrong: [min - 1, max + 1, Number.NaN, 'much', []] };
  }
  const ids = question.options.map(({ id }) => id);
  if (question.kind === 'choice') return { right: ids, wrong: ['nonsense', '', 1, ids.slice(0, 1)] };
  const { exclusiveOption } = question;
  const other = ids.find((id) => id !== exclusiveOption)!;
  const both = exclusiveOption === undefined ? [] : [[exclusiveOption, other]];
  return { right: [[], [other]], wrong: [[other, 'nonsense'], [other, other], other, 1, ...both] };
}

describe.each(QUESTION_ENTRIES.map((entry) => ({ ...entry })))('question $id', ({ id, question }) => {
  const { right, wrong } = valuesFor(question);

  test.each(right.map((value) => ({ value })))('takes $value', ({ value }) => {
    const outcome = answersFromMap({ [id]: value });
    expect(outcome.status === 'done' && outcome.value[id]).toEqual(value);
  });

  test.each(wrong.map((value) => ({ value })))('refuses $value in one sentence', ({ value }) => {
    const outcome = answersFromMap({ [id]: value });
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input', field: `answers.${id}` });
    expect(outcome.status === 'refused' && outcome.message).toMatch(new RegExp(`^${id}: .+\\.$`));
  });
});

test.each(['nonsense', 'constructor', 'toString'])('there is no question called %s', (id) => {
  expect(answersFromMap({ [id]: 'yes' })).toMatchObject({ status: 'refused', field: `answers.${id}` });
});

test('every question has a view that fits its contract, in the order asked', () => {
  const views = questionViews();
  expect(views.map(({ id }) => id)).toEqual(QUESTION_ENTRIES.map(({ id }) => id));
  for (const view of views) {
    expect(QuestionView.safeParse(view).error).toBeUndefined();
    expect(view.options.length > 0).toBe(view.kind !== 'amount');
    expect(view.min !== null && view.max !== null).toBe(view.kind === 'amount');
  }
});

test('a score travels whole', () => {
  const { answers, score } = sampleProfile();
  expect(ScoreView.safeParse(score).error).toBeUndefined();
  const read = answersFromMap(answers);
  const outcome = scoreAnswers(read.status === 'done' ? read.value : {});
  if (outcome.status !== 'scored') throw new Error(outcome.status);
  expect(scoreView(outcome)).toEqual(score);
  expect(score.score).toBe(Math.min(score.tolerance, score.capacity));
});
