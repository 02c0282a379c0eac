import { conditioningOf } from './conditioning';
import { centredReturns, checkReturnsSample, crossProducts } from './returns-sample';
import type { RiskModel } from './risk-model';

/** The unbiased sample covariance (divides by observations - 1). */
export const sampleCovariance: RiskModel = {
  id: 'sample',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order', 'duplicate'],
  estimate: (sample) => {
    checkReturnsSample(sample);
    const { instruments, observations } = sample;
    const covariance = crossProducts(centredReturns(sample), instruments, observations - 1);
    return { covariance, shrinkage: 0, observations, ...conditioningOf(covariance, instruments, observations) };
  },
};
