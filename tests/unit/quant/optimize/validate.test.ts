import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';

const LIMITS: OptimizeLimits = {
  budget: 1,
  weightMin: new Float64Array(2),
  weightMax: new Float64Array(2).fill(1),
  rows: [],
};
const GOOD: OptimizeProblem = {
  symbols: ['A', 'B'],
  expectedReturns: Float64Array.of(0.08, 0.03),
  covariance: Float64Array.of(0.04, 0.01, 0.01, 0.09),
  objective: { kind: 'min-risk', measure: 'variance' },
  limits: LIMITS,
};
const row = (coefficients: Float64Array, min: number, max: number) => ({
  rows: [{ name: 'x', coefficients, min, max }],
});

/** Each bad input, and the field that the refusal must name. */
const CASES: readonly (readonly [string, string, Partial<OptimizeProblem>, Partial<OptimizeLimits>?])[] = [
  ['no instrument', 'symbols', { symbols: [] }],
  ['an instrument twice', 'symbols', { symbols: ['A', 'A'] }],
  ['too few returns', 'expectedReturns', { expectedReturns: Float64Array.of(0.08) }],
  ['a covariance of another size', 'covariance', { covariance: Float64Array.of(0.04) }],
  ['a missing return', 'expectedReturns', { expectedReturns: Float64Array.of(0.08, Number.NaN) }],
  ['an infinite covariance', 'covariance', { covariance: Float64Array.of(0.04, 0, 0, Infinity) }],
  ['an asymmetric covariance', 'covariance', { covariance: Float64Array.of(0.04, 0.01, 0.02, 0.09) }],
  ['a covariance that is not semidefinite', 'covariance', { covariance: Float64Array.of(0.04, 0.07, 0.07, 0.09) }],
  ['a negative variance', 'covariance', { covariance: Float64Array.of(-0.04, 0, 0, 0.09) }],
  ['too few minimums', 'limits.weightMin', {}, { weightMin: new Float64Array(1) }],
  ['a missing maximum', 'limits.weightMax', {}, { weightMax: Float64Array.of(1, Number.NaN) }],
  ['a minimum of infinity', 'limits.weightMin', {}, { weightMin: Float64Array.of(0, Infinity) }],
  ['a missing budget', 'limits.budget', {}, { budget: Number.NaN }],
  ['an infinite target return', 'limits.returnMin', {}, { returnMin: Infinity }],
  ['a negative volatility limit', 'limits.volatilityMax', {}, { volatilityMax: -0.1 }],
  ['too few current weights', 'limits.currentWeights', {}, { currentWeights: new Float64Array(1) }],
  ['a missing current weight', 'limits.currentWeights', {}, { currentWeights: Float64Array.of(0.5, Number.NaN) }],
  ['a negative turnover', 'limits.turnoverMax', {}, { turnoverMax: -0.1 }],
  ['a negative trade limit', 'limits.tradeMax', {}, { tradeMax: Float64Array.of(0.1, -0.1) }],
  ['a negative cost', 'limits.costPerTrade', {}, { costPerTrade: Float64Array.of(-0.1, 0) }],
  ['a gross exposure that is not a number', 'limits.grossMax', {}, { grossMax: Number.NaN }],
  ['half an instrument', 'limits.assetsMax', {}, { assetsMax: 1.5 }],
  ['a negative ridge', 'limits.ridge', {}, { ridge: -1 }],
  ['a tracking error of nothing', 'limits.benchmarkWeights', {}, { trackingErrorMax: 0.1 }],
  ['too few no-trade marks', 'limits.noTrade', {}, { noTrade: new Uint8Array(1) }],
  [
    'turnover beside a risk budget',
    'limits',
    { objective: { kind: 'risk-budget', measure: 'volatility' } },
    { turnoverMax: 0.1 },
  ],
  ['a row of another size', 'limits.rows.x', {}, row(new Float64Array(3), 0, 1)],
  ['a row with a missing coefficient', 'limits.rows.x', {}, row(Float64Array.of(1, Number.NaN), 0, 1)],
  ['a row without a number for a side', 'limits.rows.max', {}, row(Float64Array.of(1, 1), 0, Number.NaN)],
  [
    'no risk aversion',
    'objective.riskAversion',
    { objective: { kind: 'max-utility', measure: 'variance', riskAversion: 0 } },
  ],
  [
    'a risk budget of zero',
    'objective.budgets',
    { objective: { kind: 'risk-budget', measure: 'volatility', budgets: Float64Array.of(1, 0) } },
  ],
  [
    'a market-neutral risk budget',
    'limits.budget',
    { objective: { kind: 'risk-budget', measure: 'volatility' } },
    { budget: 0 },
  ],
];

const BAD = CASES.map(([name, field, problem, limits = {}]) => ({ name, field, problem, limits }));

describe('malformed problems are refused by field', () => {
  test('the good one is solved', () => expect(optimize(GOOD).status).toBe('solved'));

  test.each(BAD)('$name', ({ field, problem, limits }) => {
    const outcome = optimize({ ...GOOD, ...problem, limits: { ...LIMITS, ...limits } });
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });

  test('a missing number is told by its instrument', () => {
    const covariance = Float64Array.of(0.04, Number.NaN, Number.NaN, Number.NaN);
    expect(optimize({ ...GOOD, covariance })).toMatchObject({ message: 'The covariance of B is missing or infinite.' });
    const expectedReturns = Float64Array.of(0.1, Number.NaN);
    expect(optimize({ ...GOOD, expectedReturns })).toMatchObject({
      message: 'The expected return of B is missing or infinite.',
    });
  });

  test.each([
    ['a negative variance', [0.04, 0, 0, 0, -1e-3, 0, 0, 0, 0.01], 'The variance of B is negative.'],
    [
      'entries that differ',
      [0.04, 0.01, 0, 0.02, 0.04, 0, 0, 0, 0.01],
      'The covariance is not symmetric: that of A and B is given twice, and differently.',
    ],
    [
      'a correlation beyond one',
      [0.04, 0, 0.03, 0, 0.04, 0, 0.03, 0, 0.01],
      'The covariance of A and C is larger than their variances allow: their correlation would be 1.50.',
    ],
    [
      'no variance, but a covariance',
      [0.04, 0, 0.01, 0, 0.04, 0, 0.01, 0, 0],
      'The covariance of A and C is not zero, although one of them has no variance.',
    ],
    [
      'correlations that cannot all be',
      [1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1],
      'The covariance is not positive semidefinite: the correlations of A, B and C contradict each other, and some mix of them would have a negative variance.',
    ],
  ])('a covariance with %s names the instruments', (_, covariance, message) => {
    const three = { weightMin: new Float64Array(3), weightMax: new Float64Array(3).fill(1) };
    const outcome = optimize({
      ...GOOD,
      symbols: ['A', 'B', 'C'],
      expectedReturns: new Float64Array(3),
      covariance: Float64Array.from(covariance),
      limits: { ...LIMITS, ...three },
    });
    expect(outcome).toMatchObject({ status: 'refused', field: 'covariance', message });
  });

  test('instruments that can hardly be told apart are named, and those without risk', () => {
    const warningsOf = (covariance: Float64Array) => {
      const outcome = optimize({ ...GOOD, covariance });
      return outcome.status === 'solved' ? outcome.warnings : [];
    };
    const close = 0.06 * (1 - 5e-8);
    expect(warningsOf(Float64Array.of(0.04, close, close, 0.09))).toContainEqual({
      kind: 'ill-conditioned-covariance',
      twins: [['A', 'B']],
    });
    expect(warningsOf(Float64Array.of(0.04, 0, 0, 0))).toContainEqual({
      kind: 'singular-covariance',
      rank: 1,
      size: 2,
      riskless: ['B'],
      twins: [],
    });
    expect(warningsOf(GOOD.covariance)).toEqual([]);
  });
});
