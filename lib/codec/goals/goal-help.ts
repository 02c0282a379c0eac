import { firstOf, oddsOn, type PathSet } from '@/lib/quant/planning/goals/path-set';
import {
  affordableAmount,
  affordableIncome,
  earliestMonth,
  requiredContribution,
} from '@/lib/quant/planning/goals/solve';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';
import type { GoalHelp } from '@/lib/shared/contracts/goal';
import { type GoalQuestion, moneyOf, monthsAfter } from './goal-problem';

/** Nobody puts in more than four times what the goal would take without any growth. */
const CONTRIBUTION_REACH = 4;

/** Sums are said in steps of a dollar, amounts in steps of a hundred. */
const CONTRIBUTION_STEP = 1;
const AMOUNT_STEP = 100;
const INCOME_STEP = 100;
const INCOME_CONTRIBUTION_STEP = 5;

/** An income of more than four times what was asked for is not offered. */
const INCOME_REACH = 4;

/** A later retirement is tried year by year. */
const MONTHS_PER_YEAR = 12;

interface HelpPaths {
  /** The very paths of the goal's odds. */
  readonly set: PathSet;
  /** Fewer, but longer than the goal by as much as a later date may be. */
  readonly longer: PathSet;
}

/**
 * What would put the goal on track, one thing at a time, on the paths of its odds.
 *
 * @param wanted odds of a goal on track
 */
export function helpFor(question: GoalQuestion, paths: HelpPaths, wanted: number): GoalHelp {
  return question.goal.kind === 'retirement'
    ? incomeHelp(question, paths, wanted)
    : amountHelp(question, paths, wanted);
}

/** What must be put in each month for the odds wanted; null where no sum would do. */
export function requiredMonthly({ goal, saveMonths }: GoalQuestion, set: PathSet, wanted: number): number | null {
  const isIncome = goal.kind === 'retirement';
  const total = isIncome ? goal.amount * goal.incomeYears : goal.amount;
  const required = requiredContribution(
    set,
    (monthly) => moneyOf({ ...goal, monthly }, saveMonths, set.months),
    wanted,
    {
      most: Math.ceil((CONTRIBUTION_REACH * total) / saveMonths),
      step: isIncome ? INCOME_CONTRIBUTION_STEP : CONTRIBUTION_STEP,
    },
  );
  return required.status === 'found' ? required.monthly : null;
}

function amountHelp(question: GoalQuestion, { set, longer }: HelpPaths, wanted: number): GoalHelp {
  const { goal, saveMonths, today } = question;
  const affordable = affordableAmount(set, moneyOf(goal, saveMonths, saveMonths), wanted);
  // Savings go on until the later day.
  const month = earliestMonth(longer, moneyOf(goal, longer.months, longer.months), wanted);
  return {
    monthly: requiredMonthly(question, set, wanted),
    date: month === null ? null : month === saveMonths ? goal.date : monthsAfter(today, Math.max(1, month)),
    amount: affordable < AMOUNT_STEP ? null : Math.floor(affordable / AMOUNT_STEP) * AMOUNT_STEP,
  };
}

function incomeHelp(question: GoalQuestion, { set, longer }: HelpPaths, wanted: number): GoalHelp {
  const { goal, saveMonths, today } = question;
  const { months } = set;
  const fewer = firstOf(set, months, Math.min(set.paths, longer.paths));
  const withIncome = (yearly: number): MoneyPlan => moneyOf({ ...goal, amount: yearly }, saveMonths, months);
  const amount = affordableIncome(fewer, withIncome, wanted, { most: goal.amount * INCOME_REACH, step: INCOME_STEP });
  let date: string | null = null;
  for (let wait = 0; wait <= longer.months - months && date === null; wait += MONTHS_PER_YEAR) {
    const money = moneyOf(goal, saveMonths + wait, months + wait);
    const { probability } = oddsOn(firstOf(longer, months + wait, longer.paths), money);
    // The day itself may lie some days beyond its whole months: it is no later one, and no sooner one either.
    if (probability >= wanted) date = wait === 0 ? goal.date : monthsAfter(today, saveMonths + wait);
  }
  return { monthly: requiredMonthly(question, set, wanted), date, amount: amount > 0 ? amount : null };
}
