import type { AnswerMap, QuestionView } from '@/lib/shared/contracts/profile';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { QUESTIONNAIRE_MESSAGES } from '@/lib/shared/messages/en/questionnaire';

export interface QuestionTexts {
  readonly title: string;
  readonly why: string;
  readonly options?: Readonly<Record<string, string>>;
}

const TEXTS = new Map<string, QuestionTexts>(Object.entries(QUESTIONNAIRE_MESSAGES.questions));
const CONTRADICTIONS = new Map<string, string>(Object.entries(QUESTIONNAIRE_MESSAGES.contradictions));
const RULES = new Map<string, string>(Object.entries(QUESTIONNAIRE_MESSAGES.rules));

/** A question without words shows its id: a gap to be seen, not to be hidden. */
export const questionTexts = (id: string): QuestionTexts => TEXTS.get(id) ?? { title: id, why: '' };

export const optionText = (questionId: string, option: string): string =>
  questionTexts(questionId).options?.[option] ?? option;

/** An answer as a person would say it; undefined when there is none. */
export function answerText(question: QuestionView, answers: AnswerMap): string | undefined {
  const answer = answers[question.id];
  if (answer === undefined) return undefined;
  if (typeof answer === 'number') return formatMoney(answer, 'USD', { decimals: Number.isInteger(answer) ? 0 : 2 });
  if (typeof answer === 'string') return optionText(question.id, answer);
  return answer.length === 0 ? 'Nothing' : answer.map((option) => optionText(question.id, option)).join('; ');
}

type Values = Readonly<Record<string, string | number>>;

/** Puts the values of a fact into its sentence: `{cap}` becomes `39`. */
const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value, { decimals: Number.isInteger(value) ? 0 : 2 }) : value;
  });

export const contradictionText = ({ key, values }: { readonly key: string; readonly values: Values }): string =>
  filled(CONTRADICTIONS.get(key) ?? key, values);

export const ruleText = ({ key, values }: { readonly key: string; readonly values: Values }): string =>
  filled(RULES.get(key) ?? key, values);
