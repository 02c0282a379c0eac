import type { ParameterDefinition } from '../features/parameters';
import { modelNumbers } from '../risk/model-parameters';
import type { ReturnModel } from './return-model';
import { checkReturnModelInput } from './shared';
import { meanStandardErrors } from './uncertainty';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'halfLifePeriods',
    name: 'Half-life',
    kind: 'number',
    unit: 'periods after which a return counts half',
    min: 1,
    max: 10_000,
    default: 252,
  },
];

/**
 * The mean of the sample with weights that halve every half-life into the past. It rests on fewer returns than it sees:
 * on 1 / (sum of squared weights) of them, and the standard error is that of a mean of so many. A span s of other
 * libraries is a decay of 1 - 2 / (s + 1) a period.
 *
 * @see Kish (1965), "Survey Sampling", Wiley, for the number of returns that weights leave
 */
export const ewmaMean: ReturnModel = {
  id: 'ewma-mean',
  parameters: PARAMETERS,
  relations: ['scaling', 'permutation'],
  estimate: (input, parameters) => {
    checkReturnModelInput(input);
    const { sample, periodsPerYear, cashReturn, annualCovariance } = input;
    const { returns, observations, instruments } = sample;
    const halfLifePeriods = modelNumbers(PARAMETERS, parameters)('halfLifePeriods');
    const weights = Float64Array.from({ length: observations }, (_, row) =>
      Math.pow(0.5, (observations - 1 - row) / halfLifePeriods),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const squares = weights.reduce((sum, weight) => sum + (weight / total) ** 2, 0);
    const means = new Float64Array(instruments);
    returns.forEach((value, at) => {
      means[at % instruments]! += (weights[Math.floor(at / instruments)]! / total) * value;
    });
    const years = 1 / (squares * periodsPerYear);
    return {
      expectedReturns: means.map((mean) => mean * periodsPerYear + cashReturn),
      standardErrors: meanStandardErrors(annualCovariance, years),
      notes: [{ key: 'forecast.ewma-mean', values: { halfLifePeriods, years } }],
    };
  },
};
