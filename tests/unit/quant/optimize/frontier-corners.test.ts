import { describe, expect, test } from 'vitest';
import { isAccepted } from '@/lib/quant/optimize/certificate';
import { frontierCorners } from '@/lib/quant/optimize/critical-line/frontier-corners';
import { efficientFrontier } from '@/lib/quant/optimize/frontier';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import type { OptimizeProblem } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { solveByQuadprog } from './oracles';
import { type CovarianceKind, COVARIANCE_KINDS, randomProblem, seededRandom } from './random-problems';

const problemOf = (random: () => number, size: number, covariance: CovarianceKind, hasTightGroups: boolean) =>
  randomProblem(random, {
    size,
    covariance,
    objective: { kind: 'max-return' },
    hasTightGroups,
    hasReturnMin: false,
    hasVolatilityMax: false,
  }).problem;

const cornersOf = (problem: OptimizeProblem) => frontierCorners(problem, namedLimits(problem, false));

describe('all corners of the frontier', () => {
  // Markowitz's own arithmetic for uncorrelated assets: with all of them free w_i = (nu + t mu_i) / s_i^2, so the corners
  // are where a weight reaches zero. Variances 1, 1, 1 and returns 3, 2, 1: w = 1/3 + t (1, 0, -1), so C leaves at
  // t = 1/3 with (2/3, 1/3, 0); then w = 1/2 + t (1/2, -1/2), so B leaves at t = 1.
  test('frontier corners x closed form of three uncorrelated assets', () => {
    const problem: OptimizeProblem = {
      symbols: ['A', 'B', 'C'],
      expectedReturns: Float64Array.of(3, 2, 1),
      covariance: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
      objective: { kind: 'max-return' },
      limits: { budget: 1, weightMin: new Float64Array(3), weightMax: new Float64Array(3).fill(Infinity), rows: [] },
    };
    const corners = cornersOf(problem)!;
    const expected = [
      [1 / 3, 1 / 3, 1 / 3],
      [2 / 3, 1 / 3, 0],
      [1, 0, 0],
    ];
    expect(corners).toHaveLength(3);
    const outcome = efficientFrontier(problem, 2);
    expect(outcome.status === 'solved' && outcome.corners?.map(({ weights }) => [...weights])).toEqual(
      corners.map(({ weights }) => [...weights]),
    );
    corners.forEach(({ weights }, at) => {
      weights.forEach((weight, k) => expectClose(weight, expected[at]![k]!, TOLERANCE.longSum));
    });
    [0, 1 / 3, 1].forEach((tradeoff, at) => expectClose(corners[at]!.tradeoff, tradeoff, TOLERANCE.longSum));
  });

  // Oracle: quadprog on 1/2 w'Sw - t mu'w at each corner's t, and half-way between two corners.
  test('frontier corners x quadprog at and between corners, 120 random problems with groups', () => {
    const random = seededRandom(5);
    let compared = 0;
    for (let run = 0; run < 120; run++) {
      const problem = problemOf(random, 2 + Math.floor(25 * random()), 'plain', run % 2 === 0);
      const corners = cornersOf(problem);
      if (corners === undefined) throw new Error(`problem ${run} has no corners`);
      corners.forEach(({ weights, tradeoff }, at) => {
        const next = corners[at + 1];
        const checks = [{ weights, tradeoff }];
        if (next !== undefined) {
          const half = weights.map((weight, k) => (weight + next.weights[k]!) / 2);
          checks.push({ weights: half, tradeoff: (tradeoff + next.tradeoff) / 2 });
        }
        for (const check of checks) {
          const linear = problem.expectedReturns.map((entry) => entry * check.tradeoff);
          const oracle = solveByQuadprog(problem.covariance, linear, problem.limits);
          if (oracle === undefined) throw new Error('quadprog finds nothing');
          check.weights.forEach((weight, k) => expectClose(weight, oracle[k]!, TOLERANCE.independentSolver));
          compared++;
        }
      });
    }
    expect(compared).toBeGreaterThan(1_500);
  });

  // Properties: certified by construction; returns and variances rise; the last corner has the most return there is.
  test.each(COVARIANCE_KINDS)('%s: rising from least variance to most return, or not at all', (kind) => {
    const random = seededRandom(6);
    for (let run = 0; run < 12; run++) {
      const problem = problemOf(random, 2 + Math.floor(30 * random()), kind, run % 2 === 0);
      const outcome = efficientFrontier(problem, 5);
      if (outcome.status !== 'solved') throw new Error(outcome.status);
      outcome.points.forEach(({ certificate }) => expect(isAccepted(certificate)).toBe(true));
      const corners = cornersOf(problem);
      if (corners === undefined) continue;
      const returns = corners.map(({ weights }) => dot(problem.expectedReturns, weights));
      const variances = corners.map(({ weights }) => quadraticForm(problem.covariance, weights));
      returns.slice(1).forEach((value, at) => expect(value).toBeGreaterThan(returns[at]! - 1e-12));
      variances.slice(1).forEach((value, at) => expect(value).toBeGreaterThan(variances[at]! * (1 - 1e-9)));
      expectClose(outcome.points.at(-1)!.expectedReturn, returns.at(-1)!, TOLERANCE.independentSolver);
    }
  });

  test('the same at every run', () => {
    const problem = problemOf(seededRandom(8), 30, 'plain', true);
    expect(cornersOf(problem)).toEqual(cornersOf(problem));
  });

  test('points of the frontier lie between its corners; a volatility limit is followed point by point', () => {
    const problem = problemOf(seededRandom(9), 12, 'plain', false);
    const exact = efficientFrontier(problem, 30);
    if (exact.status !== 'solved' || exact.corners === undefined) throw new Error(exact.status);
    const [first, last] = [exact.corners[0]!, exact.corners.at(-1)!];
    const volatilityMax = (first.volatility + last.volatility) / 2;
    const capped = efficientFrontier({ ...problem, limits: { ...problem.limits, volatilityMax } }, 7);
    if (capped.status !== 'solved') throw new Error(capped.status);
    expect(capped.corners).toBeUndefined();
    expectClose(capped.points.at(-1)!.volatility, volatilityMax, TOLERANCE.independentSolver);
    // Oracle: the program that asks for each point's return, solved on its own.
    for (const point of exact.points.slice(0, -1)) {
      const target = {
        name: 't',
        coefficients: problem.expectedReturns,
        min: point.expectedReturn - 1e-12,
        max: Infinity,
      };
      const limits = { ...problem.limits, rows: [...problem.limits.rows, target] };
      const oracle = solveByQuadprog(problem.covariance, new Float64Array(12), limits)!;
      point.weights.forEach((weight, at) => expectClose(weight, oracle[at]!, TOLERANCE.independentSolver));
    }
  });
});
