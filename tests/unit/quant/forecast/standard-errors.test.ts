import { inv } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { bayesStein } from '@/lib/quant/forecast/bayes-stein';
import { capm } from '@/lib/quant/forecast/capm';
import { ewmaMean } from '@/lib/quant/forecast/ewma-mean';
import { geometricMean } from '@/lib/quant/forecast/geometric-mean';
import type { ReturnModelInput } from '@/lib/quant/forecast/return-model';
import { expectClose, TOLERANCE } from '../../../support/close';

/** Two annual rows whose mean is `means`; the covariance is given apart. */
function inputWith(means: readonly number[], covariance: readonly (readonly number[])[]): ReturnModelInput {
  return {
    sample: { returns: Float64Array.from([...means, ...means]), observations: 2, instruments: means.length },
    periodsPerYear: 1,
    annualCovariance: Float64Array.from(covariance.flat()),
    cashReturn: 0,
    policyWeights: new Float64Array(means.length).fill(1 / means.length),
    policySharpe: 0.4,
  };
}

const COVARIANCE = [
  [0.04, 0.01, 0.004],
  [0.01, 0.02, 0.002],
  [0.004, 0.002, 0.005],
];

describe('bayes-stein', () => {
  /**
   * Oracle: the joint precision of (means, target) for normal returns of T years, a prior of precision lambda S^-1 around
   * the target and none for the target itself, inverted as a whole.
   */
  test('standard errors are those of the posterior, by inverting it', () => {
    const years = 2;
    const { notes, standardErrors } = bayesStein.estimate(inputWith([0.1, 0.04, 0.02], COVARIANCE));
    const shrinkage = notes[0]!.values['shrinkage']!;
    const lambda = (shrinkage * years) / (1 - shrinkage);
    const precision = inv(COVARIANCE.map((row) => [...row]));
    const rowSums = precision.map((row) => row.reduce((sum, entry) => sum + entry, 0));
    const joint = [
      ...precision.map((row, at) => [...row.map((entry) => (years + lambda) * entry), -lambda * rowSums[at]!]),
      [...rowSums.map((sum) => -lambda * sum), lambda * rowSums.reduce((sum, entry) => sum + entry, 0)],
    ];
    const posterior = inv(joint);
    standardErrors.forEach((error, at) => expectClose(error, Math.sqrt(posterior[at]![at]!), TOLERANCE.longSum));
  });

  // By hand: the target is 0.06, the distance 2 (0.04^2 + 0.04^2) / 0.04 = 0.16, the share 4 / 4.16 = 25 / 26.
  test('two unrelated instruments by hand', () => {
    const input = inputWith(
      [0.1, 0.02],
      [
        [0.04, 0],
        [0, 0.04],
      ],
    );
    const { expectedReturns, standardErrors } = bayesStein.estimate(input);
    expectClose(expectedReturns[0]!, 0.06 + 0.04 / 26, TOLERANCE.closedForm);
    expectClose(standardErrors[0]!, Math.sqrt((0.04 / 26 + (0.02 * 25) / 26) / 2), TOLERANCE.closedForm);
  });

  test('a singular covariance: plain means, and a note', () => {
    const input = inputWith(
      [0.1, 0.02],
      [
        [0.04, 0.04],
        [0.04, 0.04],
      ],
    );
    const { expectedReturns, notes } = bayesStein.estimate(input);
    expect([...expectedReturns]).toEqual([0.1, 0.02]);
    expect(notes.map(({ key }) => key)).toEqual(['forecast.bayes-stein-singular']);
  });
});

describe('capm', () => {
  // By hand: a mix of half each has variance 0.05 / 4, so the betas are 8 / 5 and 2 / 5; it earned 6 %.
  test('two unrelated instruments by hand', () => {
    const input = inputWith(
      [0.1, 0.02],
      [
        [0.04, 0],
        [0, 0.01],
      ],
    );
    const { expectedReturns, standardErrors } = capm.estimate(input);
    expectClose(expectedReturns[0]!, 1.6 * 0.06, TOLERANCE.closedForm);
    expectClose(expectedReturns[1]!, 0.4 * 0.06, TOLERANCE.closedForm);
    // The premium is off by sqrt(0.0125 / 2), the beta by sqrt((0.04 - 1.6^2 0.0125) / 0.0125 / 2).
    const premiumError = Math.sqrt(0.0125 / 2);
    const betaError = Math.sqrt((0.04 - 0.032) / 0.0125 / 2);
    expectClose(standardErrors[0]!, Math.hypot(1.6 * premiumError, 0.06 * betaError), TOLERANCE.closedForm);
  });

  test('a policy mix without risk is refused', () => {
    expect(() => capm.estimate(inputWith([0.1], [[0]]))).toThrow('nothing has a beta to it');
  });
});

describe('geometric-mean', () => {
  // Half lost, then all of it won back: nothing gained, known to sqrt(variance / years).
  test('a loss and its recovery', () => {
    const input = inputWith([0], [[0.5]]);
    const sample = { returns: Float64Array.of(-0.5, 1), observations: 2, instruments: 1 };
    const { expectedReturns, standardErrors } = geometricMean.estimate({ ...input, sample });
    expectClose(expectedReturns[0]!, 0, TOLERANCE.closedForm);
    expectClose(standardErrors[0]!, 0.5, TOLERANCE.closedForm);
  });

  test('what was lost whole stays lost', () => {
    const sample = { returns: Float64Array.of(-1, 1), observations: 2, instruments: 1 };
    const { expectedReturns } = geometricMean.estimate({ ...inputWith([0], [[0.5]]), sample });
    expect(expectedReturns[0]).toBe(-1);
  });
});

describe('ewma-mean', () => {
  // With a half-life of one period the weights of two are 1/3 and 2/3, as much as 1 / (1/9 + 4/9) = 9/5 years.
  test('two returns by hand', () => {
    const sample = { returns: Float64Array.of(0.03, 0.12), observations: 2, instruments: 1 };
    const input = { ...inputWith([0], [[0.09]]), sample };
    const { expectedReturns, standardErrors } = ewmaMean.estimate(input, { halfLifePeriods: 1 });
    expectClose(expectedReturns[0]!, 0.09, TOLERANCE.closedForm);
    expectClose(standardErrors[0]!, Math.sqrt(0.09 / 1.8), TOLERANCE.closedForm);
  });
});
