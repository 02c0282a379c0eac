import { invariant } from '../../base/invariant';
import { dot, matVec } from '../math/matrix';

/** Rounding may push a zero variance slightly below zero; more than this, against the sum of its parts, is a bug. */
const NEGATIVE_VARIANCE_SHARE_MAX = 1e-12;

export interface RiskContributions {
  /** sqrt(w' S w), in the period of the covariance. */
  readonly volatility: number;
  /** Length n: what each holding adds; sums to the volatility. All zero for a mix without risk. */
  readonly contributions: Float64Array;
  /** Length n, sums to one; null for a mix without risk. */
  readonly fractions: Float64Array | null;
}

/**
 * Euler split of a portfolio's volatility: w_i (S w)_i / sigma.
 *
 * @param weights    length n, fractions of portfolio value, any sign
 * @param covariance row-major n x n, symmetric, positive semidefinite
 * @throws InvariantError on a wrong shape, a value that is not finite or an indefinite covariance
 * @see Maillard, Roncalli & Teiletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios",
 *      Journal of Portfolio Management 36(4), 60-70
 */
export function riskContributions(weights: Float64Array, covariance: Float64Array): RiskContributions {
  const size = weights.length;
  invariant(size >= 1 && covariance.length === size * size, `${size} weights, ${covariance.length} covariance entries`);
  const products = matVec(covariance, weights).map((marginal, index) => marginal * weights[index]!);
  const variance = dot(weights, matVec(covariance, weights));
  invariant(Number.isFinite(variance), `the variance of ${size} weights is ${variance}`);
  const parts = products.reduce((sum, product) => sum + Math.abs(product), 0);
  invariant(variance >= -NEGATIVE_VARIANCE_SHARE_MAX * parts, `the variance of ${size} weights is ${variance}`);
  // A hedge that cancels to rounding has no risk to split.
  if (variance <= NEGATIVE_VARIANCE_SHARE_MAX * parts) {
    return { volatility: 0, contributions: new Float64Array(size), fractions: null };
  }
  const volatility = Math.sqrt(variance);
  return {
    volatility,
    contributions: products.map((product) => product / volatility),
    fractions: products.map((product) => product / variance),
  };
}
