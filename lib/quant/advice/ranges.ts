import { invariant } from '../../base/invariant';
import { expectedReturnInterval, portfolioStandardError } from '../forecast/uncertainty';
import { normalQuantile } from '../math/normal-quantile';

/** Nine times in ten the truth lies inside, were the assumptions right. */
const COVERAGE = 0.9;
const Z = normalQuantile((1 + COVERAGE) / 2);

/** Volatility clusters for about a quarter: covariances of squared returns further apart than this are left out. */
const CLUSTER_ROWS = 63;

export interface Range {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How well the expected return itself is known, nine times in ten.
 *
 * @param mean       annual decimal
 * @param weights    length n
 * @param covariance row-major n x n, per year
 * @param years      length of the sample behind the estimate
 */
export function expectedReturnRange(
  mean: number,
  weights: Float64Array,
  covariance: Float64Array,
  years: number,
): Range {
  const standardError = portfolioStandardError(weights, covariance, years);
  return { mean, ...expectedReturnInterval(mean, standardError, COVERAGE) };
}

/**
 * What one year may bring if the estimates are right: log-normal with the given mean, nine years in ten.
 *
 * @param mean       annual decimal, above -1
 * @param volatility annual decimal
 */
export function oneYearOutcomeRange(mean: number, volatility: number): Range {
  invariant(mean > -1 && volatility >= 0, `mean ${mean}, volatility ${volatility}`);
  const growth = 1 + mean;
  const logVariance = Math.log(1 + (volatility / growth) ** 2);
  const centre = Math.log(growth) - logVariance / 2;
  const reach = Z * Math.sqrt(logVariance);
  return { mean, low: Math.exp(centre - reach) - 1, high: Math.exp(centre + reach) - 1 };
}

/**
 * How well volatility is known. Days are not independent draws: calm and stormy spells cluster, so the variance of the
 * mean square is estimated with Bartlett weights, and the range is far wider than the textbook chi-square one.
 *
 * @param volatility annual decimal, the estimate to put a range around
 * @param returns    daily returns of the mix, oldest first
 * @see Newey & West (1987), "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation Consistent
 *      Covariance Matrix", Econometrica 55(3), 703-708
 */
export function volatilityRange(volatility: number, returns: Float64Array): { low: number; high: number } {
  const size = returns.length;
  if (size < 2 * CLUSTER_ROWS) return { low: volatility / 2, high: volatility * 2 };
  const mean = returns.reduce((sum, value) => sum + value, 0) / size;
  const squares = returns.map((value) => (value - mean) ** 2);
  const meanSquare = squares.reduce((sum, value) => sum + value, 0) / size;
  if (meanSquare === 0) return { low: volatility, high: volatility };
  const gaps = squares.map((value) => value - meanSquare);
  let longRun = 0;
  for (let lag = 0; lag <= CLUSTER_ROWS; lag++) {
    let sum = 0;
    for (let t = lag; t < size; t++) sum += gaps[t]! * gaps[t - lag]!;
    longRun += ((lag === 0 ? 1 : 2) * (1 - lag / (CLUSTER_ROWS + 1)) * sum) / size;
  }
  // Delta method on the logarithm keeps the range positive: sd(ln sigma) = sd(variance) / (2 * variance).
  const relative = Math.sqrt(Math.max(0, longRun) / size) / (2 * meanSquare);
  return { low: volatility * Math.exp(-Z * relative), high: volatility * Math.exp(Z * relative) };
}
