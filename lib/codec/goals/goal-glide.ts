import { done, type Outcome, refused } from '@/lib/base/outcome';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import { glidePath } from '@/lib/quant/planning/goals/glide-path';
import { RISK_LEVEL_IDS } from '@/lib/quant/policy/types';
import type { GoalGlide } from '@/lib/shared/contracts/goal';
import type { GoalMarket } from './goal-market';
import { namedMixes } from './goal-mixes';
import { type GoalQuestion, monthsAfter, pathBasis } from './goal-problem';

const MONTHS_PER_YEAR = 12;

/** A shorter way is cut into quarters, so that there are steps to take. The last step is as long as is left. */
const YEARLY_STEPS_MONTHS_MIN = 60;
const QUARTER_MONTHS = 3;

/** Less than a thousandth cannot be seen. */
const SHARE_MIN = 1e-3;

/** The mixes along the way that make the goal most likely, none of them bolder than the investor's own level. */
export function glideOf({ goal, saveMonths, today }: GoalQuestion, market: GoalMarket): Outcome<GoalGlide> {
  const stepMonths = saveMonths >= YEARLY_STEPS_MONTHS_MIN ? MONTHS_PER_YEAR : Math.min(saveMonths, QUARTER_MONTHS);
  const steps = Math.ceil(saveMonths / stepMonths);
  const monthsOf = (step: number): number => Math.min(stepMonths, saveMonths - step * stepMonths);
  const own = RISK_LEVEL_IDS.indexOf(market.level);
  const mixes = namedMixes(market).filter(({ reach }) => RISK_LEVEL_IDS.indexOf(reach) <= own);
  const found = glidePath({
    // Steps are drawn one by one: doubt about the means would average out over them, so they are taken as known.
    request: pathBasis({ ...goal, isMeanUncertain: false }, market),
    mixes: mixes.map(({ weights }) => weights),
    months: saveMonths,
    stepMonths,
    deposits: Float64Array.from({ length: steps }, (_, step) => goal.monthly * monthsOf(step)),
    annualDrag: 1 - (1 - goal.annualFee) / (1 + goal.inflation),
    startAmount: goal.startAmount,
    target: goal.amount,
    objective: 'probability',
  });
  if (found.status !== 'found') return refused('unavailable', found.message);
  const { weights, odds, fixedOdds } = found.path;
  const bestFixed = fixedOdds.reduce((best, each) => (each.probability > best.probability ? each : best));
  return done({
    dates: Array.from({ length: steps }, (_, step) => monthsAfter(today, step * stepMonths)),
    classes: classShares(weights, market),
    odds,
    bestFixed,
  });
}

/** Shares of the classes in each step, those that are never held left out. */
function classShares(weights: Float64Array, { instruments }: GoalMarket): GoalGlide['classes'] {
  const n = instruments.length;
  const steps = weights.length / n;
  return Object.values(ASSET_CLASSES).flatMap(({ id }) => {
    const members = instruments.flatMap(({ assetClass }, column) => (assetClass === id ? [column] : []));
    const shares = Array.from({ length: steps }, (_, step) =>
      members.reduce((sum, column) => sum + (weights[step * n + column] ?? Number.NaN), 0),
    );
    return shares.some((share) => share >= SHARE_MIN) ? [{ assetClass: id, shares }] : [];
  });
}
