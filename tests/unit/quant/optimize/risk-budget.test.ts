import { describe, expect, test } from 'vitest';
import { matVec, quadraticForm } from '@/lib/quant/math/matrix';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { between, randomCovariance, randomProblem, seededRandom, symbolsOf } from './random-problems';

function solved(problem: OptimizeProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(`${outcome.status} ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Shares of variance; they sum to one. */
function riskShares(covariance: Float64Array, weights: Float64Array): Float64Array {
  const variance = quadraticForm(covariance, weights);
  return matVec(covariance, weights).map((slope, at) => (weights[at]! * slope) / variance);
}

function longOnly(covariance: Float64Array, size: number, budgets?: Float64Array): OptimizeProblem {
  return {
    symbols: symbolsOf(size),
    expectedReturns: new Float64Array(size),
    covariance,
    objective: { kind: 'risk-budget', measure: 'volatility', ...(budgets === undefined ? {} : { budgets }) },
    limits: { budget: 1, weightMin: new Float64Array(size), weightMax: new Float64Array(size).fill(1), rows: [] },
  };
}

describe('long-only risk budgets', () => {
  // Oracle: the definition itself; the long-only solution is unique.
  test('200 random covariances: equal contributions to 1e-8', () => {
    const random = seededRandom(41);
    for (let index = 0; index < 200; index++) {
      const size = 2 + (index % 50);
      const kind = (['plain', 'duplicated', 'cash beside crypto', 'tiny or huge'] as const)[index % 4]!;
      const covariance = randomCovariance(random, size, kind);
      const { weights } = solved(longOnly(covariance, size));
      const worst = Math.max(...riskShares(covariance, weights).map((share) => Math.abs(share - 1 / size)));
      expect(worst, `#${index} ${kind}`).toBeLessThanOrEqual(1e-8);
      expect(Math.min(...weights)).toBeGreaterThan(0);
    }
  });

  test('budgets of any scale are met', () => {
    const random = seededRandom(42);
    for (let index = 0; index < 50; index++) {
      const size = 2 + (index % 20);
      const covariance = randomCovariance(random, size, 'plain');
      const budgets = Float64Array.from({ length: size }, () => 10 ** between(random, -3, 2));
      const total = budgets.reduce((sum, entry) => sum + entry, 0);
      const { weights } = solved(longOnly(covariance, size, budgets));
      const shares = riskShares(covariance, weights);
      shares.forEach((share, at) => expect(Math.abs(share - budgets[at]! / total)).toBeLessThanOrEqual(1e-8));
    }
  });

  // Closed form: with equal correlations, weights are in inverse proportion to volatility (Maillard et al. 2010, sec. 2).
  test('equal correlations', () => {
    const volatilities = [0.05, 0.1, 0.2, 0.4];
    const covariance = Float64Array.from({ length: 16 }, (_, at) => {
      const row = Math.floor(at / 4);
      return volatilities[row]! * volatilities[at % 4]! * (row === at % 4 ? 1 : 0.3);
    });
    const total = volatilities.reduce((sum, volatility) => sum + 1 / volatility, 0);
    const { weights } = solved(longOnly(covariance, 4));
    volatilities.forEach((volatility, at) => expect(weights[at]).toBeCloseTo(1 / volatility / total, 12));
  });
});

/**
 * Optimality conditions of ln sigma - sum b ln w, tested from their definition: the slope on a weight strictly inside
 * its own bounds, less a combination of the rows that bind, is zero; at a bound it points outwards.
 */
function worstSlope({ covariance, limits }: OptimizeProblem, weights: Float64Array): number {
  const shares = riskShares(covariance, weights);
  const slopes = weights.map((weight, at) => (shares[at]! - 1 / weights.length) / weight);
  const free = [...weights.keys()].filter(
    (at) => weights[at]! > limits.weightMin[at]! + 1e-9 && weights[at]! < limits.weightMax[at]! - 1e-9,
  );
  // Only the budget row binds beside the bounds here: its multiplier is what the free slopes have in common.
  const common = free.reduce((sum, at) => sum + slopes[at]!, 0) / free.length;
  let worst = 0;
  weights.forEach((weight, at) => {
    const slope = slopes[at]! - common;
    if (free.includes(at)) worst = Math.max(worst, Math.abs(slope));
    else if (weight <= limits.weightMin[at]! + 1e-9) worst = Math.max(worst, -slope);
    else worst = Math.max(worst, slope);
  });
  return worst;
}

describe('risk budgets within limits', () => {
  test('100 boxed problems satisfy their optimality conditions', () => {
    const random = seededRandom(43);
    let boundCount = 0;
    for (let index = 0; index < 100; index++) {
      const size = 3 + (index % 20);
      const plain = longOnly(randomCovariance(random, size, 'plain'), size);
      const weightMin = Float64Array.from({ length: size }, () => between(random, 0, 0.5 / size));
      const weightMax = Float64Array.from({ length: size }, () => between(random, 1.05 / size, 1.6 / size));
      const problem = { ...plain, limits: { ...plain.limits, weightMin, weightMax } };
      const { weights } = solved(problem);
      expect(worstSlope(problem, weights), `#${index}`).toBeLessThanOrEqual(1e-8);
      boundCount += weights.filter((weight, at) => weight === weightMin[at] || weight === weightMax[at]).length;
    }
    expect(boundCount).toBeGreaterThan(100);
  });

  // Property: nothing feasible nearby is better, with groups, target return and volatility limit in play.
  test('100 problems with any limits: no step towards another feasible mix improves the balance', () => {
    const random = seededRandom(44);
    const balance = (problem: OptimizeProblem, weights: Float64Array): number =>
      Math.log(quadraticForm(problem.covariance, weights)) / 2 -
      weights.reduce((sum, weight) => sum + Math.log(weight) / weights.length, 0);
    for (let index = 0; index < 100; index++) {
      const { problem, feasible } = randomProblem(random, {
        size: 2 + (index % 15),
        covariance: 'plain',
        objective: { kind: 'risk-budget', measure: 'volatility' },
        hasTightGroups: index % 2 === 0,
        hasReturnMin: index % 3 === 0,
        hasVolatilityMax: index % 2 === 1,
      });
      const { weights, volatility } = solved(problem);
      expect(volatility).toBeLessThanOrEqual((problem.limits.volatilityMax ?? Infinity) + 1e-9);
      for (const share of [1e-4, 1e-2, 0.3, 0.9]) {
        const other = weights.map((weight, at) => weight + share * (feasible[at]! - weight));
        expect(balance(problem, other), `#${index} ${share}`).toBeGreaterThanOrEqual(balance(problem, weights) - 1e-9);
      }
    }
  });

  test('instruments that may not be held are left out, and said so', () => {
    const plain = longOnly(Float64Array.of(0.04, 0, 0, 0, 0.09, 0, 0, 0, 0.01), 3);
    const weightMax = Float64Array.of(1, 1, 0);
    const outcome = solved({ ...plain, limits: { ...plain.limits, weightMax } });
    expect(outcome.weights[2]).toBe(0);
    expect(outcome.weights[0]).toBeCloseTo(0.6, 12);
    expect(outcome.warnings).toContainEqual({ kind: 'left-out-of-risk-budget', symbols: ['A2'] });
  });

  test('refuses what has no risk to share', () => {
    const cash = optimize(longOnly(Float64Array.of(0.04, 0, 0, 0), 2));
    expect(cash).toMatchObject({ status: 'refused', field: 'covariance.A1' });
    const hedge = optimize(longOnly(Float64Array.of(0.04, -0.04, -0.04, 0.04), 2));
    expect(hedge).toMatchObject({ status: 'refused', field: 'covariance' });
    const plain = longOnly(Float64Array.of(0.04, 0, 0, 0.04), 2);
    const rows = [{ name: 'group x', coefficients: Float64Array.of(0, 1), min: -Infinity, max: 0 }];
    expect(optimize({ ...plain, limits: { ...plain.limits, rows } })).toMatchObject({
      status: 'refused',
      field: 'limits',
    });
  });
});
