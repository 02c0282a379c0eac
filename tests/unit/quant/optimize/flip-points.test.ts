import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '@/lib/quant/math/rng';
import { type FlipPoint, flipPoints } from '@/lib/quant/optimize/flip-points';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyProblem, Objective, OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import { expectClose } from '@/tests/support/close';

/** Of two certified solves; a multiplier is exact to about the rounding of the slopes. */
const FLIP_TOLERANCE = 1e-9;
/** So far beyond a flip the weight is the other one for certain; far more than the rounding of the flip itself. */
const BESIDE = 1e-6;
const NONE = 1e-9;

type Moments = Pick<OptimizeProblem, 'symbols' | 'expectedReturns' | 'covariance'>;

function randomMoments(random: RandomStream, size: number): Moments {
  const loadings = Array.from({ length: size }, () => [0.08 + 0.1 * random.nextUniform(), 0.06 * random.nextNormal()]);
  const own = Array.from({ length: size }, () => 0.003 + 0.03 * random.nextUniform());
  return {
    symbols: Array.from({ length: size }, (_, at) => `S${at}`),
    expectedReturns: Float64Array.from({ length: size }, () => 0.01 + 0.09 * random.nextUniform()),
    covariance: Float64Array.from({ length: size * size }, (_, cell) => {
      const [row, column] = [Math.floor(cell / size), cell % size];
      const common = loadings[row]!.reduce((sum, loading, k) => sum + loading * loadings[column]![k]!, 0);
      return common + (row === column ? own[row]! : 0);
    }),
  };
}

const longOnly = (size: number, more: Partial<OptimizeLimits> = {}): OptimizeLimits => ({
  budget: 1,
  weightMin: new Float64Array(size),
  weightMax: new Float64Array(size).fill(1),
  rows: [],
  ...more,
});

function weightsOf(problem: AnyProblem): Float64Array {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome.weights;
}

function pointsOf(problem: AnyProblem): readonly FlipPoint[] {
  const outcome = flipPoints(problem, weightsOf(problem));
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

const believing = (problem: AnyProblem, at: number, expectedReturn: number): AnyProblem => ({
  ...problem,
  expectedReturns: problem.expectedReturns.with(at, expectedReturn),
});

/** Solves the problem again on both sides of each flip. */
function expectTurnsOver(problem: AnyProblem, points: readonly FlipPoint[]): void {
  for (const { symbol, from, to, expectedReturn, flipReturn } of points) {
    const at = problem.symbols.indexOf(symbol);
    expect(expectedReturn).toBe(problem.expectedReturns[at]);
    const stance = from === 'none' ? to : from;
    const sign = stance === 'held' ? 1 : -1;
    const present = sign * weightsOf(believing(problem, at, flipReturn + sign * BESIDE))[at]!;
    const absent = sign * weightsOf(believing(problem, at, flipReturn - sign * BESIDE))[at]!;
    expect(present, `${symbol} ${stance} beside ${flipReturn}`).toBeGreaterThan(NONE);
    expect(absent, `${symbol} beyond ${flipReturn}`).toBeLessThanOrEqual(NONE);
    const isOut = from === 'none';
    expect(sign * (expectedReturn - flipReturn) > 0, `${symbol} is on its own side`).toBe(!isOut);
  }
}

const UTILITY: Objective = { kind: 'max-utility', measure: 'variance', riskAversion: 6 };

const CASES: readonly (readonly [string, (moments: Moments) => Omit<AnyProblem, keyof Moments>])[] = [
  ['utility', ({ symbols }) => ({ objective: UTILITY, limits: longOnly(symbols.length) })],
  [
    'utility with caps, a group and a cost of trading',
    ({ symbols }) => ({
      objective: UTILITY,
      limits: longOnly(symbols.length, {
        weightMax: new Float64Array(symbols.length).fill(0.35),
        rows: [{ name: 'first', coefficients: Float64Array.from(symbols, (_, at) => at % 2), min: 0.2, max: 0.5 }],
        costPerTrade: new Float64Array(symbols.length).fill(0.004),
        currentWeights: Float64Array.from(symbols, (_, at) => (at < 2 ? 0.5 : 0)),
      }),
    }),
  ],
  [
    'utility at caps alone, where multipliers are not unique',
    ({ symbols }) => ({
      objective: { ...UTILITY, riskAversion: 0.01 },
      limits: longOnly(symbols.length, { weightMax: new Float64Array(symbols.length).fill(1 / 3) }),
    }),
  ],
  [
    'least variance for a target return',
    ({ symbols, expectedReturns }) => ({
      objective: { kind: 'min-risk', measure: 'variance' },
      limits: longOnly(symbols.length, {
        returnMin: 0.6 * Math.max(...expectedReturns) + 0.4 * Math.min(...expectedReturns),
      }),
    }),
  ],
  [
    'most return within a volatility and a turnover',
    ({ symbols }) => ({
      objective: { kind: 'max-return' },
      limits: longOnly(symbols.length, {
        volatilityMax: 0.16,
        currentWeights: new Float64Array(symbols.length).fill(1 / symbols.length),
        turnoverMax: 0.6,
      }),
    }),
  ],
  [
    'the best Sharpe ratio',
    ({ symbols }) => ({
      objective: { kind: 'max-ratio', measure: 'volatility', riskFreeRate: 0.01 },
      limits: longOnly(symbols.length),
    }),
  ],
  [
    'a box of uncertainty with shorts',
    ({ symbols, expectedReturns }) => ({
      objective: {
        kind: 'robust-box',
        measure: 'variance',
        riskAversion: 6,
        kappa: 1,
        standardErrors: expectedReturns.map((entry) => entry / 3),
      },
      limits: longOnly(symbols.length, { weightMin: new Float64Array(symbols.length).fill(-0.5) }),
    }),
  ],
  [
    'least tracking error for a target return',
    ({ symbols, expectedReturns }) => ({
      objective: { kind: 'min-tracking-error' },
      limits: longOnly(symbols.length, {
        benchmarkWeights: Float64Array.from(symbols, (_, at) => (at < 3 ? 1 / 3 : 0)),
        returnMin: 0.7 * Math.max(...expectedReturns) + 0.3 * Math.min(...expectedReturns),
      }),
    }),
  ],
];

describe('flip points', () => {
  // Oracle: the problem solved again, with that one expected return just beside its flip.
  test.each(CASES)('turn the advice over, and nothing short of them does: %s', (name, rest) => {
    const random = randomStream(name);
    let count = 0;
    for (let round = 0; round < 10; round++) {
      const moments = randomMoments(random.split(round), 4 + round);
      const problem = { ...moments, ...rest(moments) };
      const points = pointsOf(problem);
      expectTurnsOver(problem, points);
      count += points.length;
    }
    expect(count).toBeGreaterThan(20);
  });

  // A - B = (a - b) / (aversion * variance) without correlation, so A leaves at a = b - aversion * variance.
  test('of two uncorrelated instruments match the closed form', () => {
    const points = pointsOf({
      symbols: ['equities', 'bonds'],
      expectedReturns: Float64Array.of(0.05, 0.04),
      covariance: Float64Array.of(0.04, 0, 0, 0.01),
      objective: { ...UTILITY, riskAversion: 2 },
      limits: longOnly(2),
    });
    expect(points.map(({ symbol, from, to }) => [symbol, from, to])).toEqual([
      ['equities', 'held', 'none'],
      ['bonds', 'held', 'none'],
    ]);
    expectClose(points[0]!.flipReturn, 0.04 - 2 * 0.01, FLIP_TOLERANCE);
    expectClose(points[1]!.flipReturn, 0.05 - 2 * 0.04, FLIP_TOLERANCE);
  });

  test('leave out what no belief turns over: a forced weight, a shut instrument, one that carries the target alone', () => {
    const moments = randomMoments(randomStream('left out'), 4);
    const limits = longOnly(4, { weightMin: Float64Array.of(0.1, 0, 0, 0), weightMax: Float64Array.of(1, 0, 1, 1) });
    const points = pointsOf({ ...moments, objective: UTILITY, limits });
    expect(points.map(({ symbol }) => symbol)).toEqual(['S2', 'S3']);
    const target = { returnMin: 0.99 * Math.max(...moments.expectedReturns) };
    const best = moments.symbols[moments.expectedReturns.indexOf(Math.max(...moments.expectedReturns))];
    const objective: Objective = { kind: 'min-risk', measure: 'variance' };
    const forTarget = pointsOf({ ...moments, objective, limits: longOnly(4, target) });
    expect(forTarget.map(({ symbol }) => symbol)).not.toContain(best);
  });

  test('are none for least variance, which asks for no return', () => {
    const moments = randomMoments(randomStream('none'), 5);
    expect(pointsOf({ ...moments, objective: { kind: 'min-risk', measure: 'variance' }, limits: longOnly(5) })).toEqual(
      [],
    );
  });

  test('are not known everywhere, and that is said', () => {
    const moments = randomMoments(randomStream('unknown'), 3);
    const refused = (objective: AnyProblem['objective'], more: Partial<OptimizeLimits> = {}) =>
      flipPoints({ ...moments, objective, limits: longOnly(3, more) }, new Float64Array(3).fill(1 / 3));
    const message =
      'Flip points are known for mean-variance objectives and the best Sharpe ratio, without caps on other measures, on risk contribution or on the number of instruments.';
    expect(refused({ kind: 'risk-budget', measure: 'volatility' })).toMatchObject({ status: 'refused', message });
    expect(refused({ kind: 'max-growth' }).status).toBe('refused');
    expect(refused({ kind: 'wasserstein-cvar', radius: 0.01, confidence: 0.9 })).toMatchObject({ message });
    expect(refused({ kind: 'min-risk', measure: 'cvar' }).status).toBe('refused');
    expect(refused(UTILITY, { assetsMax: 2 }).status).toBe('refused');
    expect(refused({ kind: 'max-ratio', measure: 'volatility' }, { grossMax: 1 }).status).toBe('refused');
  });
});
