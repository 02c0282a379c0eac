import { civilFromDayNumber, dayNumber, dayNumberFromCivil, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { goalStatus, thresholdsOf } from '@/lib/quant/planning/goals/status';
import { ENGINES, type EngineId } from '@/lib/quant/planning/simulation/engines';
import type { PathRequest } from '@/lib/quant/planning/simulation/path-writer';
import type { Odds } from '@/lib/quant/planning/simulation/summary';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';
import { WITHDRAWAL_RULES } from '@/lib/quant/planning/simulation/withdrawal-rules';
import type { GoalDocument, GoalVerdict } from '@/lib/shared/contracts/goal';
import type { GoalMarket } from './goal-market';

/** A saved goal -> the numbers' own form. */

export interface GoalQuestion {
  readonly goal: GoalDocument;
  /** ISO day. */
  readonly today: string;
  /** Whole months until the day, at least 1. */
  readonly saveMonths: number;
}

const MONTHS_PER_YEAR = 12;

/** An income that follows the markets may fall to this share of its first year and still count as kept. */
const INCOME_FLOOR = 0.75;

/** Redrawing a shorter record than five years would repeat the same few months. */
const BOOTSTRAP_MONTHS_MIN = 60;

/**
 * Whole months from one day to another; 0 or less where the other is not yet a month away. From the end of a month on,
 * the last day of a shorter one completes a month, as `monthsAfter` has it.
 */
export function monthsBetween(fromDay: string, toDay: string): number {
  const from = civilFromDayNumber(dayNumber(isoDay(fromDay)));
  const to = civilFromDayNumber(dayNumber(isoDay(toDay)));
  const months = (to.year - from.year) * MONTHS_PER_YEAR + to.month - from.month;
  return months - (toDay < monthsAfter(fromDay, months) ? 1 : 0);
}

/** The same day of the month so many months later, or the last of a shorter one. */
export function monthsAfter(day: string, months: number): string {
  const { year, month, day: ofMonth } = civilFromDayNumber(dayNumber(isoDay(day)));
  const at = year * MONTHS_PER_YEAR + month - 1 + months;
  const [lastYear, lastMonth] = [Math.floor((at + 1) / MONTHS_PER_YEAR), ((at + 1) % MONTHS_PER_YEAR) + 1];
  const last = dayNumberFromCivil(lastYear, lastMonth, 1) - 1;
  const wanted = dayNumberFromCivil(Math.floor(at / MONTHS_PER_YEAR), (at % MONTHS_PER_YEAR) + 1, 1) + ofMonth - 1;
  return isoDayFromNumber(Math.min(last, wanted));
}

/** The engine asked for, or the one in its place where there is too short a record. */
export function engineFor({ engine }: GoalDocument, { monthly }: GoalMarket): { engine: EngineId; fallback?: string } {
  const months = pastMonths(monthly);
  if (engine !== 'block-bootstrap' || months >= BOOTSTRAP_MONTHS_MIN) return { engine };
  const name = ENGINES['student-t'].name;
  const fallback = `There are ${months} months of shared prices, too few to redraw; used instead: ${name}.`;
  return { engine: 'student-t', fallback };
}

export const pastMonths = ({ rows, means }: GoalMarket['monthly']): number =>
  rows === undefined ? 0 : rows.length / means.length;

/** Everything about the paths but their plan and number. */
export function pathBasis(goal: GoalDocument, market: GoalMarket): Omit<PathRequest, 'plan' | 'paths'> {
  return {
    engine: engineFor(goal, market).engine,
    parameters: {},
    market: market.monthly,
    inflation: { annualRate: goal.inflation, annualVolatility: 0, persistence: 0 },
    ...(goal.isMeanUncertain ? { meanYears: market.meanYears } : {}),
    seed: 'goal',
  };
}

/**
 * The money of a goal over a number of months, all in today's money.
 *
 * @param saveMonths months until the day; a retirement spends from then on
 */
export function moneyOf(goal: GoalDocument, saveMonths: number, months: number): MoneyPlan {
  const depositsReal = new Float64Array(months).fill(goal.monthly, 0, Math.min(saveMonths, months));
  const isIncome = goal.kind === 'retirement';
  return {
    startAmount: goal.startAmount,
    startBasis: goal.startAmount,
    depositsNominal: new Float64Array(months),
    depositsReal,
    spendingNominal: new Float64Array(months),
    spendingReal: new Float64Array(months),
    annualFee: goal.annualFee,
    target: isIncome ? 0 : goal.amount,
    isReal: true,
    ...(isIncome
      ? {
          withdrawal: {
            rule: WITHDRAWAL_RULES[goal.rule],
            first: { amount: goal.amount },
            fromMonth: saveMonths,
            incomeFloor: INCOME_FLOOR,
          },
        }
      : {}),
  };
}

/** Months of a goal from start to end: until the day, and through the income of a retirement. */
export const horizonOf = ({ kind, incomeYears }: GoalDocument, saveMonths: number): number =>
  kind === 'retirement' ? saveMonths + incomeYears * MONTHS_PER_YEAR : saveMonths;

export function verdictOf(goal: GoalDocument, odds: Odds, saveMonths: number): GoalVerdict {
  const { onTrackMin, atRiskMin } = thresholdsOf(goal.priority, saveMonths);
  return { status: goalStatus(odds.probability, goal.priority, saveMonths), odds, onTrackMin, atRiskMin };
}
