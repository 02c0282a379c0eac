import { done, type Outcome, refused } from '@/lib/base/outcome';
import { grossQuantiles } from '@/lib/quant/planning/goals/glide-path';
import { sequenceRisk } from '@/lib/quant/planning/goals/sequence-risk';
import type { GoalSequence } from '@/lib/shared/contracts/goal';
import type { GoalMarket } from './goal-market';
import { type GoalQuestion, moneyOf, pathBasis } from './goal-problem';

const MONTHS_PER_YEAR = 12;

/**
 * The years of the income with the same returns in three orders: evenly spread over what a year may bring, from the
 * wealth of the median path on the first day of the income.
 *
 * @param start that wealth
 */
export function sequenceOf({ goal }: GoalQuestion, market: GoalMarket, start: number): Outcome<GoalSequence[] | null> {
  if (goal.kind !== 'retirement') return done(null);
  const mix = market.mixes[goal.level];
  const drawn = grossQuantiles(pathBasis(goal, market), mix, MONTHS_PER_YEAR, goal.incomeYears);
  if (drawn.status !== 'drawn') return refused('unavailable', drawn.message);
  const months = goal.incomeYears * MONTHS_PER_YEAR;
  const spending = { ...moneyOf(goal, 0, months), startAmount: start, startBasis: start };
  const levels = Float64Array.from(
    { length: months + 1 },
    (_, month) => (1 + goal.inflation) ** (month / MONTHS_PER_YEAR),
  );
  const yearly = drawn.sample.map((gross) => gross - 1);
  return done(
    sequenceRisk(spending, yearly, levels).map(({ order, wealth, ruinMonth }) => ({
      order,
      wealth: Array.from({ length: goal.incomeYears + 1 }, (_, year) =>
        Math.round(wealth[year * MONTHS_PER_YEAR] ?? 0),
      ),
      lastedYears: ruinMonth === null ? null : Math.floor(ruinMonth / MONTHS_PER_YEAR),
    })),
  );
}
