import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyProblem, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** Made by scripts/objectives.py, which shares no code with this repository. */
interface Fixture {
  readonly problems: readonly {
    readonly size: number;
    readonly expectedReturns: readonly number[];
    readonly covariance: readonly number[];
    readonly budgets: readonly number[];
    readonly most: number;
    readonly rate: number;
    readonly riskBudget: readonly number[];
    readonly riskParity: readonly number[];
    readonly maxRatio: readonly number[];
    readonly maxDiversification: readonly number[];
    readonly benchmark: readonly number[];
    readonly minTrackingError: readonly number[];
    readonly dates: number;
    readonly returns: readonly number[];
    readonly kelly: { readonly weights: readonly number[]; readonly growth: number };
  }[];
}
const { problems } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/objectives.json'), 'utf8'),
) as Fixture;

/** cvxpy's weights are exact to the root of Clarabel's gap; PyPortfolioOpt rounds nothing but stops at 1e-8. */
const WEIGHT_TOLERANCE = 1e-5;
/** Papers print weights in percent with one or two decimals. */
const printed = (decimals: number): number => 0.5 * 10 ** -(decimals + 2) * 1.001;

interface Bounds {
  readonly most?: number;
  readonly least?: number;
  readonly benchmark?: readonly number[];
}

function solved(problem: Omit<AnyProblem, 'symbols' | 'limits'>, bounds: Bounds = {}): Solved {
  const { most = Infinity, least = 0, benchmark } = bounds;
  const size = problem.expectedReturns.length;
  const outcome = optimize({
    ...problem,
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    limits: {
      budget: 1,
      weightMin: new Float64Array(size).fill(least),
      weightMax: new Float64Array(size).fill(most),
      rows: [],
      ...(benchmark === undefined ? {} : { benchmarkWeights: Float64Array.from(benchmark) }),
    },
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThan(1e-8);
  return outcome;
}

function expectWeights(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expected.forEach((weight, at) => expectClose(actual[at]!, weight, tolerance));
}

/** From volatilities and correlations, lower triangle by rows, without the ones. */
function covarianceOf(volatilities: readonly number[], lower: readonly number[]): Float64Array {
  const size = volatilities.length;
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const [a, b] = [Math.floor(cell / size), cell % size];
    const [row, column] = [Math.max(a, b), Math.min(a, b)];
    const correlation = row === column ? 1 : lower[(row * (row - 1)) / 2 + column]!;
    return correlation * volatilities[a]! * volatilities[b]!;
  });
}

describe('risk budgets', () => {
  // Four assets of 10, 20, 30 and 40 % volatility; the first two correlate by 0.8, the last two by -0.5.
  test('risk-budget x Maillard, Roncalli & Teiletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios", four assets', () => {
    const covariance = covarianceOf([0.1, 0.2, 0.3, 0.4], [0.8, 0, 0, 0, 0, -0.5]);
    const { weights, volatility } = solved({
      expectedReturns: new Float64Array(4),
      covariance,
      objective: { kind: 'risk-budget', measure: 'volatility' },
    });
    expectWeights(weights, [0.384, 0.192, 0.243, 0.182], printed(1));
    expectClose(volatility, 0.103, printed(1));
  });

  // Three assets of 30, 20 and 15 % volatility, correlations 0.8, 0.5 and 0.3.
  test.each([
    { name: 'equal shares', budgets: [1, 1, 1], expected: [0.1969, 0.3244, 0.4787] },
    { name: 'shares of 50, 20 and 30 %', budgets: [50, 20, 30], expected: [0.3115, 0.219, 0.4696] },
  ])('risk-budget x Roncalli (2013), "Introduction to Risk Parity and Budgeting", $name', ({ budgets, expected }) => {
    const { weights } = solved({
      expectedReturns: new Float64Array(3),
      covariance: covarianceOf([0.3, 0.2, 0.15], [0.8, 0.5, 0.3]),
      objective: { kind: 'risk-budget', measure: 'volatility', budgets: Float64Array.from(budgets) },
    });
    expectWeights(weights, expected, printed(2));
  });

  // Closed form of two assets, which solves w^2 s1^2 + w (1 - w) r s1 s2 = b times the variance.
  test('risk-budget x Roncalli (2013), section 2.2.1, closed form for two assets', () => {
    const [s1, s2] = [0.2, 0.05];
    for (const b of [0.1, 0.3, 0.5, 0.9]) {
      for (const r of [-0.6, 0, 0.7]) {
        const cross = r * s1 * s2;
        const root = s1 * s2 * Math.sqrt((b - 1 / 2) ** 2 * r * r + b * (1 - b));
        const weight =
          ((b - 1 / 2) * cross - b * s2 ** 2 + root) / ((1 - b) * s1 ** 2 - b * s2 ** 2 + 2 * (b - 1 / 2) * cross);
        const { weights } = solved({
          expectedReturns: new Float64Array(2),
          covariance: covarianceOf([s1, s2], [r]),
          objective: { kind: 'risk-budget', measure: 'volatility', budgets: Float64Array.of(b, 1 - b) },
        });
        expectClose(weights[0]!, weight, TOLERANCE.longSum);
      }
    }
  });

  test.each(problems)('risk-budget x cvxpy and Clarabel, $size instruments', (problem) => {
    const plain = {
      expectedReturns: Float64Array.from(problem.expectedReturns),
      covariance: Float64Array.from(problem.covariance),
    };
    const parity = solved({ ...plain, objective: { kind: 'risk-budget', measure: 'volatility' } });
    expectWeights(parity.weights, problem.riskParity, TOLERANCE.independentSolver);
    const budgets = Float64Array.from(problem.budgets);
    const budgeted = solved({ ...plain, objective: { kind: 'risk-budget', measure: 'volatility', budgets } });
    expectWeights(budgeted.weights, problem.riskBudget, TOLERANCE.independentSolver);
  });
});

describe('ratios', () => {
  test.each(problems)('max-ratio x PyPortfolioOpt, $size instruments with a cap', (problem) => {
    const { weights } = solved(
      {
        expectedReturns: Float64Array.from(problem.expectedReturns),
        covariance: Float64Array.from(problem.covariance),
        objective: { kind: 'max-ratio', measure: 'volatility', riskFreeRate: problem.rate },
      },
      { most: problem.most },
    );
    expectWeights(weights, problem.maxRatio, WEIGHT_TOLERANCE);
  });

  test.each(problems)('max-diversification x cvxpy and Clarabel, $size instruments', (problem) => {
    const { weights } = solved({
      expectedReturns: Float64Array.from(problem.expectedReturns),
      covariance: Float64Array.from(problem.covariance),
      objective: { kind: 'max-diversification' },
    });
    expectWeights(weights, problem.maxDiversification, WEIGHT_TOLERANCE);
  });
});

describe('tracking', () => {
  test.each(problems)('min-tracking-error x cvxpy and Clarabel, $size instruments with a cap', (problem) => {
    const { most, benchmark, minTrackingError } = problem;
    const { weights } = solved(
      {
        expectedReturns: Float64Array.from(problem.expectedReturns),
        covariance: Float64Array.from(problem.covariance),
        objective: { kind: 'min-tracking-error' },
      },
      { most, benchmark },
    );
    expectWeights(weights, minTrackingError, WEIGHT_TOLERANCE);
  });

  // Only A may not be held: with S = [[4, 1, 0], [1, 4, 0], [0, 0, 1]] / 100 the rest of the money, half, goes to B and C
  // so that d = w - b has (Sd)_B = (Sd)_C: d = (-1/2, x, 1/2 - x), -1/2 + 4x = 1/2 - x, x = 1/5.
  test('min-tracking-error x Lagrange by hand, three assets of which one is shut', () => {
    const outcome = optimize({
      symbols: ['A', 'B', 'C'],
      expectedReturns: new Float64Array(3),
      covariance: Float64Array.of(0.04, 0.01, 0, 0.01, 0.04, 0, 0, 0, 0.01),
      objective: { kind: 'min-tracking-error' },
      limits: {
        budget: 1,
        weightMin: new Float64Array(3),
        weightMax: Float64Array.of(0, 1, 1),
        rows: [],
        benchmarkWeights: Float64Array.of(0.5, 0.25, 0.25),
      },
    });
    if (outcome.status !== 'solved') throw new Error(outcome.status);
    expectWeights(outcome.weights, [0, 0.45, 0.55], TOLERANCE.closedForm);
    // d'Sd = 0.04 / 4 - 0.01 / 5 + 0.04 / 25 + 0.01 * 0.09; a bit of A saves ((Sd)_B - (Sd)_A) / tracking error.
    const variance = 0.01 - 0.002 + 0.0016 + 0.0009;
    const price = outcome.shadowPrices.find(({ limit }) => limit === 'A max');
    expectClose(price!.price, (0.003 + 0.018) / Math.sqrt(variance), TOLERANCE.closedForm);
    expect(price!.unit).toBe('tracking-error');
  });

  // A benchmark within the limits is followed exactly, whatever the covariance.
  test('min-tracking-error x a benchmark within reach: no difference at all, and no price on anything', () => {
    const { covariance, size } = problems[2]!;
    const benchmark = Array.from({ length: size }, (_, at) => (at + 1) / ((size * (size + 1)) / 2));
    const { weights, shadowPrices } = solved(
      {
        expectedReturns: new Float64Array(size),
        covariance: Float64Array.from(covariance),
        objective: { kind: 'min-tracking-error' },
      },
      { benchmark },
    );
    expectWeights(weights, benchmark, TOLERANCE.longSum);
    expect(shadowPrices).toEqual([]);
  });
});

describe('growth', () => {
  test.each(problems)('max-growth x cvxpy and Clarabel, 120 scenarios of $size instruments with a cap', (problem) => {
    const { size, dates, returns, most, kelly } = problem;
    const { weights } = solved(
      {
        expectedReturns: Float64Array.from(problem.expectedReturns),
        covariance: Float64Array.from(problem.covariance),
        scenarios: { returns: Float64Array.from(returns), observations: dates },
        objective: { kind: 'max-growth' },
      },
      { most },
    );
    expectWeights(weights, kelly.weights, WEIGHT_TOLERANCE);
    let growth = 0;
    for (let date = 0; date < dates; date++) {
      const earned = weights.reduce((sum, weight, at) => sum + weight * returns[date * size + at]!, 0);
      growth += Math.log1p(earned) / dates;
    }
    expectClose(growth, kelly.growth, TOLERANCE.longSum);
  });

  // A bet that pays b times the stake with probability p: the stake is p - (1 - p) / b of the money.
  test.each([
    { p: 0.6, b: 1 },
    { p: 0.3, b: 4 },
    { p: 0.55, b: 1.2 },
  ])('max-growth x Kelly (1956), a bet of $p that pays $b, beside cash', ({ p, b }) => {
    const { weights } = solved({
      expectedReturns: new Float64Array(2),
      covariance: new Float64Array(4),
      scenarios: { returns: Float64Array.of(b, 0, -1, 0), observations: 2, probabilities: Float64Array.of(p, 1 - p) },
      objective: { kind: 'max-growth' },
    });
    expectWeights(weights, [p - (1 - p) / b, 1 - p + (1 - p) / b], 1e-7);
  });

  // Horses of which one wins: whatever the odds, the money is spread by the probabilities.
  test('max-growth x Cover & Thomas (2006), "Elements of Information Theory", theorem 6.1.2, a horse race', () => {
    const chances = [0.5, 0.3, 0.2];
    const odds = [1.5, 4, 6];
    const { weights } = solved({
      expectedReturns: new Float64Array(3),
      covariance: new Float64Array(9),
      scenarios: {
        returns: Float64Array.from({ length: 9 }, (_, cell) => (cell % 4 === 0 ? odds[cell / 4]! : 0) - 1),
        observations: 3,
        probabilities: Float64Array.from(chances),
      },
      objective: { kind: 'max-growth' },
    });
    expectWeights(weights, chances, 1e-7);
  });
});
