import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type Answers,
  QUESTION_ENTRIES,
  type Question,
  type QuestionId,
} from '../../../../lib/quant/policy/questionnaire';
import { levelOfScore, scoreAnswers, type ScoreOutcome } from '../../../../lib/quant/policy/score-answers';

const BOLD: Answers = {
  purpose: 'wealth',
  horizon: 'over-10-years',
  income: 'secure',
  reserves: 'over-6-months',
  obligations: ['none'],
  preference: 'widest',
  'loss-reaction': 'buy-more',
  experience: 'expert',
  knowledge: 'fall',
  amount: 50_000,
  'monthly-contribution': 500,
  'tax-bracket': '22-to-24',
};

type Scored = Extract<ScoreOutcome, { status: 'scored' }>;

function scored(answers: Answers): Scored {
  const outcome = scoreAnswers(answers);
  if (outcome.status !== 'scored') throw new Error(`missing ${outcome.missing.join(', ')}`);
  return outcome;
}

const pointsOf = (question: Question, id: string): number => {
  if (question.kind === 'amount') throw new Error('no points');
  return question.options.find((option) => option.id === id)?.points ?? Number.NaN;
};

const answerTo = (question: Question): fc.Arbitrary<Answer> => {
  if (question.kind === 'amount') return fc.integer({ min: question.min, max: 100_000 });
  const ids = question.options.map(({ id }) => id);
  if (question.kind === 'choice') return fc.constantFrom(...ids);
  const { exclusiveOption } = question;
  const several = fc.subarray(
    ids.filter((id) => id !== exclusiveOption),
    { minLength: 1 },
  );
  return exclusiveOption === undefined ? several : fc.oneof(several, fc.constant([exclusiveOption]));
};

const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(QUESTION_ENTRIES.map(({ id, question }) => [id, answerTo(question)])),
);

/** Every answer to the question that is at least as cautious as the one given. */
function moreCautious(question: Question, answer: Answer): Answer[] {
  if (question.kind === 'choice' && typeof answer === 'string') {
    return question.options
      .filter(({ points }) => points !== undefined && points < pointsOf(question, answer))
      .map(({ id }) => id);
  }
  if (question.kind === 'multi' && typeof answer === 'object') {
    const held = answer.filter((id) => id !== question.exclusiveOption);
    const others = question.options.filter(({ id }) => id !== question.exclusiveOption && !held.includes(id));
    return others.map(({ id }) => [...held, id]);
  }
  return [];
}

describe('scoreAnswers', () => {
  test('names what is missing, in the order asked', () => {
    expect(scoreAnswers({ purpose: 'home', obligations: [] })).toEqual({
      status: 'incomplete',
      missing: QUESTION_ENTRIES.map(({ id }) => id).filter((id) => id !== 'purpose' && id !== 'exclusions'),
    });
  });

  // Oracle: by hand, full points everywhere.
  test('the boldest answers score 100 on both axes', () => {
    expect(scored(BOLD)).toMatchObject({ tolerance: 100, capacity: 100, score: 100, level: 'aggressive' });
  });

  // Oracle: by hand. Tolerance (35*45 + 35*70 + 15*45 + 15*100) / 100 = 62; capacity (35*75 + 20*75 + 25*75 + 20*75) / 100 = 75.
  test('an ordinary saver is the weighted mean of the points', () => {
    const answers = {
      ...BOLD,
      ...{ horizon: '5-to-10-years', income: 'steady', reserves: '3-to-6-months', obligations: ['mortgage'] },
      ...{ preference: 'moderate', 'loss-reaction': 'hold', experience: 'some' },
    };
    expect(scored(answers)).toMatchObject({
      tolerance: 62,
      capacity: 75,
      score: 62,
      level: 'balanced',
      rulesApplied: [],
    });
  });

  test('a short horizon caps capacity whatever else is answered, and says so', () => {
    const outcome = scored({ ...BOLD, horizon: '1-to-3-years' });
    expect(outcome).toMatchObject({ tolerance: 100, capacity: 39, score: 39, level: 'conservative' });
    expect(outcome.rulesApplied).toEqual([
      { key: 'horizon-under-3-years', values: { axis: 'capacity', cap: 39, uncapped: 72 } },
    ]);
    expect(outcome.movers[0]).toEqual({ questionId: 'horizon', effect: -61 });
  });

  test('cash is better within a year, or with an expensive debt and no reserve', () => {
    expect(scored(BOLD).cashIsBetter).toBe(false);
    expect(scored({ ...BOLD, horizon: 'under-1-year' }).cashIsBetter).toBe(true);
    expect(scored({ ...BOLD, obligations: ['expensive-debt'] }).cashIsBetter).toBe(false);
    expect(scored({ ...BOLD, obligations: ['expensive-debt'], reserves: 'none' }).cashIsBetter).toBe(true);
  });

  test('a more cautious answer never raises any score', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const before = scored(answers);
        for (const { id, question } of QUESTION_ENTRIES) {
          const answer = answers[id];
          if (answer === undefined) continue;
          for (const cautious of moreCautious(question, answer)) {
            const after = scored({ ...answers, [id]: cautious });
            expect(after.tolerance, id).toBeLessThanOrEqual(before.tolerance);
            expect(after.capacity, id).toBeLessThanOrEqual(before.capacity);
            expect(after.score, id).toBeLessThanOrEqual(before.score);
          }
        }
      }),
      { seed: 2 },
    );
  });

  test('naming the money a rainy-day reserve never raises the score', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(scored({ ...answers, purpose: 'rainy-day' }).score).toBeLessThanOrEqual(scored(answers).score);
      }),
      { seed: 2 },
    );
  });

  test('answers about one axis leave the other alone, and the more cautious one rules', () => {
    const onAxis = (axis: string): QuestionId[] =>
      QUESTION_ENTRIES.filter(({ question }) => question.scoring?.axis === axis).map(({ id }) => id);
    const mixed = (own: Answers, other: Answers, ids: readonly QuestionId[]): Answers => ({
      ...own,
      ...Object.fromEntries(ids.map((id) => [id, other[id]])),
    });
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (own, other) => {
        const first = scored(own);
        expect(scored(mixed(own, other, onAxis('tolerance'))).capacity).toBe(first.capacity);
        expect(scored(mixed(own, other, onAxis('capacity'))).tolerance).toBe(first.tolerance);
        expect(first.score).toBe(Math.min(first.tolerance, first.capacity));
        expect(first.score).toBeGreaterThanOrEqual(0);
        expect(first.score).toBeLessThanOrEqual(100);
      }),
      { seed: 2 },
    );
  });

  test('answers outside the questions are refused', () => {
    expect(() => scoreAnswers({ ...BOLD, horizon: 'never' })).toThrow('horizon has no option never');
    expect(() => scoreAnswers({ ...BOLD, amount: -5 })).toThrow('out of bounds');
    expect(() => scoreAnswers({ ...BOLD, obligations: ['none', 'mortgage'] })).toThrow('stands alone');
    expect(() => scoreAnswers({ ...BOLD, knowledge: ['fall'] })).toThrow('one option');
  });
});

test.each([
  [0, 'conservative'],
  [39, 'conservative'],
  [40, 'balanced'],
  [69, 'balanced'],
  [70, 'aggressive'],
  [100, 'aggressive'],
])('a score of %i is %s', (score, level) => {
  expect(levelOfScore(score)).toBe(level);
});
