import type { Brancher, CountOption } from './branch-shares';
import { MILLION, type ShareProblem } from './share-problem';

/**
 * Bounds for the absolute difference  sum |e_i| + |sum e_i| + fees,  e_i = target_i - position_i, whose second part is that
 * of idle cash. Instruments meet only in that sum and in the cash they share, so with a price on each (`slope` in -1..1 for
 * the sum, `cashPrice` >= 0 for the cash) every instrument has a best count of its own, and these together bound every
 * answer.
 *
 * @see Geoffrion (1974), "Lagrangean relaxation for integer programming", Mathematical Programming Study 2, 82-114
 */
interface Prices {
  readonly slope: number;
  readonly cashPrice: number;
}

/** Where cash costs more than 2 / (1 - fee rate), selling everything is best, and no bound gets better. */
const CASH_PRICE_MAX = 3;
/** Golden section; a price that is a little off bounds a little less. */
const PRICE_STEPS = 28;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Counts listed for one instrument. */
const COUNTS_MAX = 1_000;

/** One count at given prices: what it costs, its e_i and the cash it takes. Fees are not rounded up in a bound. */
interface PricedCount {
  readonly count: number;
  readonly cost: number;
  readonly miss: number;
  readonly outlay: number;
}

interface CountList {
  /** Cheapest first; those that may still be part of a better answer. */
  readonly counts: readonly PricedCount[];
  /** What a count costs at least that did not fit into the list. */
  readonly beyond: number;
}

interface Sums {
  readonly miss: number;
  readonly outlay: number;
}

/** @param costMax an answer that costs this much is known */
export function absoluteBrancher(problem: ShareProblem, costMax: number): Brancher {
  const range = [...problem.prices.keys()];
  const boundAt = (slope: number, cashPrice: number): number =>
    range.reduce((sum, at) => sum + cheapest(problem, at, { slope, cashPrice }).cost, -cashPrice * problem.cash);
  const bestCashPrice = (slope: number): number => maximise(0, CASH_PRICE_MAX, (price) => boundAt(slope, price));
  const slope = maximise(-1, 1, (one) => boundAt(one, bestCashPrice(one)));
  const own = { slope, cashPrice: bestCashPrice(slope) };
  const root = boundAt(own.slope, own.cashPrice);
  const least = range.map((at) => cheapest(problem, at, own).cost);
  const lists = range.map((at) => listCounts(problem, at, own, least[at]! + costMax - root));
  const order = range.toSorted((left, right) => problem.prices[right]! - problem.prices[left]!);
  const rests = restsOf(order.map((at) => lists[at]!.counts));
  return {
    order,
    bound: Math.max(root, 0),
    optionsAt: (depth, shares, _, cutoff) => {
      let [reduced, miss, outlay] = [root, 0, 0];
      for (const at of order.slice(0, depth)) {
        const decided = pricedCount(problem, at, shares[at]!, own);
        reduced += decided.cost - least[at]!;
        miss += decided.miss;
        outlay += decided.outlay;
      }
      const at = order[depth]!;
      const { counts, beyond } = lists[at]!;
      const options: CountOption[] = [];
      for (const option of counts) {
        const base = reduced + option.cost - least[at]!;
        if (base >= cutoff) break;
        const sums = { miss: miss + option.miss, outlay: outlay + option.outlay };
        const bound = base + extraOf(own, problem.cash, sums, rests[depth + 1]!);
        if (bound < cutoff) options.push({ count: option.count, bound });
      }
      options.sort((left, right) => left.bound - right.bound);
      return { options, beyond: reduced + beyond - least[at]! };
    },
  };
}

function pricedCount(problem: ShareProblem, at: number, count: number, { slope, cashPrice }: Prices): PricedCount {
  const { prices, held, targets, feePerOrder, feePerMillion } = problem;
  const price = prices[at]!;
  const traded = (count - held[at]!) * price;
  const fee = traded === 0 ? 0 : feePerOrder + (Math.abs(traded) * feePerMillion) / MILLION;
  const miss = targets[at]! - count * price;
  const outlay = traded + fee;
  return { count, cost: Math.abs(miss) + fee + slope * miss + cashPrice * outlay, miss, outlay };
}

/** Ranges of counts on which the cost bends upwards: less than held, held, more than held. */
function rangesOf({ prices, held, orderMin, value }: ShareProblem, at: number): readonly (readonly [number, number])[] {
  const price = prices[at]!;
  const now = held[at]!;
  const least = Math.max(Math.ceil(orderMin / price), 1);
  const most = Math.floor(value / price);
  const ranges = [
    [0, now - least],
    [now, now],
    [now + least, most],
  ] as const;
  return ranges.filter(([low, high]) => low <= high);
}

/** The best count of a range is at one of its ends or beside the target, where the cost bends. */
function bestOf(
  problem: ShareProblem,
  at: number,
  prices: Prices,
  [low, high]: readonly [number, number],
): PricedCount {
  const target = Math.floor(problem.targets[at]! / problem.prices[at]!);
  const inside = [low, high, target, target + 1].map((count) => Math.min(Math.max(count, low), high));
  return inside
    .map((count) => pricedCount(problem, at, count, prices))
    .reduce((best, one) => (one.cost < best.cost ? one : best));
}

const cheapest = (problem: ShareProblem, at: number, prices: Prices): PricedCount =>
  rangesOf(problem, at)
    .map((range) => bestOf(problem, at, prices, range))
    .reduce((best, one) => (one.cost < best.cost ? one : best));

/** All counts that cost less than a limit: from the best of each range outwards. */
function listCounts(problem: ShareProblem, at: number, prices: Prices, costMax: number): CountList {
  const counts: PricedCount[] = [];
  let beyond = Infinity;
  for (const [low, high] of rangesOf(problem, at)) {
    const best = bestOf(problem, at, prices, [low, high]);
    if (best.cost >= costMax) continue;
    counts.push(best);
    for (const step of [-1, 1]) {
      for (let count = best.count + step; count >= low && count <= high; count += step) {
        const next = pricedCount(problem, at, count, prices);
        if (next.cost >= costMax) break;
        if (counts.length >= COUNTS_MAX) {
          beyond = Math.min(beyond, next.cost);
          break;
        }
        counts.push(next);
      }
    }
  }
  return { counts: counts.sort((left, right) => left.cost - right.cost), beyond };
}

/** Least and most that the sums of what is not decided yet can come to. */
interface Rest {
  readonly missMin: number;
  readonly missMax: number;
  readonly outlayMax: number;
}

function restsOf(lists: readonly (readonly PricedCount[])[]): readonly Rest[] {
  const rests: Rest[] = [{ missMin: 0, missMax: 0, outlayMax: 0 }];
  for (const counts of lists.toReversed()) {
    const after = rests[0]!;
    const [missMin, missMax, outlayMax] = counts.reduce(
      ([low, high, most], { miss, outlay }) => [Math.min(low, miss), Math.max(high, miss), Math.max(most, outlay)],
      [Infinity, -Infinity, -Infinity],
    );
    rests.unshift({
      missMin: after.missMin + missMin,
      missMax: after.missMax + missMax,
      outlayMax: after.outlayMax + outlayMax,
    });
  }
  return rests;
}

/** What the prices left out: |sum| is at least slope * sum by a gap of its own, and cash that is left over has its price. */
function extraOf({ slope, cashPrice }: Prices, cash: number, { miss, outlay }: Sums, rest: Rest): number {
  const low = miss + rest.missMin;
  const high = miss + rest.missMax;
  const idle = low > 0 ? low * (1 - slope) : high < 0 ? -high * (1 + slope) : 0;
  return idle + cashPrice * Math.max(cash - outlay - rest.outlayMax, 0);
}

/** Where a concave function is largest. */
function maximise(from: number, to: number, valueAt: (at: number) => number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [valueAt(left), valueAt(right)];
  for (let step = 0; step < PRICE_STEPS; step++) {
    if (atLeft < atRight) {
      low = left;
      [left, atLeft] = [right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = valueAt(right);
    } else {
      high = right;
      [right, atRight] = [left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = valueAt(left);
    }
  }
  return atLeft > atRight ? left : right;
}
