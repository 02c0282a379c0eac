import { expect, test } from 'vitest';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

const ASSETS = ['A', 'B', 'C'] as const;
const MEANS = [0.07, 0.05, 0.02];
const COVARIANCE = [
  [0.04, 0.01, 0],
  [0.01, 0.0225, 0.001],
  [0, 0.001, 0.0025],
];
const MARKET = { assets: ASSETS, moments: { expectedReturns: MEANS, covariance: COVARIANCE } };
const QUARTERS = [{ years: 0.25 }, { years: 0.25 }, { years: 0.25 }];
const PLAN = { kind: 'multi-period', riskAversion: 3, periods: QUARTERS };
type Parts = Readonly<Record<string, unknown>>;

const outcomeOf = (parts: Parts) => outcomeFor({ ...MARKET, ...parts });

const solved = (parts: Parts): SolvedAnswer => solvedFor({ ...MARKET, ...parts });

const weightsOf = (weights: Readonly<Record<string, number>>): number[] =>
  ASSETS.map((symbol) => weights[symbol] ?? Number.NaN);

test('without costs every period is the mix of most utility', () => {
  const { weights, tradePlan } = solved({ objective: PLAN });
  const once = solved({ objective: { kind: 'max-utility', measure: 'variance', riskAversion: 3 } });
  for (const step of [weights, ...(tradePlan?.path ?? [])]) {
    weightsOf(step).forEach((weight, at) => {
      expectClose(weight, weightsOf(once.weights)[at] ?? Number.NaN, TOLERANCE.independentSolver);
    });
  }
  expect(tradePlan?.path).toHaveLength(3);
  expect(tradePlan?.costs).toBe(0);
});

test('dear trades are left alone, and the plan says what it is worth', () => {
  const currentWeights = { A: 0.2, B: 0.3, C: 0.5 };
  const { weights, tradePlan } = solved({ objective: PLAN, constraints: { currentWeights, costPerTrade: 5 } });
  const held = Object.values(currentWeights);
  weightsOf(weights).forEach((weight, at) => {
    expectClose(weight, held[at] ?? Number.NaN, TOLERANCE.longSum);
  });
  // By hand: three quarters of one year's utility of what is held.
  const mean = held.reduce((sum, weight, at) => sum + weight * (MEANS[at] ?? Number.NaN), 0);
  const variance = held.reduce(
    (sum, left, row) =>
      sum + held.reduce((inner, right, column) => inner + left * right * (COVARIANCE[row]?.[column] ?? Number.NaN), 0),
    0,
  );
  expectClose(tradePlan?.utility ?? Number.NaN, 0.75 * (mean - 1.5 * variance), TOLERANCE.independentSolver);
});

test('a period that is known to differ is traded into when it comes', () => {
  const bad = { years: 0.25, expectedReturns: { A: -0.2 }, volatilityFactor: 2 };
  const constraints = { currentWeights: { A: 0.4, B: 0.3, C: 0.3 }, costPerTrade: 0.001 };
  const periods = [{ years: 0.25 }, bad, bad, { years: 0.25 }];
  const { tradePlan } = solved({ objective: { ...PLAN, periods }, constraints });
  const [now, later] = (tradePlan?.path ?? []).map(weightsOf);
  expect(now?.[0]).toBeGreaterThan(0.1);
  expect(later?.[0]).toBeLessThan(1e-6);
  expect(tradePlan?.costs).toBeGreaterThan(0);
});

test('the end can be given', () => {
  const finalWeights = { B: 1 };
  const { tradePlan } = solved({ objective: { ...PLAN, finalWeights } });
  weightsOf(tradePlan?.path.at(-1) ?? {}).forEach((weight, at) => {
    expectClose(weight, at === 1 ? 1 : 0, TOLERANCE.independentSolver);
  });
});

test.each([
  ['a limit it cannot keep', { constraints: { turnoverMax: 0.1 } }, 'constraints.turnoverMax'],
  ['a stranger in the end', { objective: { ...PLAN, finalWeights: { X: 1 } } }, 'objective.finalWeights.X'],
  [
    'a stranger in a period',
    { objective: { ...PLAN, periods: [{ years: 1, expectedReturns: { X: 0.1 } }] } },
    'objective.periods.0.expectedReturns.X',
  ],
])('%s is refused by name', (_, parts, field) => {
  expect(outcomeOf({ objective: PLAN, ...parts })).toMatchObject({ status: 'refused', field });
});

test('limits that conflict are named', () => {
  const outcome = outcomeOf({ objective: PLAN, constraints: { weightMax: 0.2 } });
  expect(outcome).toMatchObject({ status: 'done', value: { status: 'infeasible' } });
});
