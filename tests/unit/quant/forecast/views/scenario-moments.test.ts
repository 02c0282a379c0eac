import { describe, test } from 'vitest';
import { scenarioMoments } from '@/lib/quant/forecast/views/scenario-moments';
import { expectClose, TOLERANCE } from '../../../../support/close';

describe('moments of weighted scenarios', () => {
  // Oracle: by hand. Means 0.5 * 0.1 - 0.25 * 0.1 and so on; a scenario of no weight does not count.
  test('by hand', () => {
    const returns = Float64Array.of(0.1, 0, -0.1, 0.2, 0, 0.04, 9, 9);
    const { means, covariance } = scenarioMoments(
      { returns, observations: 4, instruments: 2 },
      Float64Array.of(0.5, 0.25, 0.25, 0),
    );
    expectClose(means[0]!, 0.025, TOLERANCE.closedForm);
    expectClose(means[1]!, 0.06, TOLERANCE.closedForm);
    expectClose(covariance[0]!, 0.5 * 0.01 + 0.25 * 0.01 - 0.025 ** 2, TOLERANCE.closedForm);
    expectClose(covariance[1]!, 0.25 * -0.1 * 0.2 - 0.025 * 0.06, TOLERANCE.closedForm);
    expectClose(covariance[2]!, covariance[1]!, 0);
  });
});
