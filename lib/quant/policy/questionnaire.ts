import { invariant } from '../../base/invariant';

/** Willing to see losses (tolerance) and able to bear them (capacity) are asked and scored apart. */
export const AXES = ['tolerance', 'capacity'] as const;
export type Axis = (typeof AXES)[number];

interface Option {
  readonly id: string;
  /** 0 = the most cautious answer, 100 = the boldest; absent where the question carries no points. */
  readonly points?: number;
}

interface Scoring {
  readonly axis: Axis;
  /** Share of the axis, any scale. */
  readonly weight: number;
}

interface ChoiceQuestion {
  readonly id: string;
  readonly kind: 'choice';
  readonly isRequired: boolean;
  readonly scoring?: Scoring;
  readonly options: readonly Option[];
}

/** Several answers at once; with points, the most cautious of them counts. */
interface MultiQuestion {
  readonly id: string;
  readonly kind: 'multi';
  readonly isRequired: boolean;
  readonly scoring?: Scoring;
  readonly options: readonly Option[];
  /** The option that stands alone, such as "none of these". */
  readonly exclusiveOption?: string;
}

/** Money in account currency. */
interface AmountQuestion {
  readonly id: string;
  readonly kind: 'amount';
  readonly isRequired: boolean;
  readonly scoring?: never;
  readonly min: number;
  readonly max: number;
}

export type Question = ChoiceQuestion | MultiQuestion | AmountQuestion;

const AMOUNT_MAX = 1_000_000_000;

/**
 * In the order asked. Weights: what the money is needed for and when outweighs how its owner feels, and inside
 * tolerance the two questions about losses in money outweigh experience, which people overstate.
 *
 * The preference ranges follow from normal years at 5 / 9 / 14 / 20 % volatility with 4.5 to 7.5 % expected return,
 * middle 90 %, rounded to hundreds: 9,600 to 11,300; 9,100 to 12,000; 8,300 to 13,000; 7,500 to 14,000.
 */
export const QUESTIONS = {
  purpose: {
    id: 'purpose',
    kind: 'choice',
    isRequired: true,
    options: [
      { id: 'retirement' },
      { id: 'wealth' },
      { id: 'home' },
      { id: 'education' },
      { id: 'income' },
      { id: 'rainy-day' },
    ],
  },
  horizon: {
    id: 'horizon',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'capacity', weight: 35 },
    options: [
      { id: 'under-1-year', points: 0 },
      { id: '1-to-3-years', points: 20 },
      { id: '3-to-5-years', points: 45 },
      { id: '5-to-10-years', points: 75 },
      { id: 'over-10-years', points: 100 },
    ],
  },
  income: {
    id: 'income',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'capacity', weight: 20 },
    options: [
      { id: 'below-spending', points: 0 },
      { id: 'varies', points: 40 },
      { id: 'steady', points: 75 },
      { id: 'secure', points: 100 },
    ],
  },
  reserves: {
    id: 'reserves',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'capacity', weight: 25 },
    options: [
      { id: 'none', points: 0 },
      { id: 'under-3-months', points: 35 },
      { id: '3-to-6-months', points: 75 },
      { id: 'over-6-months', points: 100 },
    ],
  },
  obligations: {
    id: 'obligations',
    kind: 'multi',
    isRequired: true,
    scoring: { axis: 'capacity', weight: 20 },
    exclusiveOption: 'none',
    options: [
      { id: 'none', points: 100 },
      { id: 'mortgage', points: 75 },
      { id: 'cheap-loan', points: 65 },
      { id: 'payment-within-3-years', points: 25 },
      { id: 'expensive-debt', points: 0 },
    ],
  },
  preference: {
    id: 'preference',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'tolerance', weight: 35 },
    options: [
      { id: 'narrow', points: 10 },
      { id: 'moderate', points: 45 },
      { id: 'wide', points: 75 },
      { id: 'widest', points: 100 },
    ],
  },
  'loss-reaction': {
    id: 'loss-reaction',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'tolerance', weight: 35 },
    options: [
      { id: 'sell-early', points: 0 },
      { id: 'sell-some', points: 35 },
      { id: 'hold', points: 70 },
      { id: 'buy-more', points: 100 },
    ],
  },
  experience: {
    id: 'experience',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'tolerance', weight: 15 },
    options: [
      { id: 'none', points: 10 },
      { id: 'some', points: 45 },
      { id: 'experienced', points: 80 },
      { id: 'expert', points: 100 },
    ],
  },
  /** What happens to bonds already held when interest rates rise. Not knowing scores like a wrong guess. */
  knowledge: {
    id: 'knowledge',
    kind: 'choice',
    isRequired: true,
    scoring: { axis: 'tolerance', weight: 15 },
    options: [
      { id: 'rise', points: 20 },
      { id: 'fall', points: 100 },
      { id: 'same', points: 20 },
      { id: 'unsure', points: 20 },
    ],
  },
  amount: { id: 'amount', kind: 'amount', isRequired: true, min: 1, max: AMOUNT_MAX },
  'monthly-contribution': { id: 'monthly-contribution', kind: 'amount', isRequired: true, min: 0, max: AMOUNT_MAX },
  'tax-bracket': {
    id: 'tax-bracket',
    kind: 'choice',
    isRequired: true,
    options: [{ id: 'no-tax' }, { id: 'up-to-12' }, { id: '22-to-24' }, { id: '32-and-over' }, { id: 'unsure' }],
  },
  exclusions: {
    id: 'exclusions',
    kind: 'multi',
    isRequired: false,
    options: [{ id: 'equity' }, { id: 'bond' }, { id: 'commodity' }, { id: 'currency' }, { id: 'crypto' }],
  },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionId = keyof typeof QUESTIONS;

/** An option id, a money amount, or option ids. */
export type Answer = string | number | readonly string[];
export type Answers = Readonly<Partial<Record<QuestionId, Answer>>>;

interface QuestionEntry {
  readonly id: QuestionId;
  readonly question: Question;
}

/** Questions with their ids typed, in the order asked. */
export const QUESTION_ENTRIES: readonly QuestionEntry[] = Object.values(QUESTIONS).map((question) => ({
  id: question.id,
  question,
}));

/** The option chosen; undefined when not answered. @throws InvariantError on an option the question does not have. */
export function chosen(answers: Answers, id: QuestionId): string | undefined {
  const answer = answers[id];
  if (answer === undefined) return undefined;
  invariant(typeof answer === 'string', `${id} is answered by one option`);
  assertOption(id, answer);
  return answer;
}

/** The options chosen; empty when not answered. @throws InvariantError on unknown options or a contradictory "none". */
export function chosenSeveral(answers: Answers, id: QuestionId): readonly string[] {
  const answer = answers[id];
  if (answer === undefined) return [];
  invariant(typeof answer === 'object', `${id} is answered by a list of options`);
  for (const option of answer) assertOption(id, option);
  const question: Question = QUESTIONS[id];
  const exclusive = question.kind === 'multi' ? question.exclusiveOption : undefined;
  invariant(
    exclusive === undefined || !answer.includes(exclusive) || answer.length === 1,
    `${id}: ${exclusive} stands alone`,
  );
  return answer;
}

/** The amount given; undefined when not answered. @throws InvariantError outside the question's bounds. */
export function amountGiven(answers: Answers, id: QuestionId): number | undefined {
  const answer = answers[id];
  if (answer === undefined) return undefined;
  const question: Question = QUESTIONS[id];
  invariant(typeof answer === 'number' && question.kind === 'amount', `${id} is answered by an amount`);
  invariant(answer >= question.min && answer <= question.max, `${id}: ${answer} is out of bounds`);
  return answer;
}

function assertOption(id: QuestionId, option: string): void {
  const question: Question = QUESTIONS[id];
  invariant(
    question.kind !== 'amount' && question.options.some((entry) => entry.id === option),
    `${id} has no option ${option}`,
  );
}
