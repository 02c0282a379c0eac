import { invariant } from '../../base/invariant';
import { logistic, logit, meanDecay } from './garch';
import { nelderMead } from './nelder-mead';

export interface DccFit {
  /** Weight of the last products, and of the last matrix. */
  readonly a: number;
  readonly b: number;
  /** Of the pairs, without the part that does not depend on the correlations. */
  readonly logLikelihood: number;
  /** Row-major n x n: correlations of the next period. */
  readonly nextCorrelation: Float64Array;
  readonly isConverged: boolean;
}

const PERSISTENCE_MAX = 0.9999;
const EVALUATIONS_MAX = 400;
const STEP = 0.5;

/** Two series with a correlation closer to one than this are one series, whose correlation does not move. */
const CORRELATION_GAP_MIN = 1e-8;

/** All pairs up to so many series; beyond, each with the next one. Costs stay in proportion to the series then. */
const ALL_PAIRS_SERIES_MAX = 20;

/** The search begins at the best of these: a + b, and the share of it that is a. */
const PERSISTENCES = [0.5, 0.8, 0.93, 0.98];
const NEWS_SHARES = [0.02, 0.05, 0.12];

/**
 * Dynamic conditional correlations: Q_t = (1 - a - b) C + a e_(t-1) e_(t-1)' + b Q_(t-1) with the mean C of the e e', and
 * correlations that are Q_t brought to a unit diagonal. The two parameters maximise the sum of the likelihoods of pairs,
 * which for two series is the likelihood, and for many is the sum that has little bias and never needs an inverse.
 *
 * @param standardised row-major T x n: residuals over their conditional volatilities; a column of zeros correlates with
 *                     nothing
 * @param horizon      periods that the correlations are wanted for: their Q goes back to C by a + b a period
 * @see Engle (2002), "Dynamic Conditional Correlation", Journal of Business & Economic Statistics 20(3), 339-350
 * @see Pakel, Shephard, Sheppard & Engle (2021), "Fitting Vast Dimensional Time-Varying Covariance Models", Journal of
 *      Business & Economic Statistics 39(3), 652-668
 */
export function fitDcc(standardised: Float64Array, size: number, horizon = 1): DccFit {
  invariant(size >= 1 && standardised.length % size === 0, `${standardised.length} residuals in ${size} columns`);
  const columns = Array.from({ length: size }, (_, column) =>
    Float64Array.from({ length: standardised.length / size }, (_, row) => standardised[row * size + column]!),
  );
  const pairs = pairsOf(columns);
  const count = standardised.length / size;
  if (pairs.length === 0) return { ...fitAt(columns, 0, 0, horizon), logLikelihood: 0, isConverged: true };
  const cost = (point: Float64Array): number => {
    const [a, b] = weightsAt(point);
    return -pairs.reduce((sum, pair) => sum + pairLogLikelihood(pair, a, b), 0) / (pairs.length * count);
  };
  const starts = PERSISTENCES.flatMap((persistence) =>
    NEWS_SHARES.map((share) => Float64Array.of(logit(persistence / PERSISTENCE_MAX), logit(share))),
  );
  const lowest = starts.map((point) => ({ point, value: cost(point) })).sort((left, right) => left.value - right.value);
  const best = nelderMead(cost, lowest[0]!.point, STEP, EVALUATIONS_MAX);
  const [a, b] = weightsAt(best.point);
  return {
    ...fitAt(columns, a, b, horizon),
    logLikelihood: -best.value * pairs.length * count,
    isConverged: best.isConverged,
  };
}

interface Pair {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Means of the squares and of the products. */
  readonly leftSquare: number;
  readonly rightSquare: number;
  readonly product: number;
}

const meanProduct = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, t) => sum + value * right[t]!, 0) / left.length;

/** By size, so that which series are neighbours does not depend on the order they came in. */
function pairsOf(columns: readonly Float64Array[]): readonly Pair[] {
  const sorted = columns
    .map((column) => ({ column, square: meanProduct(column, column), last: column.at(-1) }))
    .filter(({ square }) => square > 0)
    .sort((left, right) => left.square - right.square || left.last! - right.last!);
  const reach = sorted.length <= ALL_PAIRS_SERIES_MAX ? sorted.length : 1;
  return sorted.flatMap(({ column: left, square: leftSquare }, at) =>
    sorted.slice(at + 1, at + 1 + reach).flatMap(({ column: right, square: rightSquare }) => {
      const product = meanProduct(left, right);
      const isOne = Math.abs(product) > (1 - CORRELATION_GAP_MIN) * Math.sqrt(leftSquare * rightSquare);
      return isOne ? [] : [{ left, right, leftSquare, rightSquare, product }];
    }),
  );
}

function pairLogLikelihood(pair: Pair, a: number, b: number): number {
  const { left, right, leftSquare, rightSquare, product } = pair;
  const rest = 1 - a - b;
  let [first, second, both] = [leftSquare, rightSquare, product];
  let sum = 0;
  // One logarithm for the product of four gaps, each above zero by as much as the pairs are apart.
  let gaps = 1;
  for (let t = 0; t < left.length; t++) {
    const x = left[t]!;
    const y = right[t]!;
    const correlation = both / Math.sqrt(first * second);
    const gap = 1 - correlation * correlation;
    gaps *= gap;
    if (t % 4 === 3) {
      sum += Math.log(gaps);
      gaps = 1;
    }
    sum += (x * x + y * y - 2 * correlation * x * y) / gap - x * x - y * y;
    first = rest * leftSquare + a * x * x + b * first;
    second = rest * rightSquare + a * y * y + b * second;
    both = rest * product + a * x * y + b * both;
  }
  return -(sum + Math.log(gaps)) / 2;
}

/** The correlations that the recursion leads to, with the mean of Q over the horizon in place of Q. */
function fitAt(
  columns: readonly Float64Array[],
  a: number,
  b: number,
  horizon: number,
): Pick<DccFit, 'a' | 'b' | 'nextCorrelation'> {
  const size = columns.length;
  const left = meanDecay(a + b, horizon);
  const means = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const target = meanProduct(columns[row]!, columns[column]!);
      let current = target;
      columns[row]!.forEach((value, t) => {
        current = (1 - a - b) * target + a * value * columns[column]![t]! + b * current;
      });
      const mean = target + (current - target) * left;
      means[row * size + column] = mean;
      means[column * size + row] = mean;
    }
  }
  const nextCorrelation = means.map((entry, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    if (row === column) return 1;
    const scale = means[row * (size + 1)]! * means[column * (size + 1)]!;
    return scale > 0 ? Math.min(Math.max(entry / Math.sqrt(scale), -1), 1) : 0;
  });
  return { a, b, nextCorrelation };
}

function weightsAt(point: Float64Array): readonly [number, number] {
  const persistence = PERSISTENCE_MAX * logistic(point[0]!);
  const a = persistence * logistic(point[1]!);
  return [a, persistence - a];
}
