import { choleskyFactor, choleskySolve } from '../math/cholesky';
import { diagonalOf, dot, sumOf } from '../math/matrix';
import type { ReturnEstimate, ReturnModel, ReturnModelInput } from './return-model';
import { annualMeans, checkReturnModelInput, yearsOf } from './shared';
import { meanStandardErrors } from './uncertainty';

/** Pivots below this share of their variance: the inverse would be rounding. */
const PIVOT_RATIO_MIN = 1e-12;

/**
 * Sample means m drawn towards the mean b of the minimum-variance mix, by Jorion's share
 *
 *   share = (n + 2) / (n + 2 + T (m - b 1)' S^-1 (m - b 1)),  b = 1'S^-1 m / 1'S^-1 1.
 *
 * The share is that of a prior for the means with covariance S / lambda around an unknown b, share = lambda / (T + lambda).
 * The standard errors are those of its posterior: (1 - share) S_ii / T for the mean around b, and share / (T 1'S^-1 1) for
 * b itself. A singular covariance has no such mix: the plain means answer, and a note says so.
 *
 * @see Jorion (1986), "Bayes-Stein Estimation for Portfolio Analysis", Journal of Financial and Quantitative Analysis
 *      21(3), 279-292
 */
export const bayesStein: ReturnModel = {
  id: 'bayes-stein',
  parameters: [],
  relations: ['scaling', 'permutation'],
  estimate: (input) => {
    checkReturnModelInput(input);
    const size = input.sample.instruments;
    const factor = choleskyFactor(input.annualCovariance, size);
    const isRegular = factor.status === 'factored' && factor.pivotRatioMin > PIVOT_RATIO_MIN;
    return isRegular ? posterior(input, factor.lower) : plainMeans(input);
  },
};

function posterior(input: ReturnModelInput, lower: Float64Array): ReturnEstimate {
  const { annualCovariance, cashReturn, sample } = input;
  const { instruments } = sample;
  const years = yearsOf(input);
  const means = annualMeans(input);
  const spread = choleskySolve(lower, new Float64Array(instruments).fill(1));
  const precision = sumOf(spread);
  const target = dot(spread, means) / precision;
  const apart = means.map((own) => own - target);
  // In annual terms T (m - b)' S^-1 (m - b) reads years times the same: S grows with the periods a year, and each m too.
  const distance = years * dot(apart, choleskySolve(lower, apart));
  const shrinkage = (instruments + 2) / (instruments + 2 + distance);
  return {
    expectedReturns: means.map((own) => shrinkage * target + (1 - shrinkage) * own + cashReturn),
    standardErrors: diagonalOf(annualCovariance).map((variance) =>
      Math.sqrt(((1 - shrinkage) * variance + shrinkage / precision) / years),
    ),
    notes: [{ key: 'forecast.bayes-stein', values: { shrinkage, target: target + cashReturn } }],
  };
}

function plainMeans(input: ReturnModelInput): ReturnEstimate {
  const years = yearsOf(input);
  return {
    expectedReturns: annualMeans(input).map((mean) => mean + input.cashReturn),
    standardErrors: meanStandardErrors(input.annualCovariance, years),
    notes: [{ key: 'forecast.bayes-stein-singular', values: { years } }],
  };
}
