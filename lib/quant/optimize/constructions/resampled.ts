import { symmetricEigen } from '../../math/symmetric-eigen';
import { randomStream } from '../../math/rng';
import { optimize } from '../optimize';
import type { OptimizeOutcome } from '../types';
import type { ConstructionMethod } from './construction-method';
import { built, refuse, warn } from './shared';
import type { Resampled } from './types';

const RESAMPLES_DEFAULT = 100;
const RESAMPLES_MAX = 10_000;

/**
 * Resampled efficiency: histories are drawn from the normal distribution with the given moments, as long as the real one;
 * each one's own moments are optimised within the limits, and the answers averaged. An instrument that is best only by
 * luck is best in some histories and worst in others, so the mean does not lean on it.
 *
 * Each instrument's draws belong to its symbol, and are mixed by the symmetric root of the covariance, so the answer does
 * not depend on the order of the list.
 *
 * @see Michaud (1998), "Efficient Asset Management", Harvard Business School Press, chapters 4 and 6
 */
export const resampled: ConstructionMethod<Resampled> = {
  kind: 'resampled',
  needs: [],
  relations: ['permutation', 'zero-weight', 'limits'],
  pick: (request, columns) => {
    const { objective } = request;
    if (objective.kind !== 'risk-budget' || objective.budgets === undefined) return request;
    const { budgets } = objective;
    return {
      ...request,
      objective: { ...objective, budgets: Float64Array.from(columns, (column) => budgets[column]!) },
    };
  },
  check: ({ request: { observations, periodsPerYear, resamples = RESAMPLES_DEFAULT }, limits: { riskMax = [] } }) => {
    const [cap] = riskMax;
    if (cap !== undefined) {
      const message = `Histories drawn from means and a covariance do not tell ${cap.measure}; resampling cannot cap it.`;
      return refuse(message, 'limits.riskMax');
    }
    if (!(Number.isInteger(observations) && observations >= 2)) {
      return refuse('A resampled history needs at least two observations.', 'objective.observations');
    }
    if (!(periodsPerYear > 0 && periodsPerYear < Infinity)) {
      return refuse('The periods a year must be above zero.', 'objective.periodsPerYear');
    }
    if (Number.isInteger(resamples) && resamples >= 1 && resamples <= RESAMPLES_MAX) return undefined;
    return refuse(`The number of resamples must be a whole number from 1 to ${RESAMPLES_MAX}.`, 'objective.resamples');
  },
  build: (problem) => {
    const { symbols, request, limits } = problem;
    const { objective, resamples = RESAMPLES_DEFAULT } = request;
    const size = symbols.length;
    const draw = historyMaker(problem);
    if (draw === undefined) return refuse('The covariance is not positive semidefinite.', 'covariance');
    const sum = new Float64Array(size);
    let solved = 0;
    let failure: Exclude<OptimizeOutcome, { status: 'solved' }> | undefined;
    for (let history = 0; history < resamples; history++) {
      const outcome = optimize({ symbols, ...draw(history), objective, limits });
      if (outcome.status === 'solved') {
        outcome.weights.forEach((weight, at) => (sum[at]! += weight));
        solved++;
      } else {
        failure ??= outcome;
        if (outcome.status === 'refused') break;
      }
    }
    if (failure !== undefined && (solved === 0 || failure.status === 'refused')) return failure;
    const warnings =
      solved === resamples
        ? []
        : [
            warn(
              'resamples-failed',
              `${resamples - solved} of ${resamples} histories had no answer within the limits and do not count.`,
            ),
          ];
    return built(
      sum.map((weight) => weight / solved),
      { isOfBudget: false, warnings, findings: [{ name: 'resamples', value: solved }] },
    );
  },
};

interface Moments {
  readonly expectedReturns: Float64Array;
  readonly covariance: Float64Array;
}

/** Rounding may push an eigenvalue this far below zero, relative to the largest. */
const NEGATIVE_EIGENVALUE_SHARE_MAX = 1e-9;

/** Moments of one drawn history after another, annual; undefined where the covariance has a negative eigenvalue. */
function historyMaker({
  symbols,
  expectedReturns,
  covariance,
  request: { observations, periodsPerYear, seed },
}: Parameters<typeof resampled.build>[0]): ((history: number) => Moments) | undefined {
  const size = symbols.length;
  const root = symmetricRoot(covariance, size);
  if (root === undefined) return undefined;
  const streams = symbols.map((symbol) => randomStream(seed).split(symbol));
  const draws = new Float64Array(observations * size);
  return (history) => {
    streams.forEach((stream, column) => {
      const own = stream.split(history);
      for (let at = column; at < draws.length; at += size) draws[at] = own.nextNormal();
    });
    const { means, products } = standardMoments(draws, size, observations);
    const scale = Math.sqrt(periodsPerYear);
    return {
      expectedReturns: expectedReturns.map((expected, row) => {
        let drift = 0;
        for (let column = 0; column < size; column++) drift += root[row * size + column]! * means[column]!;
        return expected + scale * drift;
      }),
      covariance: sandwich(root, products, size),
    };
  };
}

/** S^(1/2) with S^(1/2) S^(1/2) = S, row-major. */
function symmetricRoot(covariance: Float64Array, size: number): Float64Array | undefined {
  const { values, vectors } = symmetricEigen(covariance, size);
  const largest = Math.max(...values, 0);
  if (values.some((value) => value < -NEGATIVE_EIGENVALUE_SHARE_MAX * largest)) return undefined;
  const root = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        sum += vectors[k * size + row]! * Math.sqrt(Math.max(values[k]!, 0)) * vectors[k * size + column]!;
      }
      root[row * size + column] = sum;
      root[column * size + row] = sum;
    }
  }
  return root;
}

/** Mean and unbiased covariance of independent draws. */
function standardMoments(
  draws: Float64Array,
  size: number,
  observations: number,
): { means: Float64Array; products: Float64Array } {
  const means = new Float64Array(size);
  const products = new Float64Array(size * size);
  for (let start = 0; start < draws.length; start += size) {
    for (let row = 0; row < size; row++) {
      const entry = draws[start + row]!;
      means[row]! += entry / observations;
      for (let column = 0; column <= row; column++) products[row * size + column]! += entry * draws[start + column]!;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const centred = products[row * size + column]! - observations * means[row]! * means[column]!;
      products[row * size + column] = centred / (observations - 1);
      products[column * size + row] = centred / (observations - 1);
    }
  }
  return { means, products };
}

/** R P R for symmetric R and P; exactly symmetric. */
function sandwich(root: Float64Array, products: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const entry = root[row * size + inner]!;
      for (let column = 0; column < size; column++)
        half[row * size + column]! += entry * products[inner * size + column]!;
    }
  }
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let inner = 0; inner < size; inner++) sum += half[row * size + inner]! * root[column * size + inner]!;
      result[row * size + column] = sum;
      result[column * size + row] = sum;
    }
  }
  return result;
}
