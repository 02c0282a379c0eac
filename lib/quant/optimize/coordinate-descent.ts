import { diagonalOf, dot, matVec, maxAbs, sumOf } from '../math/matrix';

const CYCLES_MAX = 200;
/** Largest error of a share of risk, in shares of its budget; the certificate asks for less. */
const SHARE_TOLERANCE = 1e-11;
/** Errors below this are squared by a Newton step; above, cycles are the safer way. */
const NEAR = 0.1;
const NEWTON_MAX = 12;
/** A Newton step that does not bring the error below this share of itself has met its rounding, or does not work here. */
const NEWTON_GAIN = 0.9;
/** Each Newton step is solved to this share of its own right-hand side, or to the share that the error itself is. */
const INNER_SHARE = 0.03;
const INNER_MAX = 200;

/**
 * The weights whose shares of risk are the budgets, without any limit but w > 0: the least
 *   1/2 y'Sy - sum b_i ln y_i,
 * by cyclical coordinate descent, each y_i in turn the positive root of a quadratic and the length of y set right after
 * each cycle (the best y has y'Sy = 1), then by Newton steps with conjugate gradients. A cycle and a product with the
 * covariance cost n^2 operations each; nothing is factorised.
 *
 * @param covariance row-major n x n, symmetric positive semidefinite, no zero variance
 * @param budgets    length n, positive, sum 1
 * @returns length n, positive, sum 1, each share of risk within 1e-11 of its budget; undefined when the steps do not settle
 * @see Griveau-Billion, Richard & Roncalli (2013), "A Fast Algorithm for Computing High-Dimensional Risk Parity Portfolios";
 *      Spinu (2013), "An Algorithm for Computing Risk Parity Weights"
 */
export function descendToBudgets(covariance: Float64Array, budgets: Float64Array): Float64Array | undefined {
  const variances = diagonalOf(covariance);
  const point = variances.map((variance, at) => Math.sqrt(budgets[at]! / variance));
  const slope = matVec(covariance, point);
  for (let cycle = 0; cycle < CYCLES_MAX; cycle++) {
    toUnitVariance(point, slope);
    if (largestError(point, slope, budgets) <= NEAR) return polished(covariance, budgets, point);
    for (let at = 0; at < point.length; at++) {
      const variance = variances[at]!;
      const next = positiveRoot(variance, slope[at]! - variance * point[at]!, budgets[at]!);
      addRow(slope, covariance, at, next - point[at]!);
      point[at] = next;
    }
  }
  return undefined;
}

/** Newton's steps in relative changes of y: (Y S Y + B) z = b - Y S y. */
function polished(covariance: Float64Array, budgets: Float64Array, start: Float64Array): Float64Array | undefined {
  let point = start;
  let lastError = Infinity;
  for (let step = 0; step < NEWTON_MAX; step++) {
    const slope = matVec(covariance, point);
    toUnitVariance(point, slope);
    const error = largestError(point, slope, budgets);
    if (error <= SHARE_TOLERANCE) {
      const total = sumOf(point);
      return point.map((entry) => entry / total);
    }
    if (!(error < NEWTON_GAIN * lastError)) return undefined;
    lastError = error;
    const missing = budgets.map((budget, at) => budget - point[at]! * slope[at]!);
    const change = relativeChange(covariance, budgets, point, missing);
    if (!change.every((entry) => entry > -1)) return undefined;
    point = point.map((entry, at) => entry * (1 + change[at]!));
  }
  return undefined;
}

/** Conjugate gradients with the diagonal as preconditioner. */
function relativeChange(
  covariance: Float64Array,
  budgets: Float64Array,
  point: Float64Array,
  missing: Float64Array,
): Float64Array {
  const diagonal = diagonalOf(covariance).map((variance, at) => variance * point[at]! ** 2 + budgets[at]!);
  const change = new Float64Array(point.length);
  const rest = missing.slice();
  const direction = rest.map((entry, at) => entry / diagonal[at]!);
  const start = maxAbs(direction);
  let size = dot(rest, direction);
  for (let step = 0; step < INNER_MAX; step++) {
    const product = matVec(
      covariance,
      direction.map((entry, at) => entry * point[at]!),
    );
    for (let at = 0; at < product.length; at++) {
      product[at] = point[at]! * product[at]! + budgets[at]! * direction[at]!;
    }
    const length = size / dot(direction, product);
    for (let at = 0; at < change.length; at++) {
      change[at]! += length * direction[at]!;
      rest[at]! -= length * product[at]!;
    }
    const steepest = rest.map((entry, at) => entry / diagonal[at]!);
    if (maxAbs(steepest) <= Math.min(INNER_SHARE, start) * start) break;
    const next = dot(rest, steepest);
    for (let at = 0; at < direction.length; at++) direction[at] = steepest[at]! + (next / size) * direction[at]!;
    size = next;
  }
  return change;
}

/** The y > 0 with variance y^2 + others y = budget, in the form that does not cancel. */
function positiveRoot(variance: number, others: number, budget: number): number {
  const root = Math.sqrt(others * others + 4 * variance * budget);
  return others > 0 ? (2 * budget) / (others + root) : (root - others) / (2 * variance);
}

function toUnitVariance(point: Float64Array, slope: Float64Array): void {
  const scale = 1 / Math.sqrt(dot(point, slope));
  for (let at = 0; at < point.length; at++) {
    point[at]! *= scale;
    slope[at]! *= scale;
  }
}

/** In shares of the budgets. */
function largestError(point: Float64Array, slope: Float64Array, budgets: Float64Array): number {
  let largest = 0;
  for (let at = 0; at < point.length; at++) {
    largest = Math.max(largest, Math.abs((point[at]! * slope[at]!) / budgets[at]! - 1));
  }
  return largest;
}

function addRow(target: Float64Array, matrix: Float64Array, row: number, factor: number): void {
  const size = target.length;
  const start = row * size;
  for (let at = 0; at < size; at++) target[at]! += factor * matrix[start + at]!;
}
