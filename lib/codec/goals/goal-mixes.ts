import { done, type Outcome, refused } from '@/lib/base/outcome';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { drawPaths, oddsOn } from '@/lib/quant/planning/goals/path-set';
import { RISK_LEVEL_IDS, type RiskLevelId } from '@/lib/quant/policy/types';
import type { GoalMix } from '@/lib/shared/contracts/goal';
import type { GoalMarket } from './goal-market';
import { type GoalQuestion, horizonOf, moneyOf, pathBasis } from './goal-problem';

/** Months to draw for each mix; every mix meets the same random numbers, the first of those of the goal itself. */
const MIX_MONTHS = 500_000;
const PATHS_MIN = 1_000;
const PATHS_MAX = 2_500;

/** Enough for odds sure to a hundredth and a half. */
export const mixPathsFor = (months: number): number =>
  Math.min(PATHS_MAX, Math.max(PATHS_MIN, Math.round(MIX_MONTHS / months)));

const MONTHS_PER_YEAR = 12;

const LABELS = { conservative: 'Conservative', balanced: 'Balanced', aggressive: 'Aggressive' } as const;

interface NamedMix {
  readonly id: string;
  readonly label: string;
  readonly level?: RiskLevelId;
  readonly weights: Float64Array;
  /** The boldest level it holds any of. */
  readonly reach: RiskLevelId;
}

const half = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((weight, at) => (weight + (other[at] ?? Number.NaN)) / 2);

/** From cash to the boldest level, with what lies halfway between. */
export function namedMixes({ mixes, cashMix }: GoalMarket): NamedMix[] {
  const levels = RISK_LEVEL_IDS.map((level): NamedMix => ({
    id: level,
    label: LABELS[level],
    level,
    weights: mixes[level],
    reach: level,
  }));
  const cash: NamedMix[] =
    cashMix === undefined ? [] : [{ id: 'cash', label: 'Cash', weights: cashMix, reach: 'conservative' }];
  return [...cash, ...levels].flatMap((mix, at, all) => {
    const before = all[at - 1];
    if (before === undefined) return [mix];
    const label = `Half ${before.label.toLowerCase()}, half ${mix.label.toLowerCase()}`;
    const between = {
      id: `${before.id}-${mix.id}`,
      label,
      weights: half(before.weights, mix.weights),
      reach: mix.reach,
    };
    return [between, mix];
  });
}

/** Risk against odds: each mix held throughout. */
export function mixesOf(question: GoalQuestion, market: GoalMarket): Outcome<GoalMix[]> {
  const { goal, saveMonths } = question;
  const months = horizonOf(goal, saveMonths);
  const money = moneyOf(goal, saveMonths, months);
  const { means, covariance } = market.monthly;
  const answers: GoalMix[] = [];
  for (const { id, label, level, weights, reach } of namedMixes(market)) {
    const plan = { weights, mixOfMonth: new Int32Array(months), rebalanceEveryMonths: 1 };
    const drawn = drawPaths({ ...pathBasis(goal, market), plan, paths: mixPathsFor(months) });
    if (drawn.status !== 'drawn') return refused('unavailable', drawn.message);
    answers.push({
      id,
      label,
      ...(level === undefined ? {} : { level }),
      isAboveProfile: RISK_LEVEL_IDS.indexOf(reach) > RISK_LEVEL_IDS.indexOf(market.level),
      volatility: Math.sqrt(quadraticForm(covariance, weights) * MONTHS_PER_YEAR),
      expectedReturn: dot(weights, means) * MONTHS_PER_YEAR,
      odds: oddsOn(drawn.set, money),
    });
  }
  return done(answers);
}
