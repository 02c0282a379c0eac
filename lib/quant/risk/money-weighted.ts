import { invariant } from '../../base/invariant';

export interface DatedFlow {
  /** Whole days since 1970-01-01. */
  readonly day: number;
  /** From the investor's side: money paid in is negative, money taken out and the end value are positive. */
  readonly amount: number;
}

export type MoneyWeightedOutcome =
  /** The rate a year (365 days) at which all flows are worth nothing together; above -1. */
  | { readonly status: 'solved'; readonly annualRate: number }
  /** Flows of one sign, or all on one day: no rate balances them. */
  | { readonly status: 'no-rate' }
  /** More than one rate balances the flows, lowest first; none of them is the answer. */
  | { readonly status: 'several-rates'; readonly annualRates: readonly number[] };

const DAYS_PER_YEAR = 365;

/**
 * Rates are looked for in the logarithm of growth a year, from a loss of all but 1e-6 to a millionfold: a day's double
 * as a rate a year is beyond what anyone could mean.
 */
const LOG_GROWTH_MAX = Math.log(1e6);
/** Two roots between neighbours of this grid, under 1 % of growth apart, would go unseen. */
const GRID_STEPS = 4_096;
const BISECTIONS_MAX = 200;

/**
 * The money-weighted return of dated flows (Excel's XIRR): the yearly rate that makes their present value nil, found by
 * bracketing every change of sign and halving. Flows that change direction once have one rate at most; where several
 * rates balance, all are given and none is chosen.
 *
 * @throws InvariantError on an amount that is not finite
 */
export function moneyWeightedReturn(flows: readonly DatedFlow[]): MoneyWeightedOutcome {
  invariant(
    flows.every(({ amount, day }) => Number.isFinite(amount) && Number.isInteger(day)),
    'a flow is not finite',
  );
  const firstDay = flows.reduce((first, { day }) => Math.min(first, day), Number.POSITIVE_INFINITY);
  const years = Float64Array.from(flows, ({ day }) => (day - firstDay) / DAYS_PER_YEAR);
  const presentValue = (logGrowth: number): number =>
    flows.reduce((sum, { amount }, at) => sum + amount * Math.exp(-logGrowth * years[at]!), 0);
  const hasBothSigns = flows.some(({ amount }) => amount > 0) && flows.some(({ amount }) => amount < 0);
  if (!hasBothSigns || years.every((year) => year === 0)) return { status: 'no-rate' };
  const rates: number[] = [];
  const step = (2 * LOG_GROWTH_MAX) / GRID_STEPS;
  let low = -LOG_GROWTH_MAX;
  let valueLow = presentValue(low);
  for (let at = 1; at <= GRID_STEPS; at++) {
    const high = -LOG_GROWTH_MAX + at * step;
    const valueHigh = presentValue(high);
    if (valueLow === 0) rates.push(Math.expm1(low));
    else if (valueLow * valueHigh < 0) rates.push(Math.expm1(halved(presentValue, low, high)));
    low = high;
    valueLow = valueHigh;
  }
  const [annualRate] = rates;
  if (annualRate === undefined) return { status: 'no-rate' };
  return rates.length === 1 ? { status: 'solved', annualRate } : { status: 'several-rates', annualRates: rates };
}

/** The root between two points of different sign, to the last bit. */
function halved(valueAt: (point: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const isRising = valueAt(low) < 0;
  for (let step = 0; step < BISECTIONS_MAX; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (valueAt(middle) < 0 === isRising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Time-weighted returns: each period's gain over what was invested at its start, so that money coming and going does
 * not count as performance (the Global Investment Performance Standards' sub-period returns). Linking them is
 * compounding them.
 *
 * @param values length T + 1: the account at the end of each period after that period's flow, the first at the start
 * @param flows  length T + 1: money that came in (positive) or went out at the end of each period; the first is ignored
 * @returns length T; undefined where a period starts with nothing or less, since a return on it has no meaning
 */
export function timeWeightedReturns(values: Float64Array, flows: Float64Array): Float64Array | undefined {
  invariant(values.length === flows.length && values.length >= 1, `${values.length} values, ${flows.length} flows`);
  const returns = new Float64Array(values.length - 1);
  for (let t = 1; t < values.length; t++) {
    const before = values[t - 1]!;
    if (!(before > 0)) return undefined;
    returns[t - 1] = (values[t]! - flows[t]!) / before - 1;
  }
  return returns;
}
