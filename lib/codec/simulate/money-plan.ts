import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';
import { WITHDRAWAL_RULES } from '@/lib/quant/planning/simulation/withdrawal-rules';
import type { SimulateRequest } from '@/lib/shared/contracts/simulate-door';

const MONTHS_PER_YEAR = 12;

type Regular = NonNullable<SimulateRequest['contributions']>;

/** What goes in and out of a request, month by month. */
export function moneyPlanOf(request: SimulateRequest): Outcome<MoneyPlan> {
  const { months, startAmount, contributions, withdrawals, income, target, taxes } = request;
  for (const [field, regular] of Object.entries({ contributions, withdrawals, income })) {
    if ((regular?.fromMonth ?? 0) < months) continue;
    return refused('bad-input', `They start after the ${months} months that are simulated.`, `${field}.fromMonth`);
  }
  const deposits = regularAmounts(contributions, months);
  const spending = regularAmounts(withdrawals, months);
  return done({
    startAmount,
    startBasis: request.startBasis ?? startAmount,
    depositsNominal: deposits.nominal,
    depositsReal: deposits.real,
    spendingNominal: spending.nominal,
    spendingReal: spending.real,
    annualFee: request.annualFee ?? 0,
    ...(taxes === undefined ? {} : { taxes }),
    ...(income === undefined
      ? {}
      : {
          withdrawal: {
            rule: WITHDRAWAL_RULES[income.rule],
            first: { rate: income.firstRate },
            fromMonth: income.fromMonth ?? 0,
            incomeFloor: income.floor ?? 0,
          },
        }),
    target: target?.amount ?? 0,
    isReal: target?.inTodaysMoney ?? false,
  });
}

function regularAmounts(regular: Regular | undefined, months: number): { nominal: Float64Array; real: Float64Array } {
  const amounts = new Float64Array(months);
  const nothing = new Float64Array(months);
  if (regular === undefined) return { nominal: amounts, real: nothing };
  const { monthly, growth = 0, fromMonth = 0 } = regular;
  const end = Math.min(months, fromMonth + (regular.months ?? months));
  for (let month = fromMonth; month < end; month++) {
    amounts[month] = monthly * (1 + growth) ** Math.floor((month - fromMonth) / MONTHS_PER_YEAR);
  }
  return regular.inTodaysMoney === true ? { nominal: nothing, real: amounts } : { nominal: amounts, real: nothing };
}
