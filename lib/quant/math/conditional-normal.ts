import { invariant } from '../../base/invariant';
import { choleskyFactor, choleskySolve } from './cholesky';
import { dot, matVec } from './matrix';

/** What is left of a statement's variance once the others are known, below which it says nothing of its own. */
const INDEPENDENT_SHARE = 1e-9;

export type ConditionalOutcome =
  | {
      readonly status: 'conditioned';
      /** Length n: E[x | A x = v]. */
      readonly mean: Float64Array;
      /** Row-major n x n: Cov[x | A x = v]. It does not depend on v. */
      readonly covariance: Float64Array;
      /** v' (A S A')^-1 v: the squared Mahalanobis distance of the statements from zero. */
      readonly squaredDistance: number;
    }
  /** This statement follows from the ones before it, or speaks of what does not move. */
  | { readonly status: 'dependent'; readonly statement: number };

/**
 * A normal vector with mean zero, given the values of some of its linear combinations:
 * mean S A' (A S A')^-1 v and covariance S - S A' (A S A')^-1 A S.
 *
 * @param covariance row-major n x n, positive semidefinite
 * @param directions k rows of A, each of length n
 * @param values     length k
 * @see Anderson (2003), "An Introduction to Multivariate Statistical Analysis", 3rd ed., theorem 2.5.1
 */
export function conditionalNormal(
  covariance: Float64Array,
  directions: readonly Float64Array[],
  values: Float64Array,
): ConditionalOutcome {
  const k = directions.length;
  const n = Math.round(Math.sqrt(covariance.length));
  invariant(values.length === k, `${values.length} values for ${k} directions`);
  if (k === 0) {
    const mean = new Float64Array(n);
    return { status: 'conditioned', mean, covariance: Float64Array.from(covariance), squaredDistance: 0 };
  }
  const carried = directions.map((direction) => matVec(covariance, direction));
  const gram = Float64Array.from(directions.flatMap((direction) => carried.map((column) => dot(direction, column))));
  const still = directions.findIndex((_, row) => !(gram[row * k + row]! > 0));
  if (still !== -1) return { status: 'dependent', statement: still };
  const scaled = unitScaled(gram, k);
  for (let size = 1; size <= k; size++) {
    const leading = choleskyFactor(leadingBlock(scaled, k, size), size);
    const isSound = leading.status === 'factored' && leading.pivotRatioMin > INDEPENDENT_SHARE;
    if (!isSound) return { status: 'dependent', statement: size - 1 };
  }
  const factor = choleskyFactor(gram, k);
  invariant(factor.status === 'factored', 'independent statements have a factor');
  const solved = choleskySolve(factor.lower, values);
  const mean = new Float64Array(n);
  const rest = Float64Array.from(covariance);
  for (let row = 0; row < n; row++) {
    const loadings = Float64Array.from(carried, (column) => column[row]!);
    mean[row] = dot(loadings, solved);
    const gains = choleskySolve(factor.lower, loadings);
    for (let column = 0; column < n; column++) {
      for (let at = 0; at < k; at++) rest[row * n + column]! -= gains[at]! * carried[at]![column]!;
    }
  }
  return { status: 'conditioned', mean, covariance: rest, squaredDistance: dot(values, solved) };
}

/** Scaled to a unit diagonal, so that yields and prices are judged alike. */
const unitScaled = (gram: Float64Array, k: number): Float64Array =>
  gram.map((value, at) => {
    const row = Math.floor(at / k);
    const column = at % k;
    return value / Math.sqrt(gram[row * k + row]! * gram[column * k + column]!);
  });

const leadingBlock = (matrix: Float64Array, k: number, size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, at) => matrix[Math.floor(at / size) * k + (at % size)]!);
