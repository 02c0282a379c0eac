import { type Answers, amountGiven, chosen, chosenSeveral, type QuestionId } from './questionnaire';

type ContradictionValues = Readonly<Record<string, string | number>>;

/** Two answers that cannot both be meant. `find` gives what the sentence needs, or undefined when all is well. */
interface ContradictionRule {
  readonly questionIds: readonly QuestionId[];
  readonly find: (answers: Answers) => ContradictionValues | undefined;
}

export interface Contradiction {
  readonly key: ContradictionKey;
  readonly questionIds: readonly QuestionId[];
  readonly values: ContradictionValues;
}

const isOneOf = (answers: Answers, id: QuestionId, options: readonly string[]): boolean => {
  const option = chosen(answers, id);
  return option !== undefined && options.includes(option);
};

const BOLD_RANGES = ['wide', 'widest'];
const SHORT_HORIZONS = ['under-1-year', '1-to-3-years'];
const LONG_PURPOSES = ['retirement', 'wealth'];

/** Marks a rule that applies and needs no figures in its sentence. */
const NO_VALUES: ContradictionValues = {};

const when = (applies: boolean): ContradictionValues | undefined => (applies ? NO_VALUES : undefined);

const wantsBoldRange = (answers: Answers): boolean => isOneOf(answers, 'preference', BOLD_RANGES);
const owes = (answers: Answers, obligation: string): boolean =>
  chosenSeveral(answers, 'obligations').includes(obligation);

export const CONTRADICTIONS = {
  'bold-range-but-sells-early': {
    questionIds: ['preference', 'loss-reaction'],
    find: (answers) => when(wantsBoldRange(answers) && isOneOf(answers, 'loss-reaction', ['sell-early'])),
  },
  'narrow-range-but-buys-falls': {
    questionIds: ['preference', 'loss-reaction'],
    find: (answers) =>
      when(isOneOf(answers, 'preference', ['narrow']) && isOneOf(answers, 'loss-reaction', ['buy-more'])),
  },
  'long-goal-but-short-horizon': {
    questionIds: ['purpose', 'horizon'],
    find: (answers) => when(isOneOf(answers, 'purpose', LONG_PURPOSES) && isOneOf(answers, 'horizon', SHORT_HORIZONS)),
  },
  'rainy-day-but-long-horizon': {
    questionIds: ['purpose', 'horizon'],
    find: (answers) =>
      when(isOneOf(answers, 'purpose', ['rainy-day']) && isOneOf(answers, 'horizon', ['over-10-years'])),
  },
  'expert-but-misses-knowledge': {
    questionIds: ['experience', 'knowledge'],
    find: (answers) =>
      when(isOneOf(answers, 'experience', ['expert']) && isOneOf(answers, 'knowledge', ['rise', 'same', 'unsure'])),
  },
  'expensive-debt-but-bold-range': {
    questionIds: ['obligations', 'preference'],
    find: (answers) => when(owes(answers, 'expensive-debt') && wantsBoldRange(answers)),
  },
  'no-reserve-but-bold-range': {
    questionIds: ['reserves', 'preference'],
    find: (answers) => when(isOneOf(answers, 'reserves', ['none']) && wantsBoldRange(answers)),
  },
  'payment-due-but-long-horizon': {
    questionIds: ['obligations', 'horizon'],
    find: (answers) =>
      when(owes(answers, 'payment-within-3-years') && isOneOf(answers, 'horizon', ['5-to-10-years', 'over-10-years'])),
  },
  'saves-what-is-not-left': {
    questionIds: ['income', 'monthly-contribution'],
    find: (answers) => {
      const monthlyContribution = amountGiven(answers, 'monthly-contribution');
      if (monthlyContribution === undefined || monthlyContribution === 0) return undefined;
      return isOneOf(answers, 'income', ['below-spending']) ? { monthlyContribution } : undefined;
    },
  },
  'no-stocks-but-bold-range': {
    questionIds: ['exclusions', 'preference'],
    find: (answers) => when(chosenSeveral(answers, 'exclusions').includes('equity') && wantsBoldRange(answers)),
  },
} as const satisfies Readonly<Record<string, ContradictionRule>>;

export type ContradictionKey = keyof typeof CONTRADICTIONS;

/** Every pair of answers that contradict each other; works on half-filled questionnaires too. */
export function findContradictions(answers: Answers): readonly Contradiction[] {
  const found: Contradiction[] = [];
  for (const key of Object.keys(CONTRADICTIONS) as ContradictionKey[]) {
    const { questionIds, find }: ContradictionRule = CONTRADICTIONS[key];
    const values = find(answers);
    if (values !== undefined) found.push({ key, questionIds, values });
  }
  return found;
}
