import type { ParameterDefinition } from '../../features/parameters';
import { conditioningOf } from '../conditioning';
import { modelNumbers } from '../model-parameters';
import { checkReturnsSample, crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'threshold',
    name: 'Threshold',
    kind: 'number',
    unit: 'decimal return a period; what is above it does not count',
    min: -1,
    max: 1,
    default: 0,
  },
];

/**
 * Semicovariance below a threshold b: the mean of min(x - b, 0) min(x - b, 0)'. It counts only the shortfalls, and those
 * of two instruments only where they fall together; a portfolio's own semivariance is below its quadratic form, with
 * equality where all instruments fall short on the same dates.
 *
 * @see Estrada (2008), "Mean-Semivariance Optimization: A Heuristic Approach", Journal of Applied Finance 18(1), 57-72
 */
export const semicovariance: RiskModel = {
  id: 'semicovariance',
  parameters: PARAMETERS,
  relations: ['scaling', 'permutation', 'date-order', 'duplicate'],
  estimate: (sample, parameters) => {
    checkReturnsSample(sample);
    const { instruments, observations } = sample;
    const threshold = modelNumbers(PARAMETERS, parameters)('threshold');
    const shortfalls = sample.returns.map((value) => Math.min(value - threshold, 0));
    const covariance = crossProducts(shortfalls, instruments, observations);
    return { covariance, shrinkage: 0, observations, ...conditioningOf(covariance, instruments, observations) };
  },
};
