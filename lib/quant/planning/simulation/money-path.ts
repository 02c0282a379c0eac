import type { MoneyPlan, SpendingYear } from './types';

const MONTHS_PER_YEAR = 12;

/** A rounding in the sum of twelve payments is no shortfall. */
const INCOME_SLACK = 1e-9;

/** What happened on one path; the arrays are reused from path to path. In today's money where the plan says so. */
export interface MoneyTrace {
  readonly keepsMonths: boolean;
  /** Whether anything is spent besides an income by rule. */
  readonly hasSpending: boolean;
  /** Length months + 1. */
  readonly wealth: Float64Array;
  /** The same less the tax on its gain: what a goal could take then. */
  readonly takeHome: Float64Array;
  /** Spending of each year of withdrawal by rule; real ones in the money of the year's first month. */
  readonly incomes: Float64Array;
  /** After taxes on the gain. */
  terminal: number;
  /** First month whose spending could not be paid in full, or whose year of income began with nothing; -1 without. */
  ruinMonth: number;
  isIncomeKept: boolean;
  /** Spending of the first year over the wealth then. */
  firstRate: number;
  readonly year: SpendingYear;
}

/** Years, the last perhaps not whole, in which a rule sets the spending. */
const incomeYears = ({ withdrawal }: MoneyPlan, months: number): number =>
  withdrawal === undefined ? 0 : Math.ceil((months - withdrawal.fromMonth) / MONTHS_PER_YEAR);

const isSome = (amount: number): boolean => amount !== 0;

/** @param keepsMonths false where only the end matters: the wealth of the months is then not written down */
export const newTrace = (plan: MoneyPlan, keepsMonths = true): MoneyTrace => ({
  keepsMonths,
  hasSpending: plan.spendingNominal.some(isSome) || plan.spendingReal.some(isSome),
  wealth: new Float64Array(plan.depositsReal.length + 1),
  takeHome: new Float64Array(plan.depositsReal.length + 1),
  incomes: new Float64Array(incomeYears(plan, plan.depositsReal.length)),
  terminal: 0,
  ruinMonth: -1,
  isIncomeKept: true,
  firstRate: 0,
  year: { previous: 0, wealth: 0, inflation: 0, yearReturn: 0, yearsLeft: 0 },
});

/**
 * The money on one path. A month is: spend at its start, grow, pay fees, put in at its end; at the end of each twelfth
 * month tax the year's income. Spending is after taxes: what is sold for it covers the tax on its gain too.
 *
 * @param returns length months, simple, at least -1
 * @param levels  length months + 1, prices, 1 at the start
 */
export function followMoney(plan: MoneyPlan, returns: Float64Array, levels: Float64Array, trace: MoneyTrace): void {
  const { depositsNominal, depositsReal, spendingNominal, spendingReal, isReal, withdrawal } = plan;
  const { gainsRate, incomeRate, incomeYield } = plan.taxes ?? NO_TAXES;
  const feeFactor = (1 - plan.annualFee) ** (1 / MONTHS_PER_YEAR);
  const months = returns.length;
  const { wealth: wealths, takeHome, incomes } = trace;
  let wealth = plan.startAmount;
  let basis = plan.startBasis;
  let yearGrowth = 1;
  let income = 0;
  trace.ruinMonth = -1;
  incomes.fill(0);
  wealths[0] = wealth;
  takeHome[0] = wealth - Math.max(0, wealth - basis) * gainsRate;
  for (let month = 0; month < months; month++) {
    const level = levels[month]!;
    let wanted = trace.hasSpending ? spendingNominal[month]! + spendingReal[month]! * level : 0;
    const incomeMonth = withdrawal === undefined ? -1 : month - withdrawal.fromMonth;
    if (incomeMonth >= 0) {
      if (incomeMonth % MONTHS_PER_YEAR === 0) {
        income = yearlySpending(plan, trace, { month, wealth, yearGrowth, income }, levels);
        yearGrowth = 1;
      }
      wanted += income / MONTHS_PER_YEAR;
    }
    if (wanted > 0) {
      const taxShare = wealth > basis ? (1 - basis / wealth) * gainsRate : 0;
      const sold = wanted / (1 - taxShare);
      let paid = wanted;
      if (sold > wealth) {
        if (trace.ruinMonth < 0) trace.ruinMonth = month;
        paid = wealth * (1 - taxShare);
        wealth = 0;
        basis = 0;
      } else {
        basis *= 1 - sold / wealth;
        wealth -= sold;
      }
      if (incomeMonth >= 0) {
        const inYear = incomeMonth % MONTHS_PER_YEAR;
        incomes[(incomeMonth - inYear) / MONTHS_PER_YEAR]! += isReal ? paid / levels[month - inYear]! : paid;
      }
    }
    const growth = 1 + returns[month]!;
    yearGrowth *= growth;
    const deposit = depositsNominal[month]! + depositsReal[month]! * levels[month + 1]!;
    wealth = wealth * growth * feeFactor + deposit;
    basis += deposit;
    if (incomeRate > 0 && (month + 1) % MONTHS_PER_YEAR === 0) {
      const earned = wealth * incomeYield;
      wealth -= earned * incomeRate;
      basis += earned * (1 - incomeRate);
    }
    if (trace.keepsMonths || month + 1 === months) {
      const scale = isReal ? 1 / levels[month + 1]! : 1;
      wealths[month + 1] = wealth * scale;
      takeHome[month + 1] = (wealth > basis ? wealth - (wealth - basis) * gainsRate : wealth) * scale;
    }
  }
  trace.terminal = takeHome[months]!;
  trace.isIncomeKept =
    withdrawal === undefined || isIncomeKept(incomes, withdrawal.incomeFloor, months - withdrawal.fromMonth);
}

const NO_TAXES = { gainsRate: 0, incomeRate: 0, incomeYield: 0 } as const;

/** Nominal spending of the coming year by the plan's rule. */
function yearlySpending(
  { withdrawal, isReal }: MoneyPlan,
  trace: MoneyTrace,
  now: { readonly month: number; readonly wealth: number; readonly yearGrowth: number; readonly income: number },
  levels: Float64Array,
): number {
  if (withdrawal === undefined) return 0;
  const { month, wealth } = now;
  const { first, rule } = withdrawal;
  // A share of nothing is paid in full, and is no income all the same.
  const isWanted = ('rate' in first ? first.rate : first.amount) > 0;
  if (isWanted && !(wealth > 0) && trace.ruinMonth < 0) trace.ruinMonth = month;
  if (month === withdrawal.fromMonth) {
    const spending = 'rate' in first ? wealth * first.rate : first.amount * (isReal ? levels[month]! : 1);
    trace.firstRate = wealth > 0 ? spending / wealth : 0;
    return spending;
  }
  const { year } = trace;
  year.previous = now.income;
  year.wealth = wealth;
  year.inflation = levels[month]! / levels[month - MONTHS_PER_YEAR]! - 1;
  year.yearReturn = now.yearGrowth - 1;
  year.yearsLeft = (levels.length - 1 - month) / MONTHS_PER_YEAR;
  return rule.nextYear(year, trace.firstRate);
}

function isIncomeKept(incomes: Float64Array, floor: number, months: number): boolean {
  const least = incomes[0]! * floor * (1 - INCOME_SLACK);
  for (let year = 1; year < incomes.length; year++) {
    const share = Math.min(1, (months - year * MONTHS_PER_YEAR) / MONTHS_PER_YEAR);
    if (incomes[year]! < least * share) return false;
  }
  return true;
}

/** The aim was met: nothing went unpaid, the income held, and the target is there. */
export const isMet = (plan: MoneyPlan, trace: MoneyTrace): boolean =>
  trace.ruinMonth < 0 && trace.isIncomeKept && trace.terminal >= plan.target;
