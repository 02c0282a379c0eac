import { done, type Outcome, refused } from '@/lib/base/outcome';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { drawPaths, followPaths, type PathSet } from '@/lib/quant/planning/goals/path-set';
import { ENGINES } from '@/lib/quant/planning/simulation/engines';
import { isMet } from '@/lib/quant/planning/simulation/money-path';
import { bandsOf, oddsOf } from '@/lib/quant/planning/simulation/summary';
import type { GoalBands, GoalJudgement, GoalStudy } from '@/lib/shared/contracts/goal';
import { glideOf } from './goal-glide';
import { helpFor, requiredMonthly } from './goal-help';
import type { GoalMarket } from './goal-market';
import { mixesOf, mixPathsFor } from './goal-mixes';
import {
  engineFor,
  type GoalQuestion,
  horizonOf,
  moneyOf,
  monthsAfter,
  pastMonths,
  pathBasis,
  verdictOf,
} from './goal-problem';
import { sequenceOf } from './goal-sequence';

/** The odds of ten thousand paths are sure to half a hundredth. */
const STUDY_PATHS = 10_000;

/** A later date is looked for up to ten years on, whatever the goal: that is what its page says. */
const LATER_MONTHS = 120;

/** Points of a fan chart besides the start, evenly spread. */
const POINTS_MAX = 48;

const MONTHS_PER_YEAR = 12;

/** The odds of a goal and what it needs each month, on the very paths of its page. */
export function judgeGoal(question: GoalQuestion, market: GoalMarket, paths = STUDY_PATHS): Outcome<GoalJudgement> {
  const { goal, saveMonths } = question;
  const months = horizonOf(goal, saveMonths);
  const drawn = drawFor(question, market, months, paths);
  if (drawn.status === 'refused') return drawn;
  const { odds } = outcomesOf(question, drawn.value);
  const verdict = verdictOf(goal, odds, saveMonths);
  return done({ verdict, monthlyNeeded: requiredMonthly(question, drawn.value, verdict.onTrackMin) });
}

/** The mix of the goal's level, held throughout. */
function drawFor({ goal }: GoalQuestion, market: GoalMarket, months: number, paths: number): Outcome<PathSet> {
  const plan = { weights: market.mixes[goal.level], mixOfMonth: new Int32Array(months), rebalanceEveryMonths: 1 };
  const drawn = drawPaths({ ...pathBasis(goal, market), plan, paths });
  return drawn.status === 'drawn' ? done(drawn.set) : refused('unavailable', drawn.message);
}

/** Everything the page of a goal shows. */
export function studyGoal(question: GoalQuestion, market: GoalMarket, paths = STUDY_PATHS): Outcome<GoalStudy> {
  const { goal, saveMonths, today } = question;
  const months = horizonOf(goal, saveMonths);
  const glide = goal.kind === 'retirement' ? done(null) : glideOf(question, market);
  if (glide.status === 'refused') return glide;
  const drawn = drawFor(question, market, months, paths);
  if (drawn.status === 'refused') return drawn;
  const set = drawn.value;
  const later = months + LATER_MONTHS;
  const longer = drawFor(question, market, later, mixPathsFor(later));
  if (longer.status === 'refused') return longer;
  const { odds, points, bands, incomes, shortfall } = outcomesOf(question, set);
  const verdict = verdictOf(goal, odds, saveMonths);
  const mixes = mixesOf(question, market);
  if (mixes.status === 'refused') return mixes;
  const sequence = sequenceOf(question, market, medianAt(points, bands, saveMonths));
  if (sequence.status === 'refused') return sequence;
  const { engine, fallback } = engineFor(goal, market);
  const level = market.mixes[goal.level];
  return done({
    verdict,
    dates: points.map((month) => monthsAfter(today, month)),
    bands: bandsView(bands),
    incomes: incomes === null ? null : bandsView(incomes),
    shortfall,
    help: helpFor(question, { set, longer: longer.value }, verdict.onTrackMin),
    mixes: mixes.value,
    glide: glide.value,
    sequence: sequence.value,
    assumptions: {
      paths,
      mixPaths: mixPathsFor(months),
      engine: ENGINES[engine].name,
      engineFallback: fallback ?? null,
      pastMonths: pastMonths(market.monthly),
      expectedReturn: dot(level, market.monthly.means) * MONTHS_PER_YEAR,
      volatility: Math.sqrt(quadraticForm(market.monthly.covariance, level) * MONTHS_PER_YEAR),
      meanYears: market.meanYears,
      flooredMonths: set.flooredMonths,
    },
  });
}

interface GoalOutcomes {
  readonly odds: ReturnType<typeof oddsOf>;
  /** Months at which the bands are taken. */
  readonly points: readonly number[];
  readonly bands: readonly Float64Array[];
  readonly incomes: readonly Float64Array[] | null;
  readonly shortfall: number | null;
}

/** One pass over the paths. */
function outcomesOf({ goal, saveMonths }: GoalQuestion, set: PathSet): GoalOutcomes {
  const months = horizonOf(goal, saveMonths);
  const isIncome = goal.kind === 'retirement';
  const money = moneyOf(goal, saveMonths, months);
  const points = pointsOf(months, saveMonths);
  const wealth = new Float64Array(set.paths * points.length);
  const incomes = isIncome ? new Float64Array(set.paths * goal.incomeYears) : null;
  let met = 0;
  let missing = 0;
  followPaths(set, money, (trace, path) => {
    if (isMet(money, trace)) met += 1;
    missing += Math.max(0, money.target - trace.terminal);
    incomes?.set(trace.incomes, path * goal.incomeYears);
    for (const [at, month] of points.entries()) wealth[path * points.length + at] = trace.wealth[month] ?? Number.NaN;
  });
  return {
    odds: oddsOf(met, set.paths),
    points,
    bands: bandsOf(wealth, points.length),
    incomes: incomes === null ? null : bandsOf(incomes, goal.incomeYears),
    shortfall: isIncome || met === set.paths ? null : missing / (set.paths - met),
  };
}

/** The middle one of the five bands in one of the months at which they are taken. */
function medianAt(points: readonly number[], bands: readonly Float64Array[], month: number): number {
  const [, , median] = bands;
  return median?.[points.indexOf(month)] ?? Number.NaN;
}

/** Start, end, evenly between at whole months, and the day itself. */
function pointsOf(months: number, saveMonths: number): number[] {
  const count = Math.min(months, POINTS_MAX);
  const even = Array.from({ length: count + 1 }, (_, at) => Math.round((months * at) / count));
  return [...new Set([...even, saveMonths])].toSorted((one, other) => one - other);
}

function bandsView(bands: readonly Float64Array[]): GoalBands {
  const [p5 = [], p25 = [], p50 = [], p75 = [], p95 = []] = bands.map((band) => Array.from(band, Math.round));
  return { p5, p25, p50, p75, p95 };
}
