import { describe, expect, test } from 'vitest';
import { checkInfeasibility } from '@/lib/quant/optimize/conflict';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeOutcome, OptimizeProblem } from '@/lib/quant/optimize/types';
import { seededRandom } from './random-problems';

const LONG_ONLY = (size: number): OptimizeLimits => ({
  budget: 1,
  weightMin: new Float64Array(size),
  weightMax: new Float64Array(size).fill(1),
  rows: [],
});

const covarianceOf = (volatilities: readonly number[], correlation: (row: number, column: number) => number) =>
  Float64Array.from({ length: volatilities.length ** 2 }, (_, entry) => {
    const [row, column] = [Math.floor(entry / volatilities.length), entry % volatilities.length];
    return (row === column ? 1 : correlation(row, column)) * volatilities[row]! * volatilities[column]!;
  });

const FOUR = [0.06, 0.1, 0.2, 0.24];
const PROBLEM: OptimizeProblem = {
  symbols: ['BND', 'GLD', 'SPY', 'EEM'],
  expectedReturns: Float64Array.of(0.02, 0.03, 0.06, 0.07),
  covariance: covarianceOf(FOUR, () => 0.3),
  objective: { kind: 'min-risk', measure: 'variance' },
  limits: LONG_ONLY(4),
};

/** Shares of the variance, from their definition. */
function sharesOf({ covariance }: OptimizeProblem, weights: Float64Array): Float64Array {
  const size = weights.length;
  const parts = weights.map((weight, row) =>
    weights.reduce((sum, other, column) => sum + weight * other * covariance[row * size + column]!, 0),
  );
  const variance = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / variance);
}

function best(outcome: OptimizeOutcome): Float64Array {
  if (outcome.status === 'solved') return outcome.weights;
  if (outcome.status !== 'not-converged' || outcome.bestWeights === undefined) throw new Error(outcome.status);
  return outcome.bestWeights;
}

const capped = (max: number, problem = PROBLEM): OptimizeProblem => ({
  ...problem,
  limits: { ...problem.limits, riskContributionMax: new Float64Array(problem.symbols.length).fill(max) },
});

describe('caps on risk contribution', () => {
  test('caps of 1 / n with one correlation for all leave inverse volatility', () => {
    const weights = best(optimize(capped(0.25)));
    const total = FOUR.reduce((sum, volatility) => sum + 1 / volatility, 0);
    FOUR.forEach((volatility, at) => {
      expect(weights[at]).toBeCloseTo(1 / volatility / total, 8);
    });
  });

  test('caps that hold without being asked for change nothing', () => {
    const free = optimize(PROBLEM);
    const loose = optimize(capped(1));
    if (free.status !== 'solved' || loose.status !== 'solved') throw new Error(loose.status);
    free.weights.forEach((weight, at) => {
      expect(loose.weights[at]).toBeCloseTo(weight, 10);
    });
  });

  test('two instruments: the share of the calm one is what its cap says, in closed form', () => {
    // Independent, volatilities 5 % and 20 %: w^2 0.0025 = 0.6 / 0.4 (1 - w)^2 0.04.
    const problem = {
      ...PROBLEM,
      symbols: ['BND', 'SPY'],
      expectedReturns: Float64Array.of(0.02, 0.06),
      covariance: covarianceOf([0.05, 0.2], () => 0),
      objective: { kind: 'max-utility', measure: 'variance', riskAversion: 12 } as const,
      limits: { ...LONG_ONLY(2), riskContributionMax: Float64Array.of(0.6, Infinity) },
    };
    const outcome = optimize(problem);
    const ratio = Math.sqrt((0.6 / 0.4) * (0.04 / 0.0025));
    expect(outcome.status).toBe('solved');
    expect(best(outcome)[0]).toBeCloseTo(ratio / (1 + ratio), 8);
    if (outcome.status !== 'solved') return;
    const price = outcome.shadowPrices.find(({ limit }) => limit === 'BND risk contribution');
    // Oracle: the difference quotient of the best utility in the cap.
    const utility = ([calm, bold]: Float64Array): number =>
      0.02 * calm! + 0.06 * bold! - 6 * (calm! ** 2 * 0.0025 + bold! ** 2 * 0.04);
    const eased = { ...problem, limits: { ...problem.limits, riskContributionMax: Float64Array.of(0.6001, Infinity) } };
    const slope = (utility(best(optimize(eased))) - utility(outcome.weights)) / 0.0001;
    expect(price!.price / slope).toBeCloseTo(1, 3);
  });

  test('what is called solved is never beaten by a fine grid, and all answers keep the caps', () => {
    const random = seededRandom(5);
    let solved = 0;
    for (let index = 0; index < 24; index++) {
      const volatilities = [0.04 + 0.1 * random(), 0.08 + 0.2 * random(), 0.1 + 0.3 * random()];
      const correlations = [random() * 0.6, random() * 0.6, random() * 0.6 - 0.2];
      const base = {
        ...PROBLEM,
        symbols: ['A', 'B', 'C'],
        expectedReturns: Float64Array.from(volatilities, (volatility) => 0.01 + 0.3 * volatility * random()),
        covariance: covarianceOf(volatilities, (row, column) => correlations[row + column - 1]!),
        limits: LONG_ONLY(3),
        objective:
          index % 2 === 0
            ? PROBLEM.objective
            : ({ kind: 'max-utility', measure: 'variance', riskAversion: 4 } as const),
      };
      const problem = capped([0.36, 0.45, 0.6][index % 3]!, base);
      const outcome = optimize(problem);
      const weights = best(outcome);
      expect(Math.max(...sharesOf(problem, weights)), `#${index}`).toBeLessThanOrEqual(
        problem.limits.riskContributionMax![0]! + 2e-9,
      );
      if (outcome.status !== 'solved') continue;
      solved++;
      const value = valueOf(problem, weights);
      expect(leastOnGrid(problem) - value, `#${index}`).toBeGreaterThanOrEqual(-1e-10);
    }
    expect(solved).toBeGreaterThan(16);
  });

  test('of a class, and of the clusters that move together', () => {
    const members = Uint8Array.of(0, 0, 1, 1);
    const riskShares = [{ name: 'risk contribution of class equity', members, max: 0.4 }];
    const objective = { kind: 'max-utility', measure: 'variance', riskAversion: 2 } as const;
    const grouped = { ...PROBLEM, objective, limits: { ...PROBLEM.limits, riskShares } };
    const shares = sharesOf(PROBLEM, best(optimize(grouped)));
    expect(shares[2]! + shares[3]!).toBeCloseTo(0.4, 8);

    const together = covarianceOf(FOUR, (row, column) => (row >= 2 && column >= 2 ? 0.9 : 0.1));
    const clustered = {
      ...PROBLEM,
      objective,
      covariance: together,
      limits: { ...PROBLEM.limits, clusterRiskMax: { max: 0.45, clusters: 3 } },
    };
    const outcome = optimize(clustered);
    const clusterShares = sharesOf(clustered, best(outcome));
    expect(clusterShares[2]! + clusterShares[3]!).toBeCloseTo(0.45, 8);
    const price = outcome.status === 'solved' ? outcome.shadowPrices.map(({ limit }) => limit) : [];
    expect(price).toContain('risk contribution of the cluster SPY, EEM');
  });

  test('beside turnover, a volatility limit and trading costs', () => {
    const limits = {
      ...PROBLEM.limits,
      currentWeights: new Float64Array(4).fill(0.25),
      turnoverMax: 0.3,
      volatilityMax: 0.11,
      costPerTrade: new Float64Array(4).fill(0.001),
      riskContributionMax: new Float64Array(4).fill(0.4),
    };
    const outcome = optimize({ ...PROBLEM, objective: { kind: 'max-return' }, limits });
    const weights = best(outcome);
    expect(Math.max(...sharesOf(PROBLEM, weights))).toBeLessThanOrEqual(0.4 + 2e-9);
    expect(weights.reduce((sum, weight) => sum + Math.abs(weight - 0.25), 0) / 2).toBeLessThanOrEqual(0.3 + 1e-8);
    expect(Math.sqrt(variance(PROBLEM, weights))).toBeLessThanOrEqual(0.11 + 1e-8);
  });

  test('shares sum to one: caps that leave less than all of it conflict', () => {
    const outcome = optimize(capped(0.2));
    expect(outcome).toMatchObject({ status: 'infeasible' });
    if (outcome.status !== 'infeasible') return;
    expect([...outcome.conflictingLimits].sort()).toEqual(
      ['BND', 'EEM', 'GLD', 'SPY'].map((s) => `${s} risk contribution`),
    );
    expect(outcome.certificate.margin).toBeCloseTo(0.2, 9);
    const verdict = (problem: OptimizeProblem) =>
      checkInfeasibility(problem, namedLimits(problem, false), outcome.certificate).holds;
    expect([verdict(capped(0.2)), verdict(capped(0.3))]).toEqual([true, false]);
  });

  test.each([
    [{ assetsMax: 2 }, 'do not go with limits on the number of instruments'],
    [{ clusterRiskMax: { max: 0.5, clusters: 9 } }, 'The number of clusters must be a whole number from 1 to 4.'],
    [{ riskShares: [{ name: 'mine', members: new Uint8Array(2), max: 0.5 }] }, 'mine has 2 marks for 4 instruments.'],
  ])('%o is refused', (limits, message) => {
    const problem = capped(0.5);
    const outcome = optimize({ ...problem, limits: { ...problem.limits, ...limits } });
    expect(outcome.status === 'refused' ? outcome.message : outcome.status).toContain(message);
  });
});

function variance({ covariance }: OptimizeProblem, weights: Float64Array): number {
  const size = weights.length;
  return weights.reduce(
    (sum, weight, row) =>
      sum + weight * weights.reduce((all, other, column) => all + other * covariance[row * size + column]!, 0),
    0,
  );
}

function valueOf(problem: OptimizeProblem, weights: Float64Array): number {
  const { objective, expectedReturns } = problem;
  if (objective.kind !== 'max-utility') return variance(problem, weights) / 2;
  const mean = weights.reduce((sum, weight, at) => sum + weight * expectedReturns[at]!, 0);
  return (objective.riskAversion / 2) * variance(problem, weights) - mean;
}

/** The least value over 80,000 mixes of three that keep the caps. */
function leastOnGrid(problem: OptimizeProblem): number {
  const steps = 400;
  const max = problem.limits.riskContributionMax![0]!;
  let least = Infinity;
  for (let first = 0; first <= steps; first++) {
    for (let second = 0; first + second <= steps; second++) {
      const weights = Float64Array.of(first / steps, second / steps, (steps - first - second) / steps);
      const value = valueOf(problem, weights);
      if (value < least && Math.max(...sharesOf(problem, weights)) <= max) least = value;
    }
  }
  return least;
}
