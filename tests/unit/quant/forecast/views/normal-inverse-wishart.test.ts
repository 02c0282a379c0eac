import { describe, expect, test } from 'vitest';
import {
  type BayesianBelief,
  predictiveMoments,
  updateBelief,
} from '@/lib/quant/forecast/views/normal-inverse-wishart';
import { expectClose, TOLERANCE } from '../../../../support/close';

const PRIOR: BayesianBelief = {
  expectedReturns: Float64Array.of(0.01),
  covariance: Float64Array.of(0.04),
  meanObservations: 2,
  covarianceObservations: 4,
};
const SAMPLE = { returns: Float64Array.of(0.1, 0.02), observations: 2, instruments: 1 };

describe('normal-inverse-Wishart belief', () => {
  // Oracle: by hand. Mean (2 * 0.01 + 2 * 0.06) / 4; scatter 2 * 0.04^2; surprise 2 * 2 / 4 * 0.05^2.
  test('one instrument and two observations, by hand', () => {
    const belief = updateBelief(PRIOR, SAMPLE);
    expectClose(belief.expectedReturns[0]!, 0.035, TOLERANCE.closedForm);
    expectClose(belief.covariance[0]!, (4 * 0.04 + 2 * 0.0016 + 0.0025) / 6, TOLERANCE.closedForm);
    expect(belief).toMatchObject({ meanObservations: 4, covarianceObservations: 6 });
  });

  test('learning all at once or in two steps ends at the same belief', () => {
    const returns = Float64Array.of(0.1, 0, 0.02, 0.05, -0.03, 0.01, 0.04, -0.02);
    const prior = {
      ...PRIOR,
      expectedReturns: Float64Array.of(0.01, 0.02),
      covariance: Float64Array.of(0.04, 0.01, 0.01, 0.02),
    };
    const once = updateBelief(prior, { returns, observations: 4, instruments: 2 });
    const first = updateBelief(prior, { returns: returns.subarray(0, 4), observations: 2, instruments: 2 });
    const twice = updateBelief(first, { returns: returns.subarray(4), observations: 2, instruments: 2 });
    once.covariance.forEach((entry, at) => {
      expectClose(entry, twice.covariance[at]!, TOLERANCE.closedForm);
    });
    expectClose(once.expectedReturns[1]!, twice.expectedReturns[1]!, TOLERANCE.closedForm);
  });

  // Oracle: variance of a sum of h normals whose mean is unknown, h v + h^2 v / k.
  test('over a horizon, what is unknown of the mean grows with its square', () => {
    const { expectedReturns, covariance, standardErrors, degreesOfFreedom } = predictiveMoments(PRIOR, 12);
    expectClose(expectedReturns[0]!, 0.12, TOLERANCE.closedForm);
    expectClose(covariance[0]!, 12 * 0.04 + (144 / 2) * 0.04, TOLERANCE.closedForm);
    expectClose(standardErrors[0]!, 12 * Math.sqrt(0.04 / 2), TOLERANCE.closedForm);
    expect(degreesOfFreedom).toBe(6);
  });

  test('a belief worth nothing is a bug of the caller', () => {
    expect(() => updateBelief({ ...PRIOR, meanObservations: 0 }, SAMPLE)).toThrow('worth 0 observations');
  });
});
