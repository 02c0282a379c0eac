import { choleskyFactor, semidefiniteRank } from '../../../math/cholesky';
import { dot, quadraticForm } from '../../../math/matrix';
import type { MixPlan } from '../types';

/** Added to the diagonal of a semidefinite covariance, as a share of its mean variance: a ten-thousandth of a volatility. */
const RIDGE = 1e-8;
const SEMIDEFINITE_TOLERANCE = 1e-9;

/**
 * Lower triangular factor of a covariance, cash and twins included.
 *
 * @returns undefined for a matrix that no returns can have
 */
export function covarianceRoot(covariance: Float64Array, n: number): Float64Array | undefined {
  const exact = choleskyFactor(covariance, n);
  if (exact.status === 'factored') return exact.lower;
  if (semidefiniteRank(covariance, n, SEMIDEFINITE_TOLERANCE).status === 'indefinite') return undefined;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += covariance[i * n + i]!;
  if (trace === 0) return new Float64Array(n * n);
  const raised = covariance.slice();
  for (let i = 0; i < n; i++) raised[i * n + i]! += (RIDGE * trace) / n;
  const factor = choleskyFactor(raised, n);
  return factor.status === 'factored' ? factor.lower : undefined;
}

/** Mean of each mix. */
export function mixMeans({ weights }: MixPlan, means: Float64Array): Float64Array {
  const n = means.length;
  return Float64Array.from({ length: weights.length / n }, (_, mix) =>
    dot(weights.subarray(mix * n, (mix + 1) * n), means),
  );
}

/** Standard deviation of each mix. */
export function mixDeviations({ weights }: MixPlan, covariance: Float64Array): Float64Array {
  const n = Math.round(Math.sqrt(covariance.length));
  return Float64Array.from({ length: weights.length / n }, (_, mix) =>
    Math.sqrt(Math.max(0, quadraticForm(covariance, weights.subarray(mix * n, (mix + 1) * n)))),
  );
}

/** out[from..from+n) = means + scale * L z, with z at `at` of `normals`. */
export function correlate(
  lower: Float64Array,
  means: Float64Array,
  normals: Float64Array,
  at: number,
  scale: number,
  out: Float64Array,
): void {
  const n = means.length;
  for (let row = 0, entry = 0; row < n; row++, entry += n) {
    let sum = 0;
    for (let column = 0; column <= row; column++) sum += lower[entry + column]! * normals[at + column]!;
    out[at + row] = means[row]! + scale * sum;
  }
}

export const INDEFINITE = 'The covariance is one that no returns can have.';
