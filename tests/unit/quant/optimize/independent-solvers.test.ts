import { describe, expect, test } from 'vitest';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { TOLERANCE } from '@/tests/support/close';
import { bestByHighs, type LinearLimits, solveByQuadprog } from './oracles';
import { between, randomProblem, seededRandom } from './random-problems';

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };

/** The problem's linear limits with the target return as a row, as the oracles take them. */
function linearLimitsOf({ limits, expectedReturns }: OptimizeProblem): LinearLimits {
  const target = { name: 'target', coefficients: expectedReturns, min: limits.returnMin ?? -Infinity, max: Infinity };
  return { ...limits, rows: [...limits.rows, target] };
}

function solved(problem: OptimizeProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(outcome.status);
  return outcome;
}

const farthest = (left: Float64Array, right: Float64Array): number =>
  left.reduce((worst, entry, at) => Math.max(worst, Math.abs(entry - right[at]!)), 0);

describe('agreement with independent solvers', () => {
  // Oracle: quadprog from npm. 200 strictly convex problems with boxes and groups, half of them with a target return.
  test.each(['min-risk', 'max-utility'] as const)('%s weights agree with quadprog on 200 random problems', (kind) => {
    const random = seededRandom(kind === 'min-risk' ? 21 : 22);
    for (let index = 0; index < 200; index++) {
      const riskAversion = 10 ** between(random, -0.5, 1.5);
      const objective: Objective = kind === 'min-risk' ? MIN_RISK : { kind, measure: 'variance', riskAversion };
      const size = 2 + (index % 40);
      const { problem } = randomProblem(random, {
        size,
        covariance: 'plain',
        objective,
        hasTightGroups: false,
        hasReturnMin: index % 2 === 0,
        hasVolatilityMax: false,
      });
      const linear =
        kind === 'min-risk' ? new Float64Array(size) : problem.expectedReturns.map((entry) => entry / riskAversion);
      const expected = solveByQuadprog(problem.covariance, linear, linearLimitsOf(problem));
      if (expected === undefined) throw new Error(`quadprog gave up on #${index}`);
      expect(farthest(solved(problem).weights, expected), `#${index}`).toBeLessThanOrEqual(TOLERANCE.independentSolver);
    }
  });

  // Oracle: HiGHS simplex; the optimal value is unique even where the weights are not.
  test('best return agrees with HiGHS on 100 random problems', async () => {
    const random = seededRandom(23);
    for (let index = 0; index < 100; index++) {
      const { problem } = randomProblem(random, {
        size: 2 + (index % 50),
        covariance: index % 2 === 0 ? 'plain' : 'fewer dates than assets',
        objective: { kind: 'max-return' },
        hasTightGroups: index % 3 === 0,
        hasReturnMin: false,
        hasVolatilityMax: false,
      });
      const best = await bestByHighs(problem.expectedReturns, linearLimitsOf(problem));
      expect(Math.abs(solved(problem).expectedReturn - best!), `#${index}`).toBeLessThanOrEqual(1e-9);
    }
  });

  // Oracle: quadprog alone finds the risk aversion whose volatility is the limit, by bisection.
  test('best return at a volatility limit agrees with quadprog on 60 random problems', () => {
    const random = seededRandom(24);
    let bindingCount = 0;
    for (let index = 0; index < 60; index++) {
      const { problem } = randomProblem(random, {
        size: 2 + (index % 20),
        covariance: 'plain',
        objective: { kind: 'max-return' },
        hasTightGroups: false,
        hasReturnMin: false,
        hasVolatilityMax: true,
      });
      const outcome = solved(problem);
      const volatilityMax = problem.limits.volatilityMax!;
      if (outcome.volatility < volatilityMax - 1e-9) continue;
      bindingCount++;
      let low = -6;
      let high = 6;
      let expected: Float64Array | undefined;
      for (let step = 0; step < 70; step++) {
        const exponent = (low + high) / 2;
        const linear = problem.expectedReturns.map((entry) => entry * 10 ** exponent);
        expected = solveByQuadprog(problem.covariance, linear, linearLimitsOf(problem))!;
        if (Math.sqrt(quadraticForm(problem.covariance, expected)) < volatilityMax) low = exponent;
        else high = exponent;
      }
      expect(farthest(outcome.weights, expected!), `#${index}`).toBeLessThanOrEqual(TOLERANCE.independentSolver);
    }
    expect(bindingCount).toBeGreaterThan(20);
  });
});
