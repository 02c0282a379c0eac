import type { ReturnModel } from './return-model';
import { checkReturnModelInput, yearsOf } from './shared';
import { meanStandardErrors } from './uncertainty';

/**
 * The growth a year that the sample compounds to: product of (1 + r) to the power 1 / years, less one. Below the
 * arithmetic mean by about half the variance: it is what one would have had, not what to expect of a single year. An
 * instrument that lost everything stays at -1.
 *
 * The standard error is that of the mean of log(1 + r), carried over to the growth: (1 + growth) sqrt(variance / years).
 *
 * @see Jacquier, Kane & Marcus (2003), "Geometric or Arithmetic Mean: A Reconsideration", Financial Analysts Journal
 *      59(6), 46-53
 */
export const geometricMean: ReturnModel = {
  id: 'geometric-mean',
  parameters: [],
  relations: ['permutation', 'longer'],
  estimate: (input) => {
    checkReturnModelInput(input);
    const { sample, cashReturn } = input;
    const years = yearsOf(input);
    const logarithms = new Float64Array(sample.instruments);
    sample.returns.forEach((value, at) => {
      logarithms[at % sample.instruments]! += value > -1 ? Math.log1p(value) : -Infinity;
    });
    const growth = logarithms.map((logarithm) => Math.expm1(logarithm / years));
    return {
      expectedReturns: growth.map((value) => value + cashReturn),
      standardErrors: meanStandardErrors(input.annualCovariance, years).map((error, at) => error * (1 + growth[at]!)),
      notes: [{ key: 'forecast.geometric-mean', values: { years } }],
    };
  },
};
