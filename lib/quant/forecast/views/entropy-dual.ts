import { invariant } from '../../../base/invariant';
import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { dot, maxAbs } from '../../math/matrix';

export type Relation = 'equal' | 'at-least' | 'at-most';

/** A linear statement about the probabilities p of scenarios: sum of p_t a_t is equal to, at least or at most the target. */
export interface EntropyRow {
  /** Length T. */
  readonly coefficients: Float64Array;
  readonly relation: Relation;
  readonly target: number;
}

export interface EntropyAnswer {
  readonly status: 'solved' | 'not-met';
  /** Length T, summing to one. */
  readonly probabilities: Float64Array;
  /** Length rows: what one unit of a row's target adds to the relative entropy. */
  readonly multipliers: Float64Array;
  readonly check: EntropyCheck;
}

/** Recomputed from the inputs, the probabilities and the multipliers alone. */
export interface EntropyCheck {
  /** Sum of p log(p / q): how far the answer is from the prior. */
  readonly relativeEntropy: number;
  /** Upper bound on how much nearer to the prior any probabilities that meet the rows could be. */
  readonly dualityGap: number;
  /** Largest breach of a row, in standard deviations of its coefficients under the prior. */
  readonly primalResidual: number;
}

/** In standard deviations: a hundredth of what is asked of the answer. */
const GRADIENT_MAX = 1e-11;
const RESIDUAL_MAX = 1e-9;
const GAP_MAX = 1e-9;

/** Newton steps on a smooth convex function of a few variables; ten to twenty are usual, extreme views need more. */
const ITERATIONS_MAX = 200;
const HALVINGS_MAX = 50;
const SUFFICIENT_DECREASE = 1e-4;
/** Promised changes of the dual below this, relative to it, drown in rounding; the slope along the step is then the judge. */
const ROUNDING = 1e-10;
/** Keeps the Hessian definite when rows follow from each other; relative to its largest entry. */
const RIDGE = 1e-13;

/**
 * Probabilities nearest to the prior, in relative entropy, that meet the rows: p_t in proportion to q_t exp(a_t . x), with
 * the multipliers x found by Newton's method on the convex dual
 *
 *   minimise over x   log sum of q_t exp((a_t - b) . x),   x >= 0 for 'at-least', x <= 0 for 'at-most'.
 *
 * Rows are scaled to unit deviation under the prior. 'not-met' = no such probabilities were found: there are none, or only
 * ones that empty some scenarios.
 *
 * @param prior length T, not negative, summing to one
 * @see Meucci (2008), "Fully Flexible Views: Theory and Practice", Risk 21(10), 97-102
 */
export function nearestProbabilities(prior: Float64Array, rows: readonly EntropyRow[]): EntropyAnswer {
  const scales = rows.map((row) => scaleOf(row, prior));
  const centred = rows.map((row, at) => row.coefficients.map((entry) => (entry - row.target) / scales[at]!));
  const signs = rows.map(({ relation }) => (relation === 'equal' ? 0 : relation === 'at-least' ? 1 : -1));
  const x = minimise(prior, centred, signs);
  const { probabilities } = tilt(prior, centred, x);
  const check = checkProbabilities(prior, centred, signs, { probabilities, x });
  const isGood = check.primalResidual <= RESIDUAL_MAX && check.dualityGap <= GAP_MAX;
  return {
    status: isGood ? 'solved' : 'not-met',
    probabilities,
    multipliers: x.map((entry, at) => entry / scales[at]!),
    check,
  };
}

/** Deviation of the coefficients under the prior; a row that is the same in every scenario keeps its size. */
function scaleOf({ coefficients, target }: EntropyRow, prior: Float64Array): number {
  invariant(coefficients.length === prior.length, `${coefficients.length} coefficients for ${prior.length} scenarios`);
  const mean = dot(coefficients, prior);
  let variance = 0;
  for (let at = 0; at < prior.length; at++) variance += prior[at]! * (coefficients[at]! - mean) ** 2;
  return variance > 0 ? Math.sqrt(variance) : Math.max(Math.abs(mean - target), 1);
}

/** Projected Newton: multipliers at their bound that would move out of it stay there for the step. */
function minimise(prior: Float64Array, centred: readonly Float64Array[], signs: readonly number[]): Float64Array {
  let x: Float64Array = new Float64Array(centred.length);
  let here = tilt(prior, centred, x);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration++) {
    const gradient = Float64Array.from(centred, (row) => dot(row, here.probabilities));
    const free = Array.from(x.keys()).filter((at) => signs[at] === 0 || x[at] !== 0 || signs[at]! * gradient[at]! < 0);
    const slopes = Float64Array.from(free, (at) => gradient[at]!);
    if (maxAbs(slopes) <= GRADIENT_MAX) return x;
    const direction = newtonDirection(centred, here.probabilities, free, slopes);
    const next = lineSearch({ prior, centred, signs, x, free, direction, gradient, value: here.value });
    if (next === undefined) return x;
    x = next;
    here = tilt(prior, centred, x);
  }
  return x;
}

/** -(Cov_p(a))^-1 gradient over the free multipliers. */
function newtonDirection(
  centred: readonly Float64Array[],
  probabilities: Float64Array,
  free: readonly number[],
  slopes: Float64Array,
): Float64Array {
  const size = free.length;
  const hessian = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const left = centred[free[row]!]!;
    for (let column = 0; column <= row; column++) {
      const right = centred[free[column]!]!;
      let sum = 0;
      for (let at = 0; at < probabilities.length; at++) sum += probabilities[at]! * left[at]! * right[at]!;
      hessian[row * size + column] = sum - slopes[row]! * slopes[column]!;
    }
  }
  const largest = Math.max(maxAbs(hessian), Number.MIN_VALUE);
  for (let ridge = RIDGE; ; ridge *= 100) {
    for (let row = 0; row < size; row++) hessian[row * size + row]! += ridge * largest;
    const factor = choleskyFactor(hessian, size);
    if (factor.status === 'factored') return choleskySolve(factor.lower, slopes).map((entry) => -entry);
    invariant(ridge < 1, `a covariance of ${size} rows is not positive definite with a ridge of ${ridge}`);
  }
}

interface Step {
  readonly prior: Float64Array;
  readonly centred: readonly Float64Array[];
  readonly signs: readonly number[];
  readonly x: Float64Array;
  readonly free: readonly number[];
  readonly direction: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** The first of full, half, quarter ... steps that lowers the dual enough; undefined where rounding lets none. */
function lineSearch({ prior, centred, signs, x, free, direction, gradient, value }: Step): Float64Array | undefined {
  for (let halving = 0, length = 1; halving < HALVINGS_MAX; halving++, length /= 2) {
    const next = Float64Array.from(x);
    free.forEach((at, index) => {
      const moved = x[at]! + length * direction[index]!;
      next[at] = signs[at]! * moved < 0 ? 0 : moved;
    });
    const promised = next.reduce((sum, entry, at) => sum + gradient[at]! * (entry - x[at]!), 0);
    if (!(promised < 0)) continue;
    const there = tilt(prior, centred, next);
    if (there.value - value <= SUFFICIENT_DECREASE * promised) return next;
    if (-promised > ROUNDING * (1 + Math.abs(value))) continue;
    const slope = centred.reduce((sum, row, at) => sum + dot(row, there.probabilities) * (next[at]! - x[at]!), 0);
    if (Math.abs(slope) <= -promised / 2) return next;
  }
  return undefined;
}

/** p_t in proportion to q_t exp(a_t . x), and the log of the sum, without overflow. */
function tilt(prior: Float64Array, centred: readonly Float64Array[], x: Float64Array) {
  const exponents = new Float64Array(prior.length);
  centred.forEach((row, which) => {
    const multiplier = x[which]!;
    if (multiplier === 0) return;
    for (let at = 0; at < row.length; at++) exponents[at]! += multiplier * row[at]!;
  });
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < prior.length; at++) if (prior[at]! > 0) largest = Math.max(largest, exponents[at]!);
  const probabilities = prior.map((own, at) => (own > 0 ? own * Math.exp(exponents[at]! - largest) : 0));
  let sum = 0;
  for (const entry of probabilities) sum += entry;
  for (let at = 0; at < probabilities.length; at++) probabilities[at]! /= sum;
  return { probabilities, value: largest + Math.log(sum) };
}

/** Any x within its signs bounds the entropy from below by -log sum of q exp(a . x): the gap needs no trust in the solver. */
function checkProbabilities(
  prior: Float64Array,
  centred: readonly Float64Array[],
  signs: readonly number[],
  { probabilities, x }: { readonly probabilities: Float64Array; readonly x: Float64Array },
): EntropyCheck {
  const entropy = relativeEntropy(probabilities, prior);
  let primalResidual = Math.abs(probabilities.reduce((sum, entry) => sum + entry, -1));
  centred.forEach((row, at) => {
    const off = dot(row, probabilities);
    const breach = signs[at] === 0 ? Math.abs(off) : Math.max(-signs[at]! * off, 0);
    primalResidual = Math.max(primalResidual, breach);
  });
  return { relativeEntropy: entropy, dualityGap: entropy + tilt(prior, centred, x).value, primalResidual };
}

/** Sum of p log(p / q), in nats; a scenario without probability adds nothing. */
export function relativeEntropy(probabilities: Float64Array, prior: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < prior.length; at++) {
    if (probabilities[at]! > 0) sum += probabilities[at]! * Math.log(probabilities[at]! / prior[at]!);
  }
  return Math.max(sum, 0);
}
