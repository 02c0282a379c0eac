import { invariant } from '../../../base/invariant';
import { leastSquares } from '../../math/least-squares';
import { conditioningOf } from '../conditioning';
import { covarianceOfFactors } from '../factor-form';
import { checkReturnsSample } from '../returns-sample';
import type { CovarianceEstimate, FactorReturns, ReturnsSample, RiskModel } from '../risk-model';
import { sampleCovariance } from '../sample';
import { fallbackEstimate } from './shared';

/**
 * Each instrument's returns regressed on the returns of given factors, with an intercept: B' F B with the factors' own
 * sample covariance F, and the residual variances on the diagonal. With the three factors of Fama and French it is their
 * model; with none given the one factor is the equally weighted mean of the instruments, Sharpe's index.
 *
 * Where there are too few returns, or a factor is a mix of the others, the shrinkage of Ledoit and Wolf answers, and the
 * estimate says so.
 *
 * @see Fama & French (1993), "Common Risk Factors in the Returns on Stocks and Bonds", Journal of Financial Economics
 *      33(1), 3-56
 * @see Sharpe (1963), "A Simplified Model for Portfolio Analysis", Management Science 9(2), 277-293
 */
export const factorRegression: RiskModel = {
  id: 'factor-regression',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    checkReturnsSample(sample);
    const { observations, factorReturns = indexOf(sample) } = sample;
    const { returns, names } = factorReturns;
    invariant(
      returns.length === observations * names.length,
      `${returns.length} factor returns for ${observations} rows`,
    );
    return regressed(sample, factorReturns) ?? fallbackEstimate(sample);
  },
};

function regressed(sample: ReturnsSample, { returns, names }: FactorReturns): CovarianceEstimate | undefined {
  const { instruments, observations } = sample;
  const count = names.length;
  if (observations <= count + 1) return undefined;
  const regressors = [new Float64Array(observations).fill(1), ...names.map((_, at) => columnOf(returns, count, at))];
  const loadings = new Float64Array(count * instruments);
  const specificVariances = new Float64Array(instruments);
  for (let column = 0; column < instruments; column++) {
    const fit = leastSquares(regressors, columnOf(sample.returns, instruments, column));
    if (fit.status === 'collinear') return undefined;
    for (let at = 0; at < count; at++) loadings[at * instruments + column] = fit.coefficients[at + 1]!;
    specificVariances[column] = fit.residualSumOfSquares / (observations - count - 1);
  }
  const factorCovariance = sampleCovariance.estimate({ returns, observations, instruments: count }).covariance;
  const factors = { loadings, factorCovariance, specificVariances };
  const covariance = covarianceOfFactors(factors);
  const findings = [{ name: 'factors', value: count }];
  const conditioning = conditioningOf(covariance, instruments, observations);
  return { covariance, shrinkage: 0, observations, ...conditioning, findings, factors };
}

const columnOf = (values: Float64Array, width: number, column: number): Float64Array =>
  Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + column]!);

function indexOf({ returns, observations, instruments }: ReturnsSample): FactorReturns {
  const index = new Float64Array(observations);
  for (let row = 0, at = 0; row < observations; row++) {
    for (let column = 0; column < instruments; column++, at++) index[row]! += returns[at]! / instruments;
  }
  return { names: ['index'], returns: index };
}
