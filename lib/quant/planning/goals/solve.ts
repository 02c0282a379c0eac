import type { MoneyPlan } from '../simulation/types';
import { followPaths, oddsOn, type PathSet } from './path-set';

/** A cent of a contribution of ten million is the thirtieth halving. */
const BISECTIONS_MAX = 40;

/** No finer than a cent. */
const AMOUNT_TOLERANCE = 0.01;

type Required = { readonly status: 'found'; readonly monthly: number } | { readonly status: 'out-of-reach' };

/**
 * The least that must be put in each month for the odds wanted, in addition to nothing else: the root of the odds, which
 * rise with the contribution on the same paths, by bisection. Rounded up to a cent.
 *
 * @param moneyOf    the plan with so much a month
 * @param monthlyMax beyond it nothing is tried
 */
export function requiredContribution(
  set: PathSet,
  moneyOf: (monthly: number) => MoneyPlan,
  wanted: number,
  monthlyMax: number,
): Required {
  const isEnough = (monthly: number): boolean => oddsOn(set, moneyOf(monthly)).probability >= wanted;
  if (isEnough(0)) return { status: 'found', monthly: 0 };
  if (!isEnough(monthlyMax)) return { status: 'out-of-reach' };
  let low = 0;
  let high = monthlyMax;
  for (let step = 0; step < BISECTIONS_MAX && high - low > AMOUNT_TOLERANCE; step++) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return { status: 'found', monthly: Math.ceil(high / AMOUNT_TOLERANCE) * AMOUNT_TOLERANCE };
}

/** The largest target that so many of the paths reach: an order statistic of what they end with. */
export function affordableAmount(set: PathSet, money: MoneyPlan, wanted: number): number {
  const ends = new Float64Array(set.paths);
  followPaths(set, money, (trace, path) => {
    // A path that failed on the way reaches no amount at all.
    ends[path] = trace.ruinMonth < 0 && trace.isIncomeKept ? trace.terminal : 0;
  });
  ends.sort();
  const needed = Math.ceil(wanted * set.paths);
  return needed === 0 ? ends[set.paths - 1]! : ends[set.paths - needed]!;
}

/** For each month from 0 on, the share of the paths that could take the target then. Length months + 1. */
export function oddsByMonth(set: PathSet, money: MoneyPlan): Float64Array {
  const shares = new Float64Array(set.months + 1);
  followPaths(set, money, ({ takeHome, ruinMonth }) => {
    const end = ruinMonth < 0 ? takeHome.length : ruinMonth + 1;
    for (let month = 0; month < end; month++) if (takeHome[month]! >= money.target) shares[month]! += 1;
  });
  return shares.map((count) => count / set.paths);
}

/** The first month in which the odds of having the target are as wanted; null within the paths' reach. */
export function earliestMonth(set: PathSet, money: MoneyPlan, wanted: number): number | null {
  const month = oddsByMonth(set, money).findIndex((share) => share >= wanted);
  return month === -1 ? null : month;
}
