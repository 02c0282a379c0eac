import { done, type Outcome, refused } from '@/lib/base/outcome';
import {
  type Answer,
  type Answers,
  QUESTION_ENTRIES,
  type Question,
  type QuestionId,
} from '@/lib/quant/policy/questionnaire';
import type { ScoreOutcome } from '@/lib/quant/policy/score-answers';
import type { AnswerMap, QuestionView, ScoreView } from '@/lib/shared/contracts/profile';

/** One sentence when an answer does not fit its question. */
function answerProblem(id: string, question: Question, answer: Answer): string | undefined {
  switch (question.kind) {
    case 'amount':
      if (typeof answer !== 'number') return `${id}: give an amount.`;
      return answer >= question.min && answer <= question.max
        ? undefined
        : `${id}: the amount must lie between ${question.min} and ${question.max}.`;
    case 'choice':
      return typeof answer === 'string' && question.options.some((option) => option.id === answer)
        ? undefined
        : `${id}: choose one of ${question.options.map((option) => option.id).join(', ')}.`;
    case 'multi': {
      const isListed =
        typeof answer === 'object' && answer.every((picked) => question.options.some((option) => option.id === picked));
      if (!isListed) return `${id}: choose among ${question.options.map((option) => option.id).join(', ')}.`;
      if (new Set(answer).size !== answer.length) return `${id}: an answer is given twice.`;
      const { exclusiveOption } = question;
      return exclusiveOption !== undefined && answer.includes(exclusiveOption) && answer.length > 1
        ? `${id}: ${exclusiveOption} cannot be combined with another answer.`
        : undefined;
    }
  }
}

const ENTRY_BY_ID = new Map<string, { readonly id: QuestionId; readonly question: Question }>(
  QUESTION_ENTRIES.map((entry) => [entry.id, entry]),
);

/** Checks each answer against its question; an unknown question is refused by name. */
export function answersFromMap(map: AnswerMap): Outcome<Answers> {
  const answers: Partial<Record<QuestionId, Answer>> = {};
  for (const [id, answer] of Object.entries(map)) {
    const entry = ENTRY_BY_ID.get(id);
    if (entry === undefined) return refused('bad-input', `There is no question called ${id}.`, `answers.${id}`);
    const problem = answerProblem(id, entry.question, answer);
    if (problem !== undefined) return refused('bad-input', problem, `answers.${id}`);
    answers[entry.id] = answer;
  }
  return done(answers);
}

export const questionViews = (): QuestionView[] =>
  QUESTION_ENTRIES.map(({ id, question }) => ({
    id,
    kind: question.kind,
    isRequired: question.isRequired,
    options: question.kind === 'amount' ? [] : question.options.map((option) => option.id),
    exclusiveOption: question.kind === 'multi' ? (question.exclusiveOption ?? null) : null,
    min: question.kind === 'amount' ? question.min : null,
    max: question.kind === 'amount' ? question.max : null,
  }));

export const scoreView = (outcome: Extract<ScoreOutcome, { status: 'scored' }>): ScoreView => ({
  tolerance: outcome.tolerance,
  capacity: outcome.capacity,
  score: outcome.score,
  level: outcome.level,
  rulesApplied: outcome.rulesApplied.map(({ key, values }) => ({ key, values: { ...values } })),
  movers: outcome.movers.map(({ questionId, effect }) => ({ questionId, effect })),
  contradictions: outcome.contradictions.map(({ key, questionIds, values }) => ({
    key,
    questionIds: [...questionIds],
    values: { ...values },
  })),
  cashIsBetter: outcome.cashIsBetter,
});
