import { dot, matVec, sumOf } from '../../math/matrix';
import { limitSolver } from '../splitting/limit-solver';
import type { Brancher, CountOption } from './branch-shares';
import { MILLION, type ShareProblem } from './share-problem';

/**
 * Bounds for tracking by variance. Around any positions p the cost is, exactly,
 *   cost(p) + sum_i s_i(x_i) + factor * (x - p)'S(x - p),   s_i = slope at p times (x_i - p_i) + fees beyond those at p,
 * and with S = L L' the last part is a sum of squares of which row k knows only what is decided from k on. So counts are
 * decided from the last to the first, each s_i bounded by its least where it is not decided yet; p is the best there is in
 * fractions, where the s_i have nothing left to give.
 *
 * @see Schnorr & Euchner (1994), "Lattice basis reduction: improved practical algorithms and solving subset sum problems",
 *      Mathematical Programming 66, 181-199
 */

/** Counts listed for one instrument in one branch. */
const COUNTS_MAX = 1_000;
/** Pivots below this share of the variance are rounding of zero. */
const PIVOT_SHARE_MIN = 1e-12;

/** @param riskAversion of riskAversion / 2 * value * d'Sd */
export function varianceBrancher(problem: ShareProblem, covariance: Float64Array, riskAversion: number): Brancher {
  const { size, prices } = problem;
  const factor = riskAversion / 2 / problem.value;
  const spreadOf = (at: number): number => prices[at]! * Math.sqrt(covariance[at * size + at]!);
  // The coarsest steps first: they leave the fewest counts to choose from.
  const order = [...prices.keys()].toSorted((left, right) => spreadOf(right) - spreadOf(left));
  const lower = lowerFactor(covariance, order.toReversed());
  const around = expandAround(problem, covariance, riskAversion);
  const least = prices.map((_, at) => leastOf(problem, at, around));
  return {
    order,
    bound: around.cost + sumOf(least),
    optionsAt: (depth, shares, bound, cutoff) => {
      const at = order[depth]!;
      const price = prices[at]!;
      const row = size - 1 - depth;
      const pivot = lower[row * size + row]!;
      let pulled = 0;
      for (let earlier = 0; earlier < depth; earlier++) {
        const other = order[earlier]!;
        pulled +=
          lower[(size - 1 - earlier) * size + row]! * (shares[other]! * prices[other]! - around.positions[other]!);
      }
      const own = around.positions[at]!;
      const center = (pivot > 0 ? own - pulled / pivot : own) / price;
      const reach = pivot > 0 ? Math.sqrt((cutoff - bound) / factor) / pivot / price : Infinity;
      const costOf = (count: number): number =>
        bound -
        least[at]! +
        separable(problem, at, count, around) +
        factor * (pulled + pivot * (count * price - own)) ** 2;
      return listOptions(problem, at, { center, reach, costOf, cutoff });
    },
  };
}

/** Positions, what they cost (fees for each order aside), and the slope of the variance there. */
interface Expansion {
  readonly positions: Float64Array;
  readonly cost: number;
  readonly slopes: Float64Array;
}

/** The cheapest positions in fractions, cash aside; any others would be valid too, and bound a little less. */
function expandAround(problem: ShareProblem, covariance: Float64Array, riskAversion: number): Expansion {
  const { size, value, targets, held, prices, feePerMillion } = problem;
  const now = held.map((count, at) => count * prices[at]!);
  const ones = new Float64Array(size).fill(1);
  const limits = {
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(Infinity),
    rows: [],
    weightScale: 1,
  };
  const weights = targets.map((target) => target / value);
  const tradeCost = { center: now.map((position) => position / value), up: ones, down: ones };
  const outcome = limitSolver(covariance, limits, feePerMillion > 0 ? tradeCost : undefined).solve(
    matVec(covariance, weights),
    feePerMillion / MILLION / riskAversion,
  );
  const positions = outcome.status === 'solved' ? outcome.point.map((weight) => weight * value) : targets;
  const miss = positions.map((position, at) => position - targets[at]!);
  const pull = matVec(covariance, miss);
  const paid = positions.reduce((sum, position, at) => sum + Math.abs(position - now[at]!), 0);
  return {
    positions,
    cost: (riskAversion / 2 / value) * dot(miss, pull) + (paid * feePerMillion) / MILLION,
    slopes: pull.map((entry) => (riskAversion / value) * entry),
  };
}

/** s_i of a count: how the linear parts of the cost differ from those around which it is expanded. */
function separable(problem: ShareProblem, at: number, count: number, { positions, slopes }: Expansion): number {
  const { held, prices, feePerOrder, feePerMillion } = problem;
  const own = positions[at]!;
  const now = held[at]! * prices[at]!;
  const position = count * prices[at]!;
  const fees = (Math.abs(position - now) - Math.abs(own - now)) * (feePerMillion / MILLION);
  return slopes[at]! * (position - own) + fees + (count === held[at] ? 0 : feePerOrder);
}

/** s_i bends only where nothing is traded, so its least is there or at an end. */
function leastOf(problem: ShareProblem, at: number, around: Expansion): number {
  const { held, prices, value } = problem;
  const now = held[at]!;
  const counts = [0, now - 1, now, now + 1, Math.floor(value / prices[at]!)];
  return Math.min(...counts.filter((count) => count >= 0).map((count) => separable(problem, at, count, around)));
}

interface Listing {
  readonly center: number;
  readonly reach: number;
  readonly costOf: (count: number) => number;
  readonly cutoff: number;
}

function listOptions(problem: ShareProblem, at: number, { center, reach, costOf, cutoff }: Listing) {
  const { held, prices, orderMin, value } = problem;
  const most = Math.floor(value / prices[at]!);
  const low = Math.max(Math.ceil(center - reach), 0);
  const high = Math.min(Math.floor(center + reach), most);
  const isCut = high - low >= COUNTS_MAX;
  const middle = Math.min(Math.max(Math.round(center), low), high);
  const from = isCut ? Math.max(low, middle - COUNTS_MAX / 2) : low;
  const to = isCut ? Math.min(high, middle + COUNTS_MAX / 2) : high;
  const options: CountOption[] = [];
  for (let count = from; count <= to; count++) {
    const traded = Math.abs(count - held[at]!);
    if (traded > 0 && traded * prices[at]! < orderMin) continue;
    const bound = costOf(count);
    if (bound < cutoff) options.push({ count, bound });
  }
  options.sort((left, right) => left.bound - right.bound);
  const ends = [...(from > low ? [from - 1] : []), ...(to < high ? [to + 1] : [])];
  return { options, beyond: Math.min(Infinity, ...ends.map(costOf)) };
}

/** Row-major L of the covariance with rows and columns in the given order; a pivot of zero leaves a column of zeros. */
function lowerFactor(covariance: Float64Array, order: readonly number[]): Float64Array {
  const size = order.length;
  const lower = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const own = covariance[order[column]! * size + order[column]!]!;
    let square = own;
    for (let k = 0; k < column; k++) square -= lower[column * size + k]! ** 2;
    if (square <= PIVOT_SHARE_MIN * own) continue;
    const pivot = Math.sqrt(square);
    lower[column * size + column] = pivot;
    for (let row = column + 1; row < size; row++) {
      let sum = covariance[order[row]! * size + order[column]!]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      lower[row * size + column] = sum / pivot;
    }
  }
  return lower;
}
