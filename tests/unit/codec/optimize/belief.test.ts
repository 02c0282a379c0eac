import { expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

/** 24 months of two assets, and what was believed before. */
const MONTHS = 24;
const draw = randomStream('belief at the door');
const A = Array.from({ length: MONTHS }, () => 0.01 + 0.04 * draw.nextNormal());
const B = A.map((move) => 0.002 + 0.3 * move + 0.02 * draw.nextNormal());
const BELIEF = {
  expectedReturns: { A: 0.05, B: 0.03 },
  volatilities: { A: 0.2, B: 0.1 },
  correlation: 0.4,
  meanObservations: 60,
  covarianceObservations: 36,
};
const REQUEST = {
  assets: ['A', 'B'],
  returns: { series: { A, B } },
  periodsPerYear: 12,
  belief: BELIEF,
  objective: { kind: 'max-utility', measure: 'variance', riskAversion: 4 },
};
type Parts = Readonly<Record<string, unknown>>;
const outcomeOf = (parts: Parts) => outcomeFor({ ...REQUEST, ...parts });

const solved = (parts: Parts): SolvedAnswer => solvedFor({ ...REQUEST, ...parts });

/** All of it in A, so that the answer states the moments of A. */
const ONLY_A = { constraints: { weightMin: [1, 0] } };
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

// Gelman et al. (2013), section 3.6, for one mean and variance, by hand; then a year ahead with what is unknown of the mean.
test.each([1, 5])('mean and risk of an asset over %s years are those of the conjugate update', (horizonYears) => {
  const { meanObservations: k, covarianceObservations: a } = BELIEF;
  const mean = meanOf(A);
  const scatter = A.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const [before, variance] = [0.05 / 12, 0.04 / 12];
  const after = (k * before + MONTHS * mean) / (k + MONTHS);
  const surprise = ((k * MONTHS) / (k + MONTHS)) * (mean - before) ** 2;
  const spread = (a * variance + scatter + surprise) / (a + MONTHS);
  const months = 12 * horizonYears;
  const answer = solved({ ...ONLY_A, belief: { ...BELIEF, horizonYears } });
  expectClose(answer.expectedReturn, 12 * after, TOLERANCE.closedForm);
  const ahead = (months + months ** 2 / (k + MONTHS)) * spread;
  expectClose(answer.volatility, Math.sqrt(ahead / horizonYears), TOLERANCE.closedForm);
  const error = Math.sqrt((months ** 2 / (k + MONTHS)) * spread) / horizonYears;
  expectClose(answer.estimates.belief?.standardErrors['A'] ?? Number.NaN, error, TOLERANCE.closedForm);
  expect(answer.estimates.returnModel).toBe('belief');
});

test('a belief worth very many returns is not moved by two dozen', () => {
  const firm = { ...BELIEF, meanObservations: 1e9, covarianceObservations: 1e9 };
  const answer = solved({ ...ONLY_A, belief: firm });
  expectClose(answer.expectedReturn, 0.05, TOLERANCE.independentSolver);
  expectClose(answer.volatility, 0.2, TOLERANCE.independentSolver);
});

test('measures of loss say that it does not reach them', () => {
  const objective = { kind: 'min-risk', measure: 'cvar' };
  const sentence = expect.stringContaining('belief moves expected returns and covariance only') as unknown;
  expect(solved({ objective }).warnings).toContainEqual(sentence);
  expect(solved({}).warnings).not.toContainEqual(sentence);
});

test.each([
  ['a model beside it', { riskModel: { kind: 'sample' } }, 'riskModel'],
  ['an asset it says nothing of', { belief: { ...BELIEF, volatilities: { A: 0.2 } } }, 'belief.volatilities'],
  ['a stranger', { belief: { ...BELIEF, expectedReturns: { A: 0, B: 0, C: 0 } } }, 'belief.expectedReturns.C'],
])('%s is refused by name', (_, parts, field) => {
  expect(outcomeOf(parts)).toMatchObject({ status: 'refused', field });
});

test('moments cannot move it, and three assets cannot all be opposites', () => {
  const { returns, ...others } = REQUEST;
  const moments = {
    expectedReturns: [0, 0],
    covariance: [
      [1, 0],
      [0, 1],
    ],
  };
  expect(outcomeFor({ ...others, moments })).toMatchObject({ field: 'belief' });
  const three = {
    assets: ['A', 'B', 'C'],
    returns: { series: { ...returns.series, C: A } },
    belief: { ...BELIEF, expectedReturns: { A: 0, B: 0, C: 0 }, volatilities: { A: 1, B: 1, C: 1 }, correlation: -0.6 },
  };
  expect(outcomeOf(three)).toMatchObject({ status: 'refused', field: 'belief.correlation' });
});
