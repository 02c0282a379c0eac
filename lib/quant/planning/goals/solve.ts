import type { MoneyPlan } from '../simulation/types';
import { firstOf, followPaths, oddsOn, type PathSet } from './path-set';

/** Each halving gains a bit; a cent of ten million is the thirtieth. */
const BISECTIONS_MAX = 50;

/** Where paths are many, the first of them say where to look. */
const COARSE_PATHS = 1_000;

/** The odds of a thousand paths are sure to a hundredth and a half, and the root moves by a few hundredths with them. */
const COARSE_REACH = 0.05;

/** Of a root that is exact but for rounding. */
const LINEAR_REACH = 1e-9;

type Required = { readonly status: 'found'; readonly monthly: number } | { readonly status: 'out-of-reach' };

/**
 * The least that must be put in each month for the odds wanted: the root of the odds, which rise with the contribution on
 * the same paths, by bisection.
 *
 * @param moneyOf  the plan with so much a month, of the length of the set
 * @param search   `most`: beyond it nothing is tried; `step`: the answer is rounded up to a multiple of it
 */
export function requiredContribution(
  set: PathSet,
  moneyOf: (monthly: number) => MoneyPlan,
  wanted: number,
  { most, step }: { readonly most: number; readonly step: number },
): Required {
  const isEnough = enoughOn(set, moneyOf, wanted);
  if (isEnough(0)) return { status: 'found', monthly: 0 };
  const [low, high] = bracket(set, moneyOf, wanted, most);
  if (high === most && !isEnough(most)) return { status: 'out-of-reach' };
  const root = bisect(isEnough, low, high, step);
  return { status: 'found', monthly: Math.min(most, Math.ceil(root / step) * step) };
}

const enoughOn =
  (set: PathSet, moneyOf: (monthly: number) => MoneyPlan, wanted: number) =>
  (monthly: number): boolean =>
    oddsOn(set, moneyOf(monthly)).probability >= wanted;

/** A range that holds the root: looked for with less work, and checked on all paths. */
function bracket(
  set: PathSet,
  moneyOf: (monthly: number) => MoneyPlan,
  wanted: number,
  most: number,
): readonly [low: number, high: number] {
  const isLinear = moneyOf(0).withdrawal === undefined && moneyOf(0).taxes === undefined;
  if (!isLinear && set.paths <= 2 * COARSE_PATHS) return [0, most];
  const guess = isLinear ? linearRoot(set, moneyOf, wanted, most) : coarseRoot(set, moneyOf, wanted, most);
  const reach = isLinear ? LINEAR_REACH : COARSE_REACH;
  const isEnough = enoughOn(set, moneyOf, wanted);
  const [low, high] = [guess * (1 - reach), Math.min(most, guess * (1 + reach))];
  if (isEnough(low)) return [0, low];
  return isEnough(high) ? [low, high] : [high, most];
}

/** Without taxes and spending what a path ends with is a line in the contribution: the root is a quantile of theirs. */
function linearRoot(set: PathSet, moneyOf: (monthly: number) => MoneyPlan, wanted: number, most: number): number {
  const needed = new Float64Array(set.paths);
  followPaths(set, moneyOf(0), ({ terminal }, path) => (needed[path] = terminal), false);
  const { target } = moneyOf(0);
  followPaths(set, moneyOf(most), ({ terminal }, path) => {
    const before = needed[path]!;
    needed[path] = terminal > before ? (most * (target - before)) / (terminal - before) : most;
  });
  needed.sort();
  return Math.min(most, Math.max(0, needed[Math.max(0, Math.ceil(wanted * set.paths) - 1)]!));
}

function coarseRoot(set: PathSet, moneyOf: (monthly: number) => MoneyPlan, wanted: number, most: number): number {
  const coarse = firstOf(set, set.months, COARSE_PATHS);
  return bisect(enoughOn(coarse, moneyOf, wanted), 0, most, most / 1_000);
}

/** The least value that is enough, to within the tolerance and from above; `high` is taken to be enough. */
function bisect(isEnough: (value: number) => boolean, from: number, to: number, tolerance: number): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < BISECTIONS_MAX && high - low > tolerance / 2; halving++) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The most that can be spent in the first year of an income with the odds wanted, rounded down to a multiple of the step. */
export function affordableIncome(
  set: PathSet,
  moneyOf: (yearly: number) => MoneyPlan,
  wanted: number,
  { most, step }: { readonly most: number; readonly step: number },
): number {
  const isTooMuch = (yearly: number): boolean => oddsOn(set, moneyOf(yearly)).probability < wanted;
  if (!isTooMuch(most)) return most;
  const root = bisect(isTooMuch, 0, most, step);
  return Math.max(0, Math.ceil(root / step) * step - step);
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
