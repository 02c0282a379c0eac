import { describe, expect, test } from 'vitest';
import { type OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { answerFor, outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

/** Two uncorrelated assets, volatilities 20 and 10 %. */
const REQUEST = {
  assets: ['STOCK', 'BOND'],
  moments: {
    expectedReturns: [0.08, 0.03],
    covariance: [
      [0.04, 0],
      [0, 0.01],
    ],
  },
  objective: { kind: 'min-risk', measure: 'variance' },
} as const;

type Parts = Readonly<Record<string, unknown>>;

const answerTo = (parts: Parts = {}): OptimizeAnswer => answerFor({ ...REQUEST, ...parts });
const solved = (parts: Parts = {}): SolvedAnswer => solvedFor({ ...REQUEST, ...parts });

describe('the optimize door', () => {
  // Oracle: weights in proportion to 1 / variance, 1 : 4, done by hand.
  test('long-only and fully invested unless it is told otherwise', () => {
    const { weights, expectedReturn, volatility } = solved();
    expectClose(weights['STOCK']!, 0.2, TOLERANCE.independentSolver);
    expectClose(weights['BOND']!, 0.8, TOLERANCE.independentSolver);
    expectClose(expectedReturn, 0.04, TOLERANCE.independentSolver);
    expectClose(volatility, Math.sqrt(0.04 * 0.04 + 0.64 * 0.01), TOLERANCE.independentSolver);
    expect(solved({ objective: { kind: 'max-return' } }).weights).toEqual({ STOCK: 1, BOND: 0 });
  });

  // Oracle: with open weights mu'w - 2 / 2 w'Sw and a budget of 1 has its best at w = S^-1 (mu - nu) / 2 with nu from
  // the budget: STOCK = (0.08 - nu) / 0.08, BOND = (0.03 - nu) / 0.02, sum 1 -> nu = 0.024.
  test('null opens a bound, for all or for one', () => {
    const objective = { kind: 'max-utility', measure: 'variance', riskAversion: 2 };
    for (const weightMin of [null, [null, null], [-1, null]]) {
      const { weights } = solved({ objective, constraints: { weightMin } });
      expectClose(weights['STOCK']!, 0.7, TOLERANCE.independentSolver);
      expectClose(weights['BOND']!, 0.3, TOLERANCE.independentSolver);
    }
  });

  test('groups, linear rows, budget, target and volatility limit reach the problem', () => {
    const max = { kind: 'max-return' };
    const groups = [{ name: 'risky', members: ['STOCK'], max: 0.25 }];
    expect(solved({ objective: max, constraints: { groups } }).weights['STOCK']).toBeCloseTo(0.25, 8);
    const linear = [{ name: 'tilt', coefficients: { STOCK: 1, BOND: -1 }, max: 0 }];
    expect(solved({ objective: max, constraints: { linear } }).weights['STOCK']).toBeCloseTo(0.5, 8);
    const { weights } = solved({ objective: max, constraints: { budget: 2, weightMax: 1.5 } });
    expect(weights['STOCK']).toBe(1.5);
    expect(weights['BOND']).toBeCloseTo(0.5, 12);
    expect(solved({ constraints: { returnMin: 0.055 } }).weights['STOCK']).toBeCloseTo(0.5, 8);
    const riskMax = [{ measure: 'volatility', value: 0.1 }];
    expect(solved({ objective: max, constraints: { riskMax } }).volatility).toBeCloseTo(0.1, 8);
  });

  test('risk budgets are by symbol, whatever their order', () => {
    const objective = { kind: 'risk-budget', measure: 'volatility', budgets: { BOND: 4, STOCK: 1 } };
    const { weights } = solved({ objective });
    // Uncorrelated: w_i sigma_i in proportion to the root of the budgets, so 0.2 STOCK : 0.1 BOND = 1 : 2.
    expectClose(weights['BOND']! / weights['STOCK']!, 4, TOLERANCE.independentSolver);
  });

  // Uncorrelated, without bounds: weights in proportion to (mu - r) / variance, so (0.08 - r) / 0.04 : (0.03 - r) / 0.01.
  test('the best ratio takes the rate of the objective, or else of the request', () => {
    const objective = { kind: 'max-ratio', measure: 'volatility' };
    const expectRatio = (parts: Parts, rate: number): void => {
      const { weights } = solved(parts);
      expectClose(
        weights['STOCK']! / weights['BOND']!,
        (0.08 - rate) / 0.04 / ((0.03 - rate) / 0.01),
        TOLERANCE.independentSolver,
      );
    };
    expectRatio({ objective }, 0);
    expectRatio({ objective, riskFreeRate: 0.01 }, 0.01);
    expectRatio({ objective: { ...objective, riskFreeRate: 0.02 }, riskFreeRate: 0.01 }, 0.02);
  });

  // Uncorrelated: in proportion to 1 / volatility.
  test('most diversification', () => {
    const { weights } = solved({ objective: { kind: 'max-diversification' } });
    expectClose(weights['BOND']! / weights['STOCK']!, 2, TOLERANCE.independentSolver);
  });

  test('limits that conflict are named, with the nearest weights', () => {
    const answer = answerTo({ constraints: { weightMax: 0.4 } });
    expect(answer).toMatchObject({ status: 'infeasible', conflictingConstraints: ['budget', 'STOCK max', 'BOND max'] });
    const nearest = answer.status === 'infeasible' ? answer.nearestFeasible : null;
    expect(nearest!.weights['STOCK']! + nearest!.weights['BOND']!).toBeCloseTo(1, 8);
  });

  test('an objective without an end says in which direction', () => {
    const answer = answerTo({ objective: { kind: 'max-return' }, constraints: { weightMin: null } });
    const direction = answer.status === 'unbounded' ? answer.direction : {};
    expect(direction['STOCK']).toBeGreaterThan(0);
    expect(direction['STOCK']! + direction['BOND']!).toBeCloseTo(0, 8);
  });

  test('a covariance without full rank is warned of', () => {
    const covariance = [
      [0.04, 0.04],
      [0.04, 0.04],
    ];
    expect(solved({ moments: { ...REQUEST.moments, covariance } }).warnings.join()).toContain('rank 1 of 2');
  });
});

describe('what does not fit together is refused, the field named', () => {
  test.each<[string, Parts, string]>([
    ['returns', { moments: { ...REQUEST.moments, expectedReturns: [0.1] } }, 'moments.expectedReturns'],
    ['rows of the covariance', { moments: { ...REQUEST.moments, covariance: [[0.04, 0]] } }, 'moments.covariance'],
    [
      'width of the covariance',
      { moments: { ...REQUEST.moments, covariance: [[0.04], [0.01]] } },
      'moments.covariance',
    ],
    ['bounds', { constraints: { weightMin: [0] } }, 'constraints.weightMin'],
    [
      'members',
      { constraints: { groups: [{ name: 'g', members: ['GOLD'], max: 1 }] } },
      'constraints.groups.0.members.GOLD',
    ],
    [
      'coefficients',
      { constraints: { linear: [{ name: 'l', coefficients: { GOLD: 1 }, max: 1 }] } },
      'constraints.linear.0.coefficients.GOLD',
    ],
    [
      'budgets missing',
      { objective: { kind: 'risk-budget', measure: 'volatility', budgets: { STOCK: 1 } } },
      'objective.budgets',
    ],
    [
      'budgets of strangers',
      { objective: { kind: 'risk-budget', measure: 'volatility', budgets: { STOCK: 1, BOND: 1, GOLD: 1 } } },
      'objective.budgets.GOLD',
    ],
    ['an asset twice', { assets: ['STOCK', 'STOCK'] }, 'assets.1'],
  ])('%s', (_, parts, field) => {
    expect(outcomeFor({ ...REQUEST, ...parts })).toMatchObject({ status: 'refused', field });
  });

  test('a budget for an asset named like a property of every object is missed when it is missing', () => {
    const assets = ['constructor', 'BOND'];
    const objective = { kind: 'risk-budget', measure: 'volatility', budgets: { BOND: 1 } };
    expect(outcomeFor({ ...REQUEST, assets, objective })).toMatchObject({
      status: 'refused',
      message: 'constructor has no risk budget.',
    });
  });

  test('fields that do not exist', () => {
    expect(OptimizeRequest.safeParse({ ...REQUEST, constraints: { wieghtMax: 1 } }).success).toBe(false);
  });
});

// Oracle: Sharpe (1966) by hand: weights in proportion to what is earned above the rate over variance, 0.06/0.04 : 0.01/0.01.
test('the ratio is told above the rate that the objective names', () => {
  const objective = { kind: 'max-ratio', measure: 'volatility', riskFreeRate: 0.02 };
  const { weights, sharpe } = solved({ objective, riskFreeRate: 0 });
  expectClose(weights['STOCK']!, 0.6, TOLERANCE.independentSolver);
  const volatility = Math.sqrt(0.36 * 0.04 + 0.16 * 0.01);
  expectClose(sharpe!, (0.6 * 0.08 + 0.4 * 0.03 - 0.02) / volatility, TOLERANCE.independentSolver);
});

// Oracle: with a budget of zero STOCK = -BOND, and 0.05 a year for a variance of 0.04 + 0.01, whatever the size.
test('a budget of zero has a best ratio too', () => {
  const objective = { kind: 'max-ratio', measure: 'volatility' };
  const { weights, sharpe } = solved({ objective, constraints: { budget: 0, weightMin: -1, weightMax: 1 } });
  expect(weights['STOCK']).toBeGreaterThan(0);
  expectClose(weights['BOND']! / weights['STOCK']!, -1, TOLERANCE.independentSolver);
  expectClose(sharpe!, 0.05 / Math.sqrt(0.05), TOLERANCE.independentSolver);
});
