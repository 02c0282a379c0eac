import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type DatedFlow, moneyWeightedReturn, timeWeightedReturns } from '@/lib/quant/risk/money-weighted';
import { isDaily, rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import type { MetricsRequest } from '@/lib/shared/contracts/metrics';

export interface AccountAnswer {
  readonly timeWeightedReturn: number | null;
  readonly moneyWeightedReturn: number | null;
  readonly moneyWeightedRates: readonly number[];
}

interface ReturnsSource {
  readonly returns: Float64Array;
  /** Absent where returns were given as such. */
  readonly account?: AccountAnswer;
  /** Of daily dates; absent without dates. */
  readonly rowsPerYear?: number;
}

/** The returns of a `metrics` request: as given, or time-weighted from the values and flows of an account. */
export function returnsOfRequest(request: MetricsRequest): Outcome<ReturnsSource> {
  const { returns, values, dates, flows } = request;
  if (returns === undefined) return values === undefined ? neither() : fromValues(values, request);
  if (values !== undefined) return refused('bad-input', 'Give returns or values, not both.', 'values');
  const idle = dates !== undefined ? 'dates' : flows !== undefined ? 'flows' : undefined;
  if (idle !== undefined) return refused('bad-input', `${idle} belong to values; here are returns.`, idle);
  return done({ returns: Float64Array.from(returns) });
}

const neither = (): Outcome<never> => refused('bad-input', 'Give returns, or the values of an account.', 'returns');

function fromValues(
  values: readonly number[],
  { dates, flows, periodsPerYear }: MetricsRequest,
): Outcome<ReturnsSource> {
  const { length } = values;
  for (const [field, column] of Object.entries({ dates, flows })) {
    if (column !== undefined && column.length !== length) {
      return refused('bad-input', `There are ${column.length} ${field} for ${length} values.`, field);
    }
  }
  const days = dates === undefined ? undefined : Int32Array.from(dates, (date) => dayNumber(isoDay(date)));
  const back = days?.findIndex((day, at) => at > 0 && day <= (days[at - 1] ?? day)) ?? -1;
  if (back !== -1) return refused('bad-input', `Date ${back + 1} does not come after the one before it.`, 'dates');
  if (days !== undefined && periodsPerYear === undefined && !isDaily(days)) {
    return refused('bad-input', 'These dates are not daily: say how many periods a year has.', 'periodsPerYear');
  }
  const cash = flows ?? values.map(() => 0);
  const returns = timeWeightedReturns(Float64Array.from(values), Float64Array.from(cash));
  if (returns?.every(Number.isFinite) !== true) {
    const empty = values.findIndex((value) => !(value > 0)) + 1;
    return refused('bad-input', `Value ${empty} is not above zero, so what follows has no return.`, 'values');
  }
  const timeWeightedReturn = returns.reduce((growth, value) => growth * (1 + value), 1) - 1;
  const rates = days === undefined ? [] : moneyWeightedRates(values, cash, days);
  const [rate] = rates;
  return done({
    returns,
    account: {
      timeWeightedReturn: length > 1 && Number.isFinite(timeWeightedReturn) ? timeWeightedReturn : null,
      moneyWeightedReturn: rate !== undefined && rates.length === 1 ? rate : null,
      moneyWeightedRates: rates,
    },
    ...(days === undefined ? {} : { rowsPerYear: rowsPerYear(days) }),
  });
}

/** The account bought on the first day, topped up by its flows and cashed in on the last. */
function moneyWeightedRates(values: readonly number[], cash: readonly number[], days: Int32Array): readonly number[] {
  const flows = Array.from(days, (day, at): DatedFlow => {
    const paidIn = (at === 0 ? values[0] : cash[at]) ?? Number.NaN;
    return { day, amount: -paidIn };
  });
  flows.push({ day: days.at(-1) ?? Number.NaN, amount: values.at(-1) ?? Number.NaN });
  const outcome = moneyWeightedReturn(flows);
  switch (outcome.status) {
    case 'solved':
      return [outcome.annualRate];
    case 'several-rates':
      return outcome.annualRates;
    case 'no-rate':
      return [];
  }
}
