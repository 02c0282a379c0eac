import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeLimits, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { diagonalOf, dot, quadraticForm } from '@/lib/quant/math/matrix';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { solveByQuadprog } from '../../unit/quant/optimize/oracles';
import {
  between,
  type Random,
  randomCovariance,
  seededRandom,
  symbolsOf,
} from '../../unit/quant/optimize/random-problems';

const LONG_ONLY = (size: number, most = Infinity): OptimizeLimits => ({
  budget: 1,
  weightMin: new Float64Array(size),
  weightMax: new Float64Array(size).fill(most),
  rows: [],
});

const SHARPE = (riskFreeRate: number): Objective => ({ kind: 'max-ratio', measure: 'volatility', riskFreeRate });

function solved(problem: OptimizeProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThan(1e-8);
  return outcome;
}

/** Strictly convex, with returns from -5 to 15 %. */
const plainProblem = (random: Random, size: number) => ({
  symbols: symbolsOf(size),
  covariance: randomCovariance(random, size, 'plain'),
  expectedReturns: Float64Array.from({ length: size }, () => between(random, -0.05, 0.15)),
});

/** Three assets: 20, 15 and 10 % volatility, correlations 0.3, 0.1 and 0.2. */
const COVARIANCE = Float64Array.of(0.04, 0.009, 0.002, 0.009, 0.0225, 0.003, 0.002, 0.003, 0.01);
const THREE = { symbols: ['A', 'B', 'C'], covariance: COVARIANCE, expectedReturns: Float64Array.of(0.09, 0.07, 0.04) };

/** A central difference with a step of 1e-5 leaves an error of about its square, and rounding of 1e-11 over it. */
const DIFFERENCE = 1e-5;

describe('most return per risk', () => {
  // Oracle, closed form: weights in proportion to S^-1 (mu - r), here by Cramer's rule.
  test('max-ratio x the closed form of the tangency portfolio', () => {
    const excess = THREE.expectedReturns.map((entry) => entry - 0.02);
    const determinant = (columns: readonly ArrayLike<number>[]): number => {
      const [a, b, c] = columns as readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
      return (
        a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) -
        b[0]! * (a[1]! * c[2]! - a[2]! * c[1]!) +
        c[0]! * (a[1]! * b[2]! - a[2]! * b[1]!)
      );
    };
    const columns = [0, 1, 2].map((at) => COVARIANCE.subarray(3 * at, 3 * at + 3));
    const tangency = columns.map((_, at) => determinant(columns.map((column, k) => (k === at ? excess : column))));
    const sum = tangency.reduce((total, entry) => total + entry, 0);
    const limits = { ...LONG_ONLY(3), weightMin: new Float64Array(3).fill(-Infinity) };
    const { weights } = solved({ ...THREE, objective: SHARPE(0.02), limits });
    weights.forEach((weight, at) => expectClose(weight, tangency[at]! / sum, TOLERANCE.closedForm));
  });

  // Oracle: quadprog on the homogeneous form, min y'Sy with (mu - r)'y = 1 and bounds in proportion to the sum of y.
  test('max-ratio x quadprog on the homogeneous form, 100 random problems with caps', () => {
    const random = seededRandom(11);
    let compared = 0;
    for (let run = 0; run < 100; run++) {
      const size = 2 + Math.floor(between(random, 0, 12));
      const { covariance, expectedReturns, symbols } = plainProblem(random, size);
      const most = between(random, 1.2 / size, 1);
      const rate = between(random, -0.05, 0.02);
      const excess = expectedReturns.map((entry) => entry - rate);
      if (!excess.some((entry) => entry > 1e-3)) continue;
      const ones = new Float64Array(size).fill(1);
      const caps = symbols.map((name, at) => {
        const coefficients = ones.map((one, k) => (k === at ? 1 - most * one : -most * one));
        return { name, coefficients, min: -Infinity, max: 0 };
      });
      const reward = { name: 'reward', coefficients: excess, min: 1, max: 1 };
      const homogeneous = {
        weightMin: new Float64Array(size),
        weightMax: ones.map(() => Infinity),
        rows: [reward, ...caps],
      };
      const oracle = solveByQuadprog(covariance, new Float64Array(size), homogeneous);
      const outcome = optimize({
        symbols,
        covariance,
        expectedReturns,
        objective: SHARPE(rate),
        limits: LONG_ONLY(size, most),
      });
      if (oracle === undefined) {
        expect(outcome.status).toBe('refused');
        continue;
      }
      if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
      const best = dot(excess, oracle) / Math.sqrt(quadraticForm(covariance, oracle));
      expectClose((outcome.expectedReturn - rate) / outcome.volatility, best, TOLERANCE.independentSolver);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });

  test('a volatility limit below the best mix: the best ratio stands on it', () => {
    const free = solved({ ...THREE, objective: SHARPE(0.02), limits: LONG_ONLY(3) });
    const volatilityMax = 0.98 * free.volatility;
    const capped = solved({ ...THREE, objective: SHARPE(0.02), limits: { ...LONG_ONLY(3), volatilityMax } });
    expectClose(capped.volatility, volatilityMax, TOLERANCE.independentSolver);
    // Oracle: of all mixes on a fine grid within the cap none has a better ratio.
    let best = 0;
    for (let a = 0; a <= 400; a++) {
      for (let b = 0; b <= 400 - a; b++) {
        const mix = Float64Array.of(a / 400, b / 400, (400 - a - b) / 400);
        const volatility = Math.sqrt(quadraticForm(COVARIANCE, mix));
        if (volatility > volatilityMax) continue;
        best = Math.max(best, (dot(THREE.expectedReturns, mix) - 0.02) / volatility);
      }
    }
    const ratio = (capped.expectedReturn - 0.02) / capped.volatility;
    expect(ratio).toBeGreaterThanOrEqual(best);
    expect(ratio - best).toBeLessThan(1e-3);
  });

  test('every asset below the risk-free rate: said with both figures', () => {
    const outcome = optimize({ ...THREE, objective: SHARPE(0.1), limits: LONG_ONLY(3) });
    expect(outcome).toMatchObject({
      status: 'refused',
      field: 'objective.riskFreeRate',
      message: 'No mix within the limits earns more than the risk-free rate: the most is 9.00 %, the rate 10.00 %.',
    });
  });

  test('a riskless mix above the rate has no best ratio', () => {
    const covariance = Float64Array.of(0.04, 0, 0, 0);
    const outcome = optimize({
      symbols: ['STOCK', 'BILL'],
      covariance,
      expectedReturns: Float64Array.of(0.08, 0.03),
      objective: SHARPE(0.02),
      limits: LONG_ONLY(2),
    });
    expect(outcome).toMatchObject({ status: 'refused', field: 'objective.riskFreeRate' });
  });

  test('a shadow price is what the ratio gains when its limit gives way', () => {
    const at = (most: number): Solved => solved({ ...THREE, objective: SHARPE(0.02), limits: LONG_ONLY(3, most) });
    const ratioOf = ({ expectedReturn, volatility }: Solved): number => (expectedReturn - 0.02) / volatility;
    const { shadowPrices } = at(0.36);
    const total = shadowPrices
      .filter(({ limit, unit }) => limit.endsWith('max') && unit === 'ratio')
      .reduce((sum, { price }) => sum + price, 0);
    const step = 1e-5;
    expectClose((ratioOf(at(0.36 + step)) - ratioOf(at(0.36 - step))) / (2 * step), total, DIFFERENCE);
  });
});

describe('most diversification', () => {
  // Oracle, printed: with two assets the weights are in proportion to 1 / volatility (Choueifaty & Coignard 2008, section
  // "Properties": with equal correlations the portfolio is that of inverse volatilities).
  test('max-diversification x inverse volatilities where all correlations are equal', () => {
    const volatilities = [0.2, 0.1, 0.05, 0.3];
    const covariance = Float64Array.from({ length: 16 }, (_, k) => {
      const [row, column] = [Math.floor(k / 4), k % 4];
      return volatilities[row]! * volatilities[column]! * (row === column ? 1 : 0.4);
    });
    const { weights } = solved({
      symbols: ['A', 'B', 'C', 'D'],
      covariance,
      expectedReturns: new Float64Array(4),
      objective: { kind: 'max-diversification' },
      limits: LONG_ONLY(4),
    });
    const sum = volatilities.reduce((total, entry) => total + 1 / entry, 0);
    weights.forEach((weight, at) => expectClose(weight, 1 / volatilities[at]! / sum, TOLERANCE.independentSolver));
  });

  // Oracle: min-variance on correlations by quadprog, then each weight divided by its volatility.
  test('max-diversification x quadprog on the correlations, 40 random problems', () => {
    const random = seededRandom(12);
    for (let run = 0; run < 40; run++) {
      const size = 2 + Math.floor(between(random, 0, 10));
      const { covariance, symbols } = plainProblem(random, size);
      const volatilities = diagonalOf(covariance).map(Math.sqrt);
      const correlation = covariance.map(
        (entry, k) => entry / (volatilities[Math.floor(k / size)]! * volatilities[k % size]!),
      );
      const calmest = solveByQuadprog(correlation, new Float64Array(size), LONG_ONLY(size));
      if (calmest === undefined) throw new Error('quadprog finds nothing');
      const oracle = calmest.map((weight, at) => weight / volatilities[at]!);
      const ratio = (mix: Float64Array): number => dot(mix, volatilities) / Math.sqrt(quadraticForm(covariance, mix));
      const { weights } = solved({
        symbols,
        covariance,
        expectedReturns: new Float64Array(size),
        objective: { kind: 'max-diversification' },
        limits: LONG_ONLY(size),
      });
      expectClose(ratio(weights), ratio(oracle), TOLERANCE.independentSolver);
    }
  });
});
