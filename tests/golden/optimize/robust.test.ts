import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeLimits, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

interface Best {
  readonly weights: readonly number[];
  readonly utility: number;
}

/** Made by scripts/robust.py, which shares no code with this repository. */
interface Fixture {
  readonly problems: readonly {
    readonly size: number;
    readonly expectedReturns: readonly number[];
    readonly covariance: readonly number[];
    readonly standardErrors: readonly number[];
    readonly riskAversion: number;
    readonly kappa: number;
    readonly boxLong: Best;
    readonly boxShort: Best;
  }[];
}
const { problems } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/robust.json'), 'utf8'),
) as Fixture;
type Problem = Fixture['problems'][number];

/** Weights are exact to the root of Clarabel's gap, here 1e-12, over the curvature. */
const WEIGHT_TOLERANCE = 1e-5;
const UTILITY_TOLERANCE = 1e-9;

function solved(
  moments: Pick<Problem, 'expectedReturns' | 'covariance'>,
  objective: Objective,
  weightMin: number,
  limits: Partial<OptimizeLimits> = {},
): Solved {
  const size = moments.expectedReturns.length;
  const outcome = optimize({
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from(moments.expectedReturns),
    covariance: Float64Array.from(moments.covariance),
    objective,
    limits: {
      budget: 1,
      weightMin: new Float64Array(size).fill(weightMin),
      weightMax: new Float64Array(size).fill(Infinity),
      rows: [],
      ...limits,
    },
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThanOrEqual(1e-8);
  return outcome;
}

function expectWeights(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expected.forEach((weight, at) => expectClose(actual[at]!, weight, tolerance));
}

const plainUtility = ({ expectedReturns, covariance, riskAversion }: Problem, weights: Float64Array): number =>
  dot(Float64Array.from(expectedReturns), weights) -
  (riskAversion / 2) * quadraticForm(Float64Array.from(covariance), weights);

describe('a box of uncertainty', () => {
  test.each(
    problems.flatMap((problem) => [
      { ...problem, name: 'long only', weightMin: 0, best: problem.boxLong },
      { ...problem, name: 'with shorts', weightMin: -0.3, best: problem.boxShort },
    ]),
  )('robust-box x cvxpy and Clarabel, $size instruments $name', (problem) => {
    const { riskAversion, kappa, weightMin, best } = problem;
    const standardErrors = Float64Array.from(problem.standardErrors);
    const { weights } = solved(
      problem,
      { kind: 'robust-box', measure: 'variance', riskAversion, kappa, standardErrors },
      weightMin,
    );
    expectWeights(weights, best.weights, WEIGHT_TOLERANCE);
    const loss = weights.reduce((sum, weight, at) => sum + kappa * standardErrors[at]! * Math.abs(weight), 0);
    expectClose(plainUtility(problem, weights) - loss, best.utility, UTILITY_TOLERANCE);
  });

  // Without a budget to share, each uncorrelated weight is its return, shrunk by the error, over aversion times variance.
  // Cash takes up what is left; B's return is smaller than its error, so it is not held at all.
  test('robust-box x soft threshold by hand, two uncorrelated assets and cash', () => {
    const { weights } = solved(
      {
        expectedReturns: [0.06, -0.01, -0.05, 0],
        covariance: [0.04, 0, 0, 0, 0, 0.04, 0, 0, 0, 0, 0.01, 0, 0, 0, 0, 0],
      },
      {
        kind: 'robust-box',
        measure: 'variance',
        riskAversion: 2,
        kappa: 2,
        standardErrors: Float64Array.of(0.01, 0.01, 0.02, 0),
      },
      -Infinity,
    );
    expectWeights(weights, [0.04 / 0.08, 0, -0.01 / 0.02, 1], TOLERANCE.closedForm);
  });

  test('robust-box x max-utility: long only, kappa errors are so much less expected return', () => {
    for (const problem of problems) {
      const { riskAversion, kappa, standardErrors, expectedReturns } = problem;
      const size = expectedReturns.length;
      const costs = {
        currentWeights: new Float64Array(size).fill(1 / size),
        costPerTrade: new Float64Array(size).fill(0.005),
      };
      const robust = solved(
        problem,
        {
          kind: 'robust-box',
          measure: 'variance',
          riskAversion,
          kappa,
          standardErrors: Float64Array.from(standardErrors),
        },
        0,
        costs,
      );
      const lower = expectedReturns.map((expected, at) => expected - kappa * standardErrors[at]!);
      const plain = solved(
        { ...problem, expectedReturns: lower },
        { kind: 'max-utility', measure: 'variance', riskAversion },
        0,
        costs,
      );
      expectWeights(robust.weights, [...plain.weights], TOLERANCE.longSum);
      expectClose(robust.expectedReturn, dot(Float64Array.from(expectedReturns), robust.weights), TOLERANCE.closedForm);
    }
  });
});
