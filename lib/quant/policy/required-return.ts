import { invariant } from '../../base/invariant';

/** A savings plan: money now, and the same amount at the end of each month. Amounts in one currency, not inflated. */
export interface SavingsPlan {
  readonly startAmount: number;
  readonly monthlyContribution: number;
  readonly years: number;
}

/** The search stops here: nobody plans on losing 90 % or doubling every year. */
const ANNUAL_RETURN_MIN = -0.9;
const ANNUAL_RETURN_MAX = 1;

/** A thousandth of a basis point: far below what any estimate of return can tell apart. */
const RETURN_TOLERANCE = 1e-7;

/** Each halving gains a bit; 1.9 wide to 1e-7 needs 25. */
const BISECTIONS_MAX = 60;

/** Below this the growth factors differ from one by less than double precision can carry through the ratio. */
const MONTHLY_LOG_RETURN_MIN = 1e-14;

const MONTHS_PER_YEAR = 12;

/**
 * What the plan is worth at the end.
 *
 * @param annualReturn decimal per year, compounded; above -1
 * @returns money, in the plan's currency
 */
export function valueOfSavings(plan: SavingsPlan, annualReturn: number): number {
  invariant(annualReturn > -1, `an annual return of ${annualReturn} loses more than everything`);
  const months = Math.round(plan.years * MONTHS_PER_YEAR);
  const monthlyLogReturn = Math.log1p(annualReturn) / MONTHS_PER_YEAR;
  // Sum of a geometric series, through expm1 so that small returns keep their digits.
  const paymentsGrown =
    Math.abs(monthlyLogReturn) < MONTHLY_LOG_RETURN_MIN
      ? months
      : Math.expm1(months * monthlyLogReturn) / Math.expm1(monthlyLogReturn);
  return plan.startAmount * Math.exp(months * monthlyLogReturn) + plan.monthlyContribution * paymentsGrown;
}

type RequiredReturn =
  | { readonly status: 'required'; readonly annualReturn: number }
  | { readonly status: 'out-of-reach'; readonly annualReturnTried: number; readonly valueReached: number };

/**
 * The annual return at which the plan reaches the amount: the internal rate of its payments.
 *
 * The end value rises with the return, so there is one answer; it is found by bisection. An amount that even the
 * lowest return tried exceeds is answered with that lowest return.
 *
 * @param amount money at the end, above zero, in the plan's currency
 * @throws InvariantError on a negative payment, or an end less than a month away
 */
export function requiredAnnualReturn(plan: SavingsPlan, amount: number): RequiredReturn {
  invariant(amount > 0, `a goal of ${amount} is no goal`);
  invariant(plan.startAmount >= 0 && plan.monthlyContribution >= 0, 'payments into a plan are not negative');
  invariant(plan.years * MONTHS_PER_YEAR >= 1, `${plan.years} years leave no month to save in`);
  const valueReached = valueOfSavings(plan, ANNUAL_RETURN_MAX);
  if (valueReached < amount) return { status: 'out-of-reach', annualReturnTried: ANNUAL_RETURN_MAX, valueReached };
  let low = ANNUAL_RETURN_MIN;
  let high = ANNUAL_RETURN_MAX;
  if (valueOfSavings(plan, low) >= amount) return { status: 'required', annualReturn: low };
  for (let step = 0; step < BISECTIONS_MAX && high - low > RETURN_TOLERANCE; step++) {
    const middle = (low + high) / 2;
    if (valueOfSavings(plan, middle) < amount) low = middle;
    else high = middle;
  }
  return { status: 'required', annualReturn: high };
}
