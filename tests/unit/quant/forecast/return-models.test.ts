import { inv, mean as oracleMean, multiply, variance as oracleVariance } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { equilibrium } from '../../../../lib/quant/forecast/equilibrium';
import { historicalMean } from '../../../../lib/quant/forecast/historical-mean';
import { jamesStein } from '../../../../lib/quant/forecast/james-stein';
import type { ReturnModelInput } from '../../../../lib/quant/forecast/return-model';
import { randomStream } from '../../../../lib/quant/math/rng';
import { annualCovariance } from '../../../../lib/quant/risk/covariance';
import { sampleCovariance } from '../../../../lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../../support/close';

function expectVector(
  actual: Float64Array,
  expected: readonly number[],
  tolerance: number = TOLERANCE.closedForm,
): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => expectClose(actual[index]!, value, tolerance));
}

const sumOfProducts = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

/** Two rows whose mean is `means` and whose spread is nothing; the covariance is given apart. */
function inputWith(
  means: readonly number[],
  variances: readonly number[],
  rest: Partial<ReturnModelInput> = {},
): ReturnModelInput {
  const size = means.length;
  return {
    sample: { returns: Float64Array.from([...means, ...means]), observations: 2, instruments: size },
    periodsPerYear: 1,
    annualCovariance: Float64Array.from({ length: size * size }, (_, at) =>
      at % (size + 1) === 0 ? variances[at % size]! : 0,
    ),
    cashReturn: 0,
    policyWeights: new Float64Array(size).fill(1 / size),
    policySharpe: 0.4,
    ...rest,
  };
}

function randomInput(instruments: number, observations: number, seed: string): ReturnModelInput {
  const stream = randomStream(seed);
  const returns = Float64Array.from({ length: instruments * observations }, () => 0.0003 + 0.01 * stream.nextNormal());
  const sample = { returns, observations, instruments };
  return {
    sample,
    periodsPerYear: 252,
    annualCovariance: annualCovariance(sampleCovariance.estimate(sample).covariance, 252),
    cashReturn: 0.02,
    policyWeights: Float64Array.from(
      { length: instruments },
      (_, i) => (2 * (i + 1)) / (instruments * (instruments + 1)),
    ),
    policySharpe: 0.45,
  };
}

describe('historical mean', () => {
  // Oracle: mathjs.
  test('mean times periods, and the textbook standard error of a mean', () => {
    const input = randomInput(3, 504, 'historical');
    const { expectedReturns, standardErrors } = historicalMean.estimate(input);
    const columns = [0, 1, 2].map((i) => Array.from(input.sample.returns.filter((_, at) => at % 3 === i)));
    expectVector(
      expectedReturns,
      columns.map((values) => 0.02 + 252 * oracleMean(values)),
    );
    expectVector(
      standardErrors,
      columns.map((values) => 252 * Math.sqrt(Number(oracleVariance(...values)) / 504)),
    );
  });
});

describe('James-Stein', () => {
  // By hand: means 0, 0.1, 0.2, 0.3, grand mean 0.15, squared spread 0.05; equal variances 0.04 over two years:
  // (4 * 0.04 - 2 * 0.04) / 2 = 0.04, share 0.8.
  test('equal variances by hand', () => {
    const { expectedReturns, notes } = jamesStein.estimate(
      inputWith([0, 0.1, 0.2, 0.3], [0.04, 0.04, 0.04, 0.04], { cashReturn: 0.01 }),
    );
    expectVector(expectedReturns, [0.13, 0.15, 0.17, 0.19]);
    expectClose(notes[0]!.values['shrinkage']!, 0.8, TOLERANCE.closedForm);
    expectClose(notes[0]!.values['target']!, 0.16, TOLERANCE.closedForm);
  });

  // By hand: eigenvalues 0.05, 0.03, 0.02, 0.02: trace 0.12 less 0.1 is 0.02; over two years 0.01; share 0.2.
  test('unequal variances by hand', () => {
    const { expectedReturns } = jamesStein.estimate(inputWith([0, 0.1, 0.2, 0.3], [0.05, 0.02, 0.03, 0.02]));
    expectVector(expectedReturns, [0.03, 0.11, 0.19, 0.27]);
  });

  test('the share stays within zero and one', () => {
    const noise = jamesStein.estimate(inputWith([0.1, 0.11, 0.12, 0.13], [0.5, 0.5, 0.5, 0.5]));
    expectVector(noise.expectedReturns, [0.115, 0.115, 0.115, 0.115]);
    const dominated = jamesStein.estimate(inputWith([0, 0.1, 0.2], [1, 0.1, 0.1]));
    expectVector(dominated.expectedReturns, [0, 0.1, 0.2]);
    expect(jamesStein.estimate(inputWith([0.1, 0.2], [0.04, 0.04])).notes[0]!.values['shrinkage']).toBe(0);
  });

  // The point of it: over many samples the squared error of all means together is smaller than that of the plain means.
  test('beats the plain means in total squared error on simulated samples', () => {
    const truth = [0.04, 0.05, 0.06, 0.07, 0.05, 0.06, 0.05, 0.06];
    const stream = randomStream('james-stein risk');
    let plain = 0;
    let shrunk = 0;
    for (let trial = 0; trial < 200; trial++) {
      const means = truth.map((value) => value + 0.06 * stream.nextNormal());
      const { expectedReturns } = jamesStein.estimate(inputWith(means, new Array<number>(8).fill(2 * 0.06 ** 2)));
      plain += means.reduce((sum, value, i) => sum + (value - truth[i]!) ** 2, 0);
      shrunk += expectedReturns.reduce((sum, value, i) => sum + (value - truth[i]!) ** 2, 0);
    }
    expect(shrunk).toBeLessThan(0.6 * plain);
  });
});

describe('equilibrium', () => {
  // By hand: volatilities 20 % and 10 %, no correlation, mix 50/50: S w = (0.02, 0.005), variance 0.0125.
  // Premia: 0.5 / sqrt(0.0125) times S w.
  test('two instruments by hand', () => {
    const { expectedReturns, standardErrors, notes } = equilibrium.estimate(
      inputWith([9, 9], [0.04, 0.01], { policySharpe: 0.5, cashReturn: 0.03 }),
    );
    const riskAversion = 0.5 / Math.sqrt(0.0125);
    expectVector(expectedReturns, [0.03 + riskAversion * 0.02, 0.03 + riskAversion * 0.005]);
    expectVector(standardErrors, [Math.sqrt(0.04 / 2), Math.sqrt(0.01 / 2)]);
    expectClose(notes[0]!.values['riskAversion']!, riskAversion, TOLERANCE.closedForm);
    expectClose(notes[0]!.values['volatility']!, Math.sqrt(0.0125), TOLERANCE.closedForm);
  });

  // Oracle: mathjs inverts. The mix that maximises the Sharpe ratio of these premia is S^-1 pi: the policy mix again.
  test('the policy mix is optimal under its premia and earns the assumed Sharpe ratio', () => {
    const input = randomInput(6, 400, 'equilibrium');
    const { expectedReturns } = equilibrium.estimate(input);
    const premia = Array.from(expectedReturns, (value) => value - input.cashReturn);
    const rows = premia.map((_, i) => Array.from(input.annualCovariance.subarray(i * 6, (i + 1) * 6)));
    const optimal = multiply(inv(rows), premia);
    const total = optimal.reduce((sum, value) => sum + value, 0);
    expectVector(
      input.policyWeights,
      optimal.map((value) => value / total),
      TOLERANCE.longSum,
    );
    const weights = Array.from(input.policyWeights);
    const volatility = Math.sqrt(sumOfProducts(weights, multiply(rows, weights)));
    expectClose(sumOfProducts(weights, premia) / volatility, 0.45, TOLERANCE.longSum);
  });

  test('the scale of the mix and the past means do not matter', () => {
    const input = randomInput(4, 300, 'scale');
    const base = equilibrium.estimate(input).expectedReturns;
    const scaled = { ...input, policyWeights: input.policyWeights.map((weight) => 0.4 * weight) };
    const sample = { ...input.sample, returns: input.sample.returns.map((value) => value + 0.01) };
    expectVector(equilibrium.estimate(scaled).expectedReturns, Array.from(base));
    expectVector(equilibrium.estimate({ ...input, sample }).expectedReturns, Array.from(base));
  });

  test('a policy mix without risk is refused', () => {
    expect(() => equilibrium.estimate(inputWith([0, 0], [0, 0.04], { policyWeights: Float64Array.of(1, 0) }))).toThrow(
      'variance of 0',
    );
  });
});
