import { describe, expect, test } from 'vitest';
import { isAccepted, measureOptimality, quadraticTangent } from '@/lib/quant/optimize/certificate';
import type { FactorHessian, LimitSet, QuadraticOutcome } from '@/lib/quant/optimize/quadratic/contract';
import { denseHessian } from '@/lib/quant/optimize/quadratic/dense-hessian';
import { quadraticSolver } from '@/lib/quant/optimize/quadratic/solve';
import { matVec } from '@/lib/quant/math/matrix';
import { between, type Random, seededRandom } from '../random-problems';

type Solved = Extract<QuadraticOutcome, { status: 'solved' }>;

function solved(outcome: QuadraticOutcome): Solved {
  if (outcome.status !== 'solved') throw new Error(outcome.status);
  return outcome;
}

function factorHessian(random: Random, size: number, factors: number): FactorHessian {
  const factorCovariance = new Float64Array(factors * factors);
  for (let at = 0; at < factors; at++) factorCovariance[at * factors + at] = between(random, 0.5, 2);
  return {
    kind: 'factor',
    loadings: Float64Array.from({ length: factors * size }, () => between(random, -0.1, 0.2)),
    factorCovariance,
    specificVariances: Float64Array.from({ length: size }, () => between(random, 0.005, 0.05)),
  };
}

/** Fully invested, at most 20 % each, every fourth weight in a group of at most a third. */
function portfolioLimits(size: number, weightMin: number): LimitSet {
  const group = Float64Array.from({ length: size }, (_, at) => (at % 4 === 0 ? 1 : 0));
  return {
    lower: new Float64Array(size).fill(weightMin),
    upper: new Float64Array(size).fill(0.2),
    rows: [
      { coefficients: new Float64Array(size).fill(1), min: 1, max: 1 },
      { coefficients: group, min: 0.1, max: 0.3 },
    ],
    weightScale: 1,
  };
}

const expectSame = (left: Float64Array, right: Float64Array, tolerance: number): void => {
  left.forEach((weight, at) => {
    expect(Math.abs(weight - right[at]!)).toBeLessThan(tolerance);
  });
};

/** Both answers are exact on their face; what differs is rounding, magnified by the condition of the covariance. */
const SAME = 1e-11;

describe.each([
  ['long-only', 0],
  ['long-short', -0.1],
])('%s, 10 to 150 weights', (_, weightMin) => {
  // Oracle: the certificate, which sees only inputs and answer; and the strictly convex problem has one answer.
  test('factor form, written out, and from an earlier answer: one certified answer', () => {
    const random = seededRandom(5);
    for (let index = 0; index < 15; index++) {
      const size = 10 + 10 * index;
      const form = factorHessian(random, size, 4);
      const dense = denseHessian(form)!;
      const limits = portfolioLimits(size, weightMin);
      const linear = Float64Array.from({ length: size }, () => between(random, -0.02, 0.05));
      const moved = linear.map((entry) => entry * between(random, 0.9, 1.1));
      const solver = quadraticSolver(form, limits);
      const earlier = solved(solver.solve(linear));
      const cold = solved(quadraticSolver(dense, limits).solve(moved));
      expectSame(solved(solver.solve(moved)).point, cold.point, SAME);
      expectSame(solved(solver.solve(moved, earlier)).point, cold.point, SAME);
      const tangent = quadraticTangent(cold.point, matVec(dense, cold.point), 1, moved, {
        varianceMax: 0.1,
        weightScale: 1,
      });
      expect(isAccepted(measureOptimality(limits, cold.point, tangent, cold.rowMultipliers)), `n=${size}`).toBe(true);
    }
  });

  test('the same numbers give the same bits', () => {
    const form = factorHessian(seededRandom(6), 60, 4);
    const linear = Float64Array.from({ length: 60 }, (_, at) => Math.sin(at) / 40);
    const solver = quadraticSolver(form, portfolioLimits(60, weightMin));
    const first = solved(solver.solve(linear)).point;
    solver.solve(new Float64Array(60));
    expect(solved(solver.solve(linear)).point).toEqual(first);
  });
});

describe('groups that leave no member free', () => {
  // Oracle: by hand. Two groups pin four weights; the multipliers of the pinned groups are only known to a range.
  test('a group at the sum of its maximums, another at the sum of its minimums', () => {
    const size = 40;
    const limits = portfolioLimits(size, 0);
    const pinned = {
      ...limits,
      rows: [
        limits.rows[0]!,
        { coefficients: Float64Array.from({ length: size }, (_, at) => (at < 2 ? 1 : 0)), min: 0.4, max: 0.5 },
        { coefficients: Float64Array.from({ length: size }, (_, at) => (at > 37 ? 1 : 0)), min: 0, max: 0 },
      ],
    };
    const form = factorHessian(seededRandom(7), size, 3);
    const linear = Float64Array.from({ length: size }, (_, at) => (at < 2 ? -1 : at > 37 ? 1 : 0));
    const answer = solved(quadraticSolver(form, pinned).solve(linear));
    expect([...answer.point.slice(0, 2), ...answer.point.slice(38)]).toEqual([0.2, 0.2, 0, 0]);
    expect(answer.isRegularised).toBe(false);
  });
});
