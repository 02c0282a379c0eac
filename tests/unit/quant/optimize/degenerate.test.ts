import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeLimits, OptimizeOutcome, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { COVARIANCE_KINDS, randomProblem, seededRandom } from './random-problems';

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };
const MAX_RETURN: Objective = { kind: 'max-return' };

function make(
  expectedReturns: readonly number[],
  covariance: readonly number[],
  objective: Objective,
  limits: Partial<OptimizeLimits> = {},
): OptimizeProblem {
  const size = expectedReturns.length;
  const weightMin = new Float64Array(size);
  const weightMax = new Float64Array(size).fill(1);
  return {
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from(expectedReturns),
    covariance: Float64Array.from(covariance),
    objective,
    limits: { budget: 1, weightMin, weightMax, rows: [], ...limits },
  };
}

function mustSolve(outcome: OptimizeOutcome): Solved {
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}
const solve = (...input: Parameters<typeof make>): Solved => mustSolve(optimize(make(...input)));

const OUT_OF_SCALE = make(
  [0.05, 0.03, 0.01],
  [0.04, 0.01, 0, 0.01, 0.02, 0, 0, 0, 0.01],
  { kind: 'max-utility', measure: 'variance', riskAversion: 3 },
  {
    weightMin: Float64Array.of(0, -Infinity, -0.5),
    weightMax: new Float64Array(3).fill(0.8),
    rows: [
      { name: 'both', coefficients: Float64Array.of(1, 1, 0), min: 0, max: 0.9 },
      { name: 'tilt', coefficients: Float64Array.of(1, 0, -1), min: -Infinity, max: 0.5 },
    ],
    returnMin: 0.02,
    volatilityMax: 0.5,
  },
);

describe('degenerate problems', () => {
  test('one asset', () => {
    for (const objective of [MIN_RISK, MAX_RETURN, { kind: 'risk-budget', measure: 'volatility' }] as const) {
      expect([...solve([0.05], [0.04], objective).weights]).toEqual([1]);
    }
    expect(optimize(make([0.05], [0.04], MAX_RETURN, { volatilityMax: 0.1 }))).toMatchObject({ status: 'infeasible' });
  });

  test('cash without variance takes the whole of a least-risk portfolio', () => {
    const outcome = solve([0.02, 0.07], [0, 0, 0, 0.04], MIN_RISK);
    expect([...outcome.weights]).toEqual([1, 0]);
    expect(outcome.volatility).toBe(0);
    expect(outcome.warnings).toContainEqual({
      kind: 'singular-covariance',
      rank: 1,
      size: 2,
      riskless: ['A0'],
      twins: [],
    });
  });

  // Closed form: beside riskless cash the volatility limit is met by limit / volatility in the risky asset.
  test('cash and one risky asset at a volatility limit, down to zero', () => {
    for (const volatilityMax of [0.1, 1e-3, 1e-6]) {
      const outcome = solve([0.02, 0.07], [0, 0, 0, 0.04], MAX_RETURN, { volatilityMax });
      expectClose(outcome.weights[1]!, volatilityMax / 0.2, TOLERANCE.longSum);
    }
    expect(solve([0.02, 0.07], [0, 0, 0, 0.04], MAX_RETURN, { volatilityMax: 0 }).weights[1]).toBeLessThan(1e-8);
  });

  test('a volatility limit at the least possible volatility', () => {
    const covariance = [0.04, 0.006, 0.002, 0.006, 0.0225, 0.001, 0.002, 0.001, 0.01];
    const least = solve([0.08, 0.05, 0.03], covariance, MIN_RISK);
    const outcome = solve([0.08, 0.05, 0.03], covariance, MAX_RETURN, { volatilityMax: least.volatility });
    // The volatility is flat at its least, so weights may move by the root of its tolerance.
    outcome.weights.forEach((weight, at) => expect(Math.abs(weight - least.weights[at]!)).toBeLessThan(1e-4));
    expect(outcome.volatility).toBeLessThanOrEqual(least.volatility + 1e-9);
  });

  test('duplicated assets share what the one would get', () => {
    const one = solve([0.08, 0.03], [0.04, 0.005, 0.005, 0.01], MIN_RISK);
    const twin = [0.04, 0.005, 0.04, 0.005, 0.01, 0.005, 0.04, 0.005, 0.04];
    const two = solve([0.08, 0.03, 0.08], twin, MIN_RISK);
    expectClose(two.weights[0]! + two.weights[2]!, one.weights[0]!, TOLERANCE.longSum);
    const parity = solve([0.08, 0.03, 0.08], twin, { kind: 'risk-budget', measure: 'volatility' });
    expectClose(parity.weights[0]!, parity.weights[2]!, TOLERANCE.longSum);
    const capped = solve([0.08, 0.03, 0.08], twin, MAX_RETURN, { volatilityMax: 0.15 });
    expectClose(capped.volatility, 0.15, TOLERANCE.longSum);
  });

  test('fixed weights, all and some', () => {
    const fixed = Float64Array.of(0.25, 0.75);
    const all = solve([0.08, 0.03], [0.04, 0, 0, 0.01], MAX_RETURN, { weightMin: fixed, weightMax: fixed });
    expect([...all.weights]).toEqual([0.25, 0.75]);
    const covariance = [0.04, 0, 0, 0, 0.01, 0, 0, 0, 0.01];
    const weightMin = Float64Array.of(0.5, 0, 0);
    const some = solve([0.08, 0.03, 0.03], covariance, MIN_RISK, { weightMin, weightMax: Float64Array.of(0.5, 1, 1) });
    expect(some.weights[0]).toBe(0.5);
    expectClose(some.weights[1]!, 0.25, TOLERANCE.closedForm);
  });

  test('bounds that cross by rounding are one number', () => {
    const weightMin = Float64Array.of(0.1 + 0.2, 0);
    const outcome = solve([0.08, 0.03], [0.04, 0, 0, 0.01], MAX_RETURN, {
      weightMin,
      weightMax: Float64Array.of(0.3, 1),
    });
    expectClose(outcome.weights[0]!, 0.3, TOLERANCE.closedForm);
  });

  test('a binding group none of whose members is free to move', () => {
    const rows = [{ name: 'group x', coefficients: Float64Array.of(1, 1, 0, 0), min: 0.5, max: 0.5 }];
    const weightMax = Float64Array.of(0.2, 0.3, 1, 1);
    const covariance = Array.from({ length: 16 }, (_, at) => (Math.floor(at / 4) === at % 4 ? 0.04 : 0.01));
    const outcome = solve([0.08, 0.05, 0.03, 0.02], covariance, MIN_RISK, { rows, weightMax });
    [0.2, 0.3, 0.25, 0.25].forEach((weight, at) => expectClose(outcome.weights[at]!, weight, TOLERANCE.closedForm));
  });

  test('rows that repeat each other', () => {
    const row = { name: 'group a', coefficients: Float64Array.of(1, 1, 0), min: -Infinity, max: 0.4 };
    const rows = [
      row,
      { ...row, name: 'group b' },
      { ...row, name: 'group c', coefficients: Float64Array.of(2, 2, 0), max: 0.8 },
    ];
    const outcome = solve([0.08, 0.05, 0.03], [0.04, 0, 0, 0, 0.04, 0, 0, 0, 0.09], MIN_RISK, { rows });
    [0.2, 0.2, 0.6].forEach((weight, at) => expectClose(outcome.weights[at]!, weight, TOLERANCE.closedForm));
  });

  // Closed form: variance-neutral budget 0 wants nothing; utility then holds S^-1 (mu - common) / riskAversion.
  test('market neutral: budget zero, negative minimums', () => {
    const limits = { budget: 0, weightMin: new Float64Array(2).fill(-1) };
    expect([...solve([0.08, 0.03], [0.04, 0, 0, 0.04], MIN_RISK, limits).weights].map(Math.abs)).toEqual([0, 0]);
    const objective = { kind: 'max-utility', measure: 'variance', riskAversion: 2 } as const;
    const outcome = solve([0.08, 0.03], [0.04, 0, 0, 0.04], objective, limits);
    expectClose(outcome.weights[0]!, 0.05 / (2 * 0.08), TOLERANCE.closedForm);
    expectClose(outcome.weights[1]!, -0.05 / (2 * 0.08), TOLERANCE.closedForm);
  });

  test('open weights: a least-risk mix exists, an endless return is said to be endless', () => {
    const open = { weightMin: new Float64Array(2).fill(-Infinity), weightMax: new Float64Array(2).fill(Infinity) };
    const covariance = [0.04, 0.018, 0.018, 0.01];
    const outcome = solve([0.08, 0.03], covariance, MIN_RISK, open);
    expectClose(outcome.weights[0]!, (0.01 - 0.018) / (0.05 - 0.036), TOLERANCE.closedForm);
    const endless = optimize(make([0.08, 0.03], covariance, MAX_RETURN, open));
    if (endless.status !== 'unbounded') throw new Error(endless.status);
    expectClose(endless.direction[0]!, 1, 1e-6);
    expectClose(endless.direction[1]!, -1, 1e-6);
    expectClose(solve([0.08, 0.03], covariance, MAX_RETURN, { ...open, volatilityMax: 0.3 }).volatility, 0.3, 1e-10);
    const twins = [0.04, 0.04, 0.04, 0.04];
    const arbitrage = { kind: 'max-utility', measure: 'variance', riskAversion: 2 } as const;
    expect(optimize(make([0.08, 0.03], twins, arbitrage, open)).status).toBe('unbounded');
  });

  test('equal returns: of many best mixes the least risky', () => {
    const outcome = solve([0.05, 0.05, 0.01], [0.04, 0, 0, 0, 0.01, 0, 0, 0, 0.01], MAX_RETURN);
    expectClose(outcome.weights[0]!, 0.2, TOLERANCE.longSum);
    expectClose(outcome.weights[1]!, 0.8, TOLERANCE.longSum);
    const nothing = solve([0, 0], [0.04, 0, 0, 0.04], MAX_RETURN);
    expectClose(nothing.weights[0]!, 0.5, TOLERANCE.longSum);
  });

  // Scaling every return and volatility changes units, not weights.
  test.each([1e-8, 1e-4, 1e4])('units do not matter: returns times %s', (unit) => {
    const covariance = [0.04, 0.006, 0.002, 0.006, 0.0225, 0.001, 0.002, 0.001, 0.01];
    const limits = { volatilityMax: 0.11 };
    const plain = solve([0.08, 0.05, 0.03], covariance, MAX_RETURN, limits);
    const scaled = solve(
      [0.08, 0.05, 0.03].map((entry) => entry * unit),
      covariance.map((entry) => entry * unit ** 2),
      MAX_RETURN,
      { volatilityMax: 0.11 * unit },
    );
    scaled.weights.forEach((weight, at) => expectClose(weight, plain.weights[at]!, 1e-9));
  });

  test.each([1e-6, 1e6])('a portfolio of %s units', (budget) => {
    const weightMax = new Float64Array(2).fill(budget);
    const outcome = solve([0.08, 0.03], [0.04, 0.005, 0.005, 0.01], MIN_RISK, { budget, weightMax });
    expectClose(outcome.weights[0]! / budget, 0.125, TOLERANCE.longSum);
  });
});

describe('stability', () => {
  test('the order of the assets does not matter, and a second run is the same to the bit', () => {
    const random = seededRandom(51);
    for (let index = 0; index < 60; index++) {
      const objective = (
        [
          MIN_RISK,
          { kind: 'max-utility', measure: 'variance', riskAversion: 3 },
          MAX_RETURN,
          { kind: 'risk-budget', measure: 'volatility' },
        ] as const
      )[index % 4]!;
      const size = 2 + (index % 25);
      const { problem } = randomProblem(random, {
        size,
        covariance: 'plain',
        objective,
        hasTightGroups: index % 3 === 0,
        hasReturnMin: false,
        hasVolatilityMax: index % 2 === 0,
      });
      const first = mustSolve(optimize(problem));
      expect(optimize(problem)).toEqual(first);
      const order = Array.from({ length: size }, (_, at) => at).sort(
        (left, right) => ((left * 7) % 11) - ((right * 7) % 11),
      );
      const again = mustSolve(optimize(permute(problem, order)));
      order.forEach((from, to) =>
        expect(Math.abs(again.weights[to]! - first.weights[from]!), `#${index}`).toBeLessThanOrEqual(1e-9),
      );
    }
  });

  // Once an endless loop: a step that is not a number is neither shorter nor longer than any other.
  test.each([
    ['expected returns near the end of the doubles', { expectedReturns: Float64Array.of(1e308, 0.03, 0.01) }],
    [
      'a variance near zero of the doubles',
      { covariance: Float64Array.of(0.04, 0.01, 0, 0.01, 0.02, 0, 0, 0, 5e-324) },
    ],
    ['a budget near zero of the doubles', { limits: { ...OUT_OF_SCALE.limits, budget: 5e-324 } }],
  ])('%s end in an outcome', (_, part) => {
    for (const objective of [OUT_OF_SCALE.objective, MIN_RISK, MAX_RETURN]) {
      const { status } = optimize({ ...OUT_OF_SCALE, ...part, objective });
      expect(['solved', 'infeasible', 'not-converged', 'unbounded']).toContain(status);
    }
  });

  test('inputs are left as they were', () => {
    for (const covariance of COVARIANCE_KINDS) {
      const { problem } = randomProblem(seededRandom(52), {
        size: 6,
        covariance,
        objective: MAX_RETURN,
        hasTightGroups: true,
        hasReturnMin: true,
        hasVolatilityMax: true,
      });
      const before = structuredClone(problem);
      optimize(problem);
      expect(problem).toEqual(before);
    }
  });
});

function permute(problem: OptimizeProblem, order: readonly number[]): OptimizeProblem {
  const size = order.length;
  const pick = (vector: Float64Array): Float64Array => Float64Array.from(order, (from) => vector[from]!);
  const { limits } = problem;
  return {
    ...problem,
    symbols: order.map((from) => problem.symbols[from]!),
    expectedReturns: pick(problem.expectedReturns),
    covariance: Float64Array.from({ length: size * size }, (_, at) => {
      return problem.covariance[order[Math.floor(at / size)]! * size + order[at % size]!]!;
    }),
    limits: {
      ...limits,
      weightMin: pick(limits.weightMin),
      weightMax: pick(limits.weightMax),
      rows: limits.rows.map((row) => ({ ...row, coefficients: pick(row.coefficients) })),
    },
  };
}
