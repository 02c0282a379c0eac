import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeLimits, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };

/** Stocks at 20 % and bonds at 10 % volatility, correlation 0.25. */
const STOCK = 0.2;
const BOND = 0.1;
const COVARIANCE = 0.25 * STOCK * BOND;
const TWO = {
  symbols: ['STOCK', 'BOND'],
  expectedReturns: Float64Array.of(0.08, 0.03),
  covariance: Float64Array.of(STOCK ** 2, COVARIANCE, COVARIANCE, BOND ** 2),
};
const LONG_ONLY: OptimizeLimits = {
  budget: 1,
  weightMin: new Float64Array(2),
  weightMax: new Float64Array(2).fill(1),
  rows: [],
};

function solved(problem: OptimizeProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(outcome.status);
  return outcome;
}
const two = (objective: Objective, limits: Partial<OptimizeLimits> = {}): Solved =>
  solved({ ...TWO, objective, limits: { ...LONG_ONLY, ...limits } });
const priceOf = (outcome: Solved, limit: string): number | undefined =>
  outcome.shadowPrices.find((price) => price.limit === limit)?.price;

describe('two assets by hand', () => {
  // w = (s2^2 - s12) / (s1^2 + s2^2 - 2 s12).
  test('least variance', () => {
    const spread = STOCK ** 2 + BOND ** 2 - 2 * COVARIANCE;
    const { weights, volatility } = two(MIN_RISK);
    expectClose(weights[0]!, (BOND ** 2 - COVARIANCE) / spread, TOLERANCE.closedForm);
    expectClose(volatility ** 2, (STOCK ** 2 * BOND ** 2 - COVARIANCE ** 2) / spread, TOLERANCE.closedForm);
  });

  // Utility is a parabola in the stock weight: w = w_min + (mu1 - mu2) / (riskAversion * spread).
  test('utility', () => {
    const spread = STOCK ** 2 + BOND ** 2 - 2 * COVARIANCE;
    const { weights } = two({ kind: 'max-utility', measure: 'variance', riskAversion: 4 });
    expectClose(weights[0]!, (BOND ** 2 - COVARIANCE + 0.05 / 4) / spread, TOLERANCE.closedForm);
  });

  // The stock weight is the larger root of variance(w) = limit^2; its slope gives the shadow price of the limit.
  test('most return at a volatility limit, and what the limit costs', () => {
    const limit = 0.12;
    const outcome = two({ kind: 'max-return' }, { volatilityMax: limit });
    const square = STOCK ** 2 + BOND ** 2 - 2 * COVARIANCE;
    const half = COVARIANCE - BOND ** 2;
    const root = Math.sqrt(half ** 2 - square * (BOND ** 2 - limit ** 2));
    expectClose(outcome.weights[0]!, (-half + root) / square, TOLERANCE.closedForm);
    expectClose(outcome.volatility, limit, TOLERANCE.closedForm);
    // d return / d limit = (mu1 - mu2) * dw / d limit = 0.05 * limit / root.
    expectClose(priceOf(outcome, 'volatility limit')!, (0.05 * limit) / root, 1e-10);
  });

  test('a volatility limit that does not bind costs nothing', () => {
    const outcome = two({ kind: 'max-return' }, { volatilityMax: 0.5 });
    expect([...outcome.weights]).toEqual([1, 0]);
    expect(priceOf(outcome, 'volatility limit')).toBeUndefined();
  });

  // Equal risk from two assets: weights in inverse proportion to volatility, whatever the correlation.
  test('equal risk contributions', () => {
    const { weights } = two({ kind: 'risk-budget', measure: 'volatility' });
    expectClose(weights[0]!, 1 / STOCK / (1 / STOCK + 1 / BOND), TOLERANCE.closedForm);
  });

  test('a target return fixes the mix of two', () => {
    const outcome = two(MIN_RISK, { returnMin: 0.06 });
    expectClose(outcome.weights[0]!, 0.6, TOLERANCE.closedForm);
    // d volatility / d target = (Sw)'(1, -1) / volatility / (mu1 - mu2).
    const slope = 0.6 * (STOCK ** 2 - COVARIANCE) + 0.4 * (COVARIANCE - BOND ** 2);
    expectClose(priceOf(outcome, 'target return')!, slope / outcome.volatility / 0.05, 1e-10);
  });

  // Most return under a maximum: the corner, and the return given up per unit of the maximum.
  test('shadow price of a maximum', () => {
    const outcome = two({ kind: 'max-return' }, { weightMax: Float64Array.of(0.3, 1) });
    expect([...outcome.weights]).toEqual([0.3, 0.7]);
    expectClose(priceOf(outcome, 'STOCK max')!, 0.05, TOLERANCE.closedForm);
  });
});

describe('shadow prices are derivatives', () => {
  // Oracle: central differences of the solved objective itself.
  test('of a group and of the volatility limit, three assets', () => {
    const problem = (volatilityMax: number, groupMax: number): OptimizeProblem => ({
      symbols: ['A', 'B', 'C'],
      expectedReturns: Float64Array.of(0.09, 0.06, 0.02),
      covariance: Float64Array.of(0.06, 0.01, 0, 0.01, 0.04, 0.002, 0, 0.002, 0.005),
      objective: { kind: 'max-return' },
      limits: {
        budget: 1,
        weightMin: new Float64Array(3),
        weightMax: new Float64Array(3).fill(1),
        rows: [{ name: 'group AC', coefficients: Float64Array.of(1, 0, 1), min: 0, max: groupMax }],
        volatilityMax,
      },
    });
    const step = 1e-5;
    const returnAt = (volatilityMax: number, groupMax: number): number =>
      solved(problem(volatilityMax, groupMax)).expectedReturn;
    const outcome = solved(problem(0.15, 0.4));
    const byVolatility = (returnAt(0.15 + step, 0.4) - returnAt(0.15 - step, 0.4)) / (2 * step);
    const byGroup = (returnAt(0.15, 0.4 + step) - returnAt(0.15, 0.4 - step)) / (2 * step);
    expectClose(priceOf(outcome, 'volatility limit')!, byVolatility, 1e-7);
    expectClose(priceOf(outcome, 'group AC max')!, byGroup, 1e-7);
  });
});
