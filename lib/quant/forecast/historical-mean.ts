import type { ReturnModel } from './return-model';
import { annualMeans, checkReturnModelInput, yearsOf } from './shared';
import { meanStandardErrors } from './uncertainty';

/**
 * The arithmetic mean of the sample. Unbiased, and mostly noise: its standard error, sqrt(variance / years) with the
 * variance of the risk model, says how much.
 */
export const historicalMean: ReturnModel = {
  id: 'historical-mean',
  parameters: [],
  relations: ['scaling', 'permutation', 'longer'],
  estimate: (input) => {
    checkReturnModelInput(input);
    return {
      expectedReturns: annualMeans(input).map((mean) => mean + input.cashReturn),
      standardErrors: meanStandardErrors(input.annualCovariance, yearsOf(input)),
      notes: [{ key: 'historical-mean', values: { years: yearsOf(input) } }],
    };
  },
};
