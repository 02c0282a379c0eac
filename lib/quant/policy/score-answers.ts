import { type Contradiction, findContradictions } from './contradictions';
import {
  amountGiven,
  type Answers,
  AXES,
  type Axis,
  chosen,
  chosenSeveral,
  QUESTION_ENTRIES,
  type Question,
  type QuestionId,
} from './questionnaire';
import { RISK_LEVELS } from './risk-levels';
import { type Fact, RISK_LEVEL_IDS, type RiskLevelId } from './types';

/** A circumstance that no other answer can make up for: the axis goes no higher than `cap`. */
interface CapRule {
  readonly questionId: QuestionId;
  readonly options: readonly string[];
  readonly axis: Axis;
  readonly cap: number;
}

/** The highest score that still means conservative, and balanced. */
const CONSERVATIVE_MAX = RISK_LEVELS.balanced.scoreMin - 1;
const BALANCED_MAX = RISK_LEVELS.aggressive.scoreMin - 1;

/** Money needed within a year cannot wait for any recovery. */
const NEARLY_CASH_MAX = 10;

/**
 * Horizon caps follow how long recovery has taken with dividends put back: from October 2007 a 60/40 mix of US stocks
 * and Treasuries needed three years, stocks alone nearly five. Knowledge caps tolerance: nobody can welcome a risk
 * they do not know.
 */
export const CAP_RULES = {
  'horizon-under-1-year': { questionId: 'horizon', options: ['under-1-year'], axis: 'capacity', cap: NEARLY_CASH_MAX },
  'horizon-under-3-years': {
    questionId: 'horizon',
    options: ['1-to-3-years'],
    axis: 'capacity',
    cap: CONSERVATIVE_MAX,
  },
  'horizon-under-5-years': { questionId: 'horizon', options: ['3-to-5-years'], axis: 'capacity', cap: BALANCED_MAX },
  'no-reserve': { questionId: 'reserves', options: ['none'], axis: 'capacity', cap: CONSERVATIVE_MAX },
  'thin-reserve': { questionId: 'reserves', options: ['under-3-months'], axis: 'capacity', cap: BALANCED_MAX },
  'expensive-debt': { questionId: 'obligations', options: ['expensive-debt'], axis: 'capacity', cap: CONSERVATIVE_MAX },
  'payment-due': {
    questionId: 'obligations',
    options: ['payment-within-3-years'],
    axis: 'capacity',
    cap: BALANCED_MAX,
  },
  'income-below-spending': {
    questionId: 'income',
    options: ['below-spending'],
    axis: 'capacity',
    cap: CONSERVATIVE_MAX,
  },
  'rainy-day-money': { questionId: 'purpose', options: ['rainy-day'], axis: 'capacity', cap: CONSERVATIVE_MAX },
  'sells-early': { questionId: 'loss-reaction', options: ['sell-early'], axis: 'tolerance', cap: CONSERVATIVE_MAX },
  'no-experience': { questionId: 'experience', options: ['none'], axis: 'tolerance', cap: BALANCED_MAX },
  'knowledge-missed': {
    questionId: 'knowledge',
    options: ['rise', 'same', 'unsure'],
    axis: 'tolerance',
    cap: BALANCED_MAX,
  },
} as const satisfies Readonly<Record<string, CapRule>>;

/** How many points the answers to one question add to the score, against leaving that question out. */
export interface Mover {
  readonly questionId: QuestionId;
  readonly effect: number;
}

export type ScoreOutcome =
  | { readonly status: 'incomplete'; readonly missing: readonly QuestionId[] }
  | {
      readonly status: 'scored';
      /** 0 to 100. */
      readonly tolerance: number;
      /** 0 to 100. */
      readonly capacity: number;
      /** The more cautious of the two. */
      readonly score: number;
      readonly level: RiskLevelId;
      /** Caps that lowered an axis. */
      readonly rulesApplied: readonly Fact[];
      /** Largest effect first. */
      readonly movers: readonly Mover[];
      readonly contradictions: readonly Contradiction[];
      /** Cash serves these circumstances better than any portfolio. */
      readonly cashIsBetter: boolean;
    };

const optionsChosen = (answers: Answers, id: QuestionId, question: Question): readonly string[] => {
  if (question.kind === 'multi') return chosenSeveral(answers, id);
  const option = question.kind === 'choice' ? chosen(answers, id) : undefined;
  return option === undefined ? [] : [option];
};

function isAnswered(answers: Answers, id: QuestionId, question: Question): boolean {
  if (question.kind === 'amount') return amountGiven(answers, id) !== undefined;
  return optionsChosen(answers, id, question).length > 0;
}

/** Points of the most cautious option chosen; undefined when the question gives no points. */
function pointsOf(answers: Answers, id: QuestionId, question: Question): number | undefined {
  if (question.kind === 'amount') return undefined;
  const picked = optionsChosen(answers, id, question);
  const points = question.options.flatMap((option) =>
    picked.includes(option.id) && option.points !== undefined ? [option.points] : [],
  );
  return points.length === 0 ? undefined : Math.min(...points);
}

interface AxisScore {
  readonly score: number;
  readonly rulesApplied: readonly Fact[];
}

/** Weighted mean of the points on one axis, then the caps. Questions left out weigh nothing. */
function axisScore(answers: Answers, axis: Axis): AxisScore {
  let weighted = 0;
  let weightSum = 0;
  for (const { id, question } of QUESTION_ENTRIES) {
    if (question.scoring?.axis !== axis) continue;
    const points = pointsOf(answers, id, question);
    if (points === undefined) continue;
    weighted += question.scoring.weight * points;
    weightSum += question.scoring.weight;
  }
  const uncapped = Math.round(weighted / weightSum);
  let score = uncapped;
  const rulesApplied: Fact[] = [];
  for (const { id, question } of QUESTION_ENTRIES) {
    const picked = optionsChosen(answers, id, question);
    for (const [key, rule] of Object.entries<CapRule>(CAP_RULES)) {
      if (rule.axis !== axis || rule.questionId !== id) continue;
      if (!rule.options.some((option) => picked.includes(option)) || uncapped <= rule.cap) continue;
      rulesApplied.push({ key, values: { axis, cap: rule.cap, uncapped } });
      score = Math.min(score, rule.cap);
    }
  }
  return { score, rulesApplied };
}

function overallScore(answers: Answers): number {
  return Math.min(...AXES.map((axis) => axisScore(answers, axis).score));
}

const without = (answers: Answers, questionId: QuestionId): Answers => ({ ...answers, [questionId]: undefined });

function moversOf(answers: Answers, score: number): readonly Mover[] {
  return QUESTION_ENTRIES.map(({ id }) => ({ questionId: id, effect: score - overallScore(without(answers, id)) }))
    .filter(({ effect }) => effect !== 0)
    .sort((left, right) => Math.abs(right.effect) - Math.abs(left.effect));
}

/** The level a score from 0 to 100 reaches. */
export const levelOfScore = (score: number): RiskLevelId =>
  RISK_LEVEL_IDS.filter((id) => RISK_LEVELS[id].scoreMin <= score).at(-1) ?? 'conservative';

/**
 * Scores a questionnaire. Tolerance and capacity are found apart and the more cautious one rules; a more cautious
 * answer never raises either.
 *
 * @throws InvariantError on an answer its question does not allow: the door checks answers first
 */
export function scoreAnswers(answers: Answers): ScoreOutcome {
  const missing = QUESTION_ENTRIES.filter(
    ({ id, question }) => question.isRequired && !isAnswered(answers, id, question),
  ).map(({ id }) => id);
  if (missing.length > 0) return { status: 'incomplete', missing };
  const tolerance = axisScore(answers, 'tolerance');
  const capacity = axisScore(answers, 'capacity');
  const score = Math.min(tolerance.score, capacity.score);
  const hasExpensiveDebt = chosenSeveral(answers, 'obligations').includes('expensive-debt');
  return {
    status: 'scored',
    tolerance: tolerance.score,
    capacity: capacity.score,
    score,
    level: levelOfScore(score),
    rulesApplied: [...tolerance.rulesApplied, ...capacity.rulesApplied],
    movers: moversOf(answers, score),
    contradictions: findContradictions(answers),
    cashIsBetter:
      chosen(answers, 'horizon') === 'under-1-year' || (chosen(answers, 'reserves') === 'none' && hasExpensiveDebt),
  };
}
