import type { AnswerMap, QuestionView } from '@/lib/shared/contracts/profile';
import { formatMoney } from '@/lib/shared/format/money';

export type Answer = AnswerMap[string];

/** Ticks or unticks one of several; the option that stands alone takes the others away, and they take it away. */
export function toggled(question: QuestionView, answer: Answer | undefined, option: string): string[] {
  const picked = Array.isArray(answer) ? answer : [];
  if (picked.includes(option)) return picked.filter((each) => each !== option);
  if (option === question.exclusiveOption) return [option];
  return question.options.filter(
    (each) => each === option || (picked.includes(each) && each !== question.exclusiveOption),
  );
}

/** What a number key or an arrow does to the answer; undefined when it does nothing. */
export function answerByKey(question: QuestionView, answer: Answer | undefined, key: string): Answer | undefined {
  if (question.kind === 'amount') return undefined;
  if (/^[1-9]$/.test(key)) {
    const option = question.options[Number(key) - 1];
    if (option === undefined) return undefined;
    return question.kind === 'choice' ? option : toggled(question, answer, option);
  }
  if (question.kind !== 'choice' || (key !== 'ArrowDown' && key !== 'ArrowUp')) return undefined;
  const count = question.options.length;
  const at = typeof answer === 'string' ? question.options.indexOf(answer) : -1;
  if (at < 0) return question.options[key === 'ArrowDown' ? 0 : count - 1];
  return question.options[(at + (key === 'ArrowDown' ? 1 : count - 1)) % count];
}

const money = (amount: number): string => formatMoney(amount, 'USD', { decimals: 0 });

/** One sentence when one cannot go on yet. */
export function answerProblem(question: QuestionView, answer: Answer | undefined): string | undefined {
  switch (question.kind) {
    case 'choice':
      return typeof answer === 'string' ? undefined : 'Choose one answer to go on.';
    case 'multi':
      return question.isRequired && (!Array.isArray(answer) || answer.length === 0)
        ? 'Choose at least one answer to go on.'
        : undefined;
    case 'amount': {
      const [min, max] = [question.min ?? 0, question.max ?? Number.MAX_SAFE_INTEGER];
      if (typeof answer !== 'number') return 'Enter an amount in dollars, such as 10,000.';
      return answer >= min && answer <= max
        ? undefined
        : `The amount must lie between ${money(min)} and ${money(max)}.`;
    }
  }
}

/** What is saved when one goes on: an optional question that was looked at counts as answered with nothing. */
export const answerToSave = (question: QuestionView, answer: Answer | undefined): Answer | undefined =>
  answer ?? (question.kind === 'multi' && !question.isRequired ? [] : undefined);

/** The first question without an answer; the last one when all are answered. */
export const firstOpenQuestion = (questions: readonly QuestionView[], answers: AnswerMap): QuestionView | undefined =>
  questions.find(({ id }) => answers[id] === undefined) ?? questions.at(-1);

/** Amounts that were given with the aim need not be typed again. */
export function prefilledAnswers(
  answers: AnswerMap,
  aim: { readonly kind: string; readonly startAmount?: number; readonly monthlyContribution?: number } | null,
): AnswerMap {
  return {
    ...(aim?.startAmount === undefined || aim.startAmount <= 0 ? {} : { amount: aim.startAmount }),
    ...(aim?.monthlyContribution === undefined ? {} : { 'monthly-contribution': aim.monthlyContribution }),
    ...answers,
  };
}
