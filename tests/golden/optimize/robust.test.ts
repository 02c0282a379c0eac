import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { ConvexObjective, Objective, OptimizeLimits, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

interface Best {
  readonly weights: readonly number[];
  readonly utility: number;
}

interface Moments {
  readonly expectedReturns: readonly number[];
  readonly covariance: readonly number[];
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
    readonly errorCovariance: readonly number[];
    readonly volatilityMax: number;
    readonly otherModels: readonly Moments[];
    readonly sure: Moments & {
      readonly standardErrors: readonly number[];
      readonly mixed: Best;
      readonly kappa: number;
      readonly safe: Best;
    };
    readonly independentLong: Best;
    readonly jointShort: Best;
    readonly jointCalm: Best;
    readonly worstLong: Best;
    readonly worstShort: Best;
    readonly boxLong: Best;
    readonly boxShort: Best;
  }[];
}
const { problems } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/robust.json'), 'utf8'),
) as Fixture;

/** Weights are exact to the root of Clarabel's gap, here 1e-12, over the curvature. */
const WEIGHT_TOLERANCE = 1e-5;
const UTILITY_TOLERANCE = 1e-9;

function solved(
  moments: Moments,
  objective: Objective | ConvexObjective,
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

const plainUtility = ({ expectedReturns, covariance }: Moments, riskAversion: number, weights: Float64Array): number =>
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
    expectClose(plainUtility(problem, riskAversion, weights) - loss, best.utility, UTILITY_TOLERANCE);
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

const squares = (errors: readonly number[]): Float64Array => Float64Array.from(errors, (error) => error * error);

describe('an ellipsoid of uncertainty', () => {
  const cases = problems.flatMap((problem) => {
    const independent = squares(problem.standardErrors);
    const joint = Float64Array.from(problem.errorCovariance);
    const { volatilityMax } = problem;
    return [
      {
        name: 'independent errors',
        problem,
        shape: independent,
        weightMin: 0,
        limits: {},
        best: problem.independentLong,
      },
      {
        name: 'errors that go together, with shorts',
        problem,
        shape: joint,
        weightMin: -0.3,
        limits: {},
        best: problem.jointShort,
      },
      {
        name: 'the same within a volatility',
        problem,
        shape: joint,
        weightMin: -0.3,
        limits: { volatilityMax },
        best: problem.jointCalm,
      },
    ];
  });

  test.each(cases)('robust-ellipsoid x cvxpy and Clarabel, $problem.size instruments, $name', (given) => {
    const { problem, shape, weightMin, limits, best } = given;
    const { riskAversion, kappa } = problem;
    const { weights } = solved(
      problem,
      { kind: 'robust-ellipsoid', measure: 'variance', riskAversion, kappa, errorCovariance: shape },
      weightMin,
      limits,
    );
    expectWeights(weights, best.weights, WEIGHT_TOLERANCE);
    const square =
      shape.length === weights.length
        ? shape.reduce((sum, entry, at) => sum + entry * weights[at]! ** 2, 0)
        : quadraticForm(shape, weights);
    expectClose(
      plainUtility(problem, riskAversion, weights) - kappa * Math.sqrt(square),
      best.utility,
      UTILITY_TOLERANCE,
    );
  });

  // The doubt has a kink where nothing doubtful is held; a mild one leaves some, a strong one nothing or little.
  test.each(problems)('robust-ellipsoid x cvxpy and Clarabel, $size instruments of which one is sure', (problem) => {
    const { riskAversion, sure } = problem;
    for (const [kappa, best] of [
      [1.2, sure.mixed],
      [sure.kappa, sure.safe],
    ] as const) {
      const errorCovariance = squares(sure.standardErrors);
      const { weights } = solved(
        sure,
        { kind: 'robust-ellipsoid', measure: 'variance', riskAversion, kappa, errorCovariance },
        0,
      );
      expectWeights(weights, best.weights, WEIGHT_TOLERANCE);
    }
  });

  // Errors like the returns themselves make the doubt a volatility: kappa of it beside no aversion is the best ratio's mix
  // at the kappa that is that ratio, scaled by nothing, since the budget is one.
  test.each(problems)(
    'robust-ellipsoid x max-ratio, $size instruments: at kappa = the ratio the worst return is zero',
    (problem) => {
      const best = solved(problem, { kind: 'max-ratio', measure: 'volatility' }, 0);
      const kappa = best.expectedReturn / best.volatility;
      const errorCovariance = Float64Array.from(problem.covariance);
      const { weights } = solved(
        problem,
        { kind: 'robust-ellipsoid', measure: 'variance', riskAversion: 0, kappa, errorCovariance },
        0,
      );
      expectWeights(weights, [...best.weights], WEIGHT_TOLERANCE);
    },
  );
});

describe('the worst of several models', () => {
  test.each(
    problems.flatMap((problem) => [
      { name: 'long only', problem, weightMin: 0, best: problem.worstLong },
      { name: 'with shorts', problem, weightMin: -0.3, best: problem.worstShort },
    ]),
  )(
    'worst-case-utility x cvxpy and Clarabel, four models of $problem.size instruments $name',
    ({ problem, weightMin, best }) => {
      const { riskAversion, otherModels } = problem;
      const { weights } = solved(
        problem,
        {
          kind: 'worst-case-utility',
          measure: 'variance',
          riskAversion,
          otherModels: otherModels.map((model) => ({
            expectedReturns: Float64Array.from(model.expectedReturns),
            covariance: Float64Array.from(model.covariance),
          })),
        },
        weightMin,
      );
      expectWeights(weights, best.weights, WEIGHT_TOLERANCE);
      const worst = Math.min(...[problem, ...otherModels].map((model) => plainUtility(model, riskAversion, weights)));
      expectClose(worst, best.utility, UTILITY_TOLERANCE);
    },
  );

  test('worst-case-utility x max-utility: one model alone is no worst case', () => {
    for (const problem of problems) {
      const { riskAversion } = problem;
      const plain = solved(problem, { kind: 'max-utility', measure: 'variance', riskAversion }, 0);
      const objective = { kind: 'worst-case-utility', measure: 'variance', riskAversion, otherModels: [] } as const;
      expectWeights(solved(problem, objective, 0).weights, [...plain.weights], TOLERANCE.independentSolver);
    }
  });
});
