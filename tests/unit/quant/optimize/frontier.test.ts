import { describe, expect, test } from 'vitest';
import { type FrontierPoint, efficientFrontier } from '@/lib/quant/optimize/frontier';
import type { OptimizeProblem } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { solveByQuadprog } from './oracles';
import { COVARIANCE_KINDS, randomProblem, seededRandom } from './random-problems';

function pointsOf(problem: Omit<OptimizeProblem, 'objective'>, count: number): readonly FrontierPoint[] {
  const outcome = efficientFrontier(problem, count);
  if (outcome.status !== 'solved') throw new Error(outcome.status);
  return outcome.points;
}

const TWO = {
  symbols: ['STOCK', 'BOND'],
  expectedReturns: Float64Array.of(0.08, 0.03),
  covariance: Float64Array.of(0.04, 0.005, 0.005, 0.01),
  limits: { budget: 1, weightMin: new Float64Array(2), weightMax: new Float64Array(2).fill(1), rows: [] },
};

describe('efficient frontier', () => {
  // Closed form: two assets have one mix a return, from w = 0.125 (least variance) to all stock.
  test('two assets by hand', () => {
    const points = pointsOf(TWO, 8);
    expect(points).toHaveLength(8);
    points.forEach((point, step) => {
      const stock = 0.125 + (0.875 * step) / 7;
      expectClose(point.weights[0]!, stock, TOLERANCE.longSum);
      const variance = 0.04 * stock ** 2 + 0.01 * (1 - stock) ** 2 + 0.01 * stock * (1 - stock);
      expectClose(point.volatility ** 2, variance, TOLERANCE.longSum);
    });
  });

  // Oracle: quadprog at each point's return; properties: rising, convex, certified.
  test('random problems with groups agree with quadprog', () => {
    const random = seededRandom(61);
    for (let index = 0; index < 20; index++) {
      const { problem } = randomProblem(random, {
        size: 3 + index,
        covariance: 'plain',
        objective: { kind: 'max-return' },
        hasTightGroups: false,
        hasReturnMin: false,
        hasVolatilityMax: false,
      });
      const points = pointsOf(problem, 9);
      points.slice(0, -1).forEach((point) => {
        const target = {
          name: 'target',
          coefficients: problem.expectedReturns,
          min: point.expectedReturn - 1e-12,
          max: Infinity,
        };
        const limits = { ...problem.limits, rows: [...problem.limits.rows, target] };
        const expected = solveByQuadprog(problem.covariance, new Float64Array(problem.symbols.length), limits)!;
        point.weights.forEach((weight, at) => expectClose(weight, expected[at]!, TOLERANCE.independentSolver));
      });
      for (let at = 2; at < points.length; at++) {
        const [before, here, after] = [points[at - 2]!, points[at - 1]!, points[at]!];
        expect(after.volatility).toBeGreaterThan(here.volatility);
        expect(here.volatility).toBeLessThanOrEqual((before.volatility + after.volatility) / 2 + 1e-12);
      }
    }
  });

  test('every kind of covariance, with a volatility limit', () => {
    const random = seededRandom(62);
    for (const covariance of COVARIANCE_KINDS) {
      const { problem } = randomProblem(random, {
        size: 12,
        covariance,
        objective: { kind: 'max-return' },
        hasTightGroups: true,
        hasReturnMin: false,
        hasVolatilityMax: true,
      });
      const points = pointsOf(problem, 5);
      points.forEach((point) => expect(point.certificate.dualityGap).toBeLessThanOrEqual(1e-8));
      for (let at = 1; at < points.length; at++) {
        expect(points[at]!.expectedReturn, covariance).toBeGreaterThan(points[at - 1]!.expectedReturn);
        expect(points[at]!.volatility, covariance).toBeGreaterThanOrEqual(points[at - 1]!.volatility - 1e-9);
      }
    }
  });

  // Two riskless assets: the calm end holds the one that pays more, not any mix of both.
  test('the calm end is efficient where several mixes are equally calm', () => {
    const symbols = ['CASH', 'SAVINGS', 'STOCK'];
    const covariance = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0.04);
    const limits = { budget: 1, weightMin: new Float64Array(3), weightMax: new Float64Array(3).fill(1), rows: [] };
    const problem = { symbols, expectedReturns: Float64Array.of(0.01, 0.02, 0.07), covariance, limits };
    const points = pointsOf(problem, 3);
    expectClose(points[0]!.weights[1]!, 1, 1e-8);
    expectClose(points[1]!.weights[2]!, 0.5, 1e-7);
  });

  test('one point where least risk and most return are the same mix, and failures pass through', () => {
    const fixed = Float64Array.of(0.4, 0.6);
    expect(pointsOf({ ...TWO, limits: { ...TWO.limits, weightMin: fixed, weightMax: fixed } }, 5)).toHaveLength(1);
    const weightMax = Float64Array.of(0.4, 0.4);
    expect(efficientFrontier({ ...TWO, limits: { ...TWO.limits, weightMax } }, 5).status).toBe('infeasible');
    expect(() => efficientFrontier(TWO, 1)).toThrow('frontier of 1');
  });
});
