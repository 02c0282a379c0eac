import { invariant } from '../../base/invariant';
import { choleskyFactor, invertLower } from './cholesky';
import { kendallTau } from './kendall';
import { dot, matVec } from './matrix';
import { nearestCorrelation } from './nearest-correlation';
import { ranks } from './statistics';
import { gammaRatioHalf, studentTCdf, studentTQuantile } from './student-t';

/** Below two degrees returns would have no variance; above a hundred the tails are as good as normal. */
export const COPULA_DEGREES_MIN = 2;
export const COPULA_DEGREES_MAX = 100;

/** Golden section on the logarithm narrows by 0.62 a step: 13 steps leave one percent, less than the fit's own error. */
const SEARCH_STEPS = 13;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Taken towards independence where rank correlations leave a matrix on the edge of what correlations can be. */
const EDGE_SHRINKAGE = 1e-6;

/** A fitted likelihood wants some observations a parameter. */
export const COPULA_OBSERVATIONS_MIN = 100;

export interface TCopula {
  readonly degreesOfFreedom: number;
  /** Row-major n x n, from the ranks. */
  readonly correlation: Float64Array;
  /** Of the ranks under the fitted copula; 0 for independence. */
  readonly logLikelihood: number;
}

/**
 * Coefficient of lower tail dependence of two parts of a t copula: how likely one is in the deepest part of its lower
 * tail, given that the other is. 2 T_{v+1}(-sqrt((v + 1)(1 - rho) / (1 + rho))).
 *
 * @param correlation in [-1, 1]
 * @see Demarta & McNeil (2005), "The t Copula and Related Copulas", International Statistical Review 73(1), equation 4
 */
export function tailDependence(degreesOfFreedom: number, correlation: number): number {
  if (correlation >= 1) return 1;
  if (correlation <= -1) return 0;
  const size = Math.sqrt(((degreesOfFreedom + 1) * (1 - correlation)) / (1 + correlation));
  return 2 * studentTCdf(-size, degreesOfFreedom + 1);
}

/** sin(pi tau / 2) of Kendall's tau: the correlation of any elliptical copula, whatever its tails. */
function rankCorrelation(columns: readonly Float64Array[]): Float64Array {
  const n = columns.length;
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    matrix[row * n + row] = 1;
    for (let column = 0; column < row; column++) {
      const entry = Math.sin((Math.PI / 2) * kendallTau(columns[row]!, columns[column]!));
      matrix[row * n + column] = entry;
      matrix[column * n + row] = entry;
    }
  }
  if (choleskyFactor(matrix, n).status === 'factored') return matrix;
  const { correlation } = nearestCorrelation(matrix, n);
  return correlation.map((entry, at) => (at % (n + 1) === 0 ? 1 : (1 - EDGE_SHRINKAGE) * entry));
}

/** The t quantile of each rank; a rank comes once a column, so each is worked out once. */
function quantilesOf(ranked: readonly Float64Array[], degreesOfFreedom: number): readonly Float64Array[] {
  const count = ranked[0]!.length;
  const known = new Map<number, number>();
  const quantile = (rank: number): number => {
    // The quantile is odd about the middle rank.
    const low = Math.min(rank, count + 1 - rank);
    let value = known.get(low);
    if (value === undefined) {
      value = studentTQuantile(low / (count + 1), degreesOfFreedom);
      known.set(low, value);
    }
    return rank === low ? value : -value;
  };
  return ranked.map((column) => column.map(quantile));
}

/**
 * Log-likelihood of ranks under a t copula.
 *
 * @param ranked n columns of ranks, 1 to T
 * @see Demarta & McNeil (2005), section 2
 */
export function copulaLogLikelihood(
  ranked: readonly Float64Array[],
  correlation: Float64Array,
  degreesOfFreedom: number,
): number {
  const n = ranked.length;
  const factor = choleskyFactor(correlation, n);
  invariant(factor.status === 'factored', 'a copula needs a correlation matrix of full rank');
  let constant = 0;
  for (let at = 0; at < n; at++) {
    constant += Math.log(gammaRatioHalf((degreesOfFreedom + at) / 2) / gammaRatioHalf(degreesOfFreedom / 2));
    constant -= Math.log(factor.lower[at * n + at]!);
  }
  const quantiles = quantilesOf(ranked, degreesOfFreedom);
  const count = ranked[0]!.length;
  const whitening = invertLower(factor.lower, n);
  const point = new Float64Array(n);
  const white = new Float64Array(n);
  let sum = 0;
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < n; at++) {
      const value = quantiles[at]![row]!;
      point[at] = value;
      sum += ((degreesOfFreedom + 1) / 2) * Math.log1p((value * value) / degreesOfFreedom);
    }
    matVec(whitening, point, white);
    const distance = dot(white, white);
    sum -= ((degreesOfFreedom + n) / 2) * Math.log1p(distance / degreesOfFreedom);
  }
  return count * constant + sum;
}

/**
 * A t copula fitted to series: correlations from Kendall's tau, then the degrees of freedom by maximum likelihood on the
 * ranks, so that neither rests on what each series' own distribution is.
 *
 * @param columns n >= 2 series of the same length, each of which moves
 * @see McNeil, Frey & Embrechts (2015), "Quantitative Risk Management", section 7.5
 */
export function fitTCopula(columns: readonly Float64Array[]): TCopula {
  invariant(columns.length >= 2, `a copula of ${columns.length} series`);
  const correlation = rankCorrelation(columns);
  const ranked = columns.map(ranks);
  const likelihoodAt = (logDegrees: number): number => copulaLogLikelihood(ranked, correlation, Math.exp(logDegrees));
  let low = Math.log(COPULA_DEGREES_MIN);
  let high = Math.log(COPULA_DEGREES_MAX);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = likelihoodAt(left);
  let atRight = likelihoodAt(right);
  for (let step = 0; step < SEARCH_STEPS; step++) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = likelihoodAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = likelihoodAt(right);
    }
  }
  const best = atLeft > atRight ? left : right;
  return { degreesOfFreedom: Math.exp(best), correlation, logLikelihood: Math.max(atLeft, atRight) };
}
