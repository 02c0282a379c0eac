import { describe, expect, test } from 'vitest';
import { branchAndBound } from '@/lib/quant/optimize/integer/branch-and-bound';
import { perspectiveOf } from '@/lib/quant/optimize/integer/perspective';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import { meanVarianceProgram } from '@/lib/quant/optimize/splitting/mean-variance-program';
import type { OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import { loadHighs, solveByQuadprog } from './oracles';
import { between, type Random, randomCovariance, seededRandom, symbolsOf } from './random-problems';

const HELD = 1e-7;

interface Rules {
  readonly countMax: number;
  readonly weightMin: number;
}

function randomHoldings(random: Random, size: number, isLongOnly: boolean): OptimizeProblem {
  const weightMax = new Float64Array(size).fill(between(random, 0.4, 1));
  const limits: OptimizeLimits = {
    budget: 1,
    weightMin: new Float64Array(size).fill(isLongOnly ? 0 : -0.4),
    weightMax,
    rows: [{ name: 'half', coefficients: weightMax.map((_, at) => Number(at < size / 2)), min: 0.2, max: 0.8 }],
    ...(random() < 0.8 ? { assetsMax: 2 + Math.floor(random() * 3) } : {}),
    ...(random() < 0.6 ? { weightMinIfHeld: between(random, 0.05, 0.25) } : {}),
  };
  const expectedReturns = Float64Array.from({ length: size }, () => between(random, -0.02, 0.15));
  return {
    symbols: symbolsOf(size),
    expectedReturns,
    covariance: randomCovariance(random, size, 'plain'),
    objective:
      random() < 0.5
        ? { kind: 'min-risk', measure: 'variance' }
        : { kind: 'max-utility', measure: 'variance', riskAversion: 3 },
    limits,
  };
}

const rulesOf = ({ assetsMax = Infinity, weightMinIfHeld = 0 }: OptimizeLimits): Rules => ({
  countMax: assetsMax,
  weightMin: weightMinIfHeld,
});

function valueOf({ objective, covariance, expectedReturns }: OptimizeProblem, weights: Float64Array): number {
  const size = weights.length;
  let variance = 0;
  for (let at = 0; at < size * size; at++)
    variance += covariance[at]! * weights[Math.floor(at / size)]! * weights[at % size]!;
  if (objective.kind !== 'max-utility') return variance;
  const expected = weights.reduce((sum, weight, at) => sum + weight * expectedReturns[at]!, 0);
  return (objective.riskAversion / 2) * variance - expected;
}

/** Every choice of sides, each solved by quadprog. */
function bestByHand(problem: OptimizeProblem): number {
  const { objective, limits, covariance, expectedReturns, symbols } = problem;
  const size = symbols.length;
  const { countMax, weightMin: least } = rulesOf(limits);
  const aversion = objective.kind === 'max-utility' ? objective.riskAversion : 2;
  const linear = expectedReturns.map((entry) => (objective.kind === 'max-utility' ? entry / aversion : 0));
  const isLongOnly = limits.weightMin[0] === 0;
  let best = Infinity;
  const decide = (at: number, sides: number[]): void => {
    if (sides.filter((side) => side !== 0).length > countMax) return;
    if (at < size) {
      for (const side of isLongOnly ? [0, 1] : [0, 1, -1]) decide(at + 1, [...sides, side]);
      return;
    }
    const weightMin = limits.weightMin.map((bound, index) => [0, Math.max(least, 0), bound].at(sides[index]!)!);
    const weightMax = limits.weightMax.map((bound, index) => [0, bound, -least].at(sides[index]!)!);
    const answer = solveByQuadprog(covariance, linear, { budget: 1, rows: limits.rows, weightMin, weightMax });
    if (answer !== undefined) best = Math.min(best, valueOf(problem, answer));
  };
  decide(0, []);
  return best;
}

/** Little in common and nearly the same risk: without the price of a place almost no branch can be closed. */
function muchAlike(random: Random, size: number, assetsMax: number): OptimizeProblem {
  const common = Float64Array.from({ length: size }, () => between(random, 0.03, 0.07));
  const covariance = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return common[row]! * common[column]! + (row === column ? between(random, 0.15, 0.25) ** 2 : 0);
  });
  const weightMax = new Float64Array(size).fill(1);
  return {
    symbols: symbolsOf(size),
    expectedReturns: new Float64Array(size),
    covariance,
    objective: { kind: 'min-risk', measure: 'variance' },
    limits: { budget: 1, weightMin: new Float64Array(size), weightMax, rows: [], assetsMax },
  };
}

function searched(problem: OptimizeProblem) {
  const objective = { kind: 'min-risk', measure: 'variance' } as const;
  const program = meanVarianceProgram({ ...problem, objective }, namedLimits(problem, false));
  const rules = rulesOf(problem.limits);
  const outcome = branchAndBound(program, rules);
  if (outcome.status !== 'found') throw new Error(outcome.status);
  const open = problem.symbols.map(() => 'open' as const);
  const plain = solveByQuadprog(problem.covariance, problem.expectedReturns, problem.limits)!;
  const bounds = {
    plain: valueOf(problem, plain) / 2,
    withPlaces: perspectiveOf(program, rules, open).boundOf(program.limits, open),
  };
  return { branches: outcome.branches, best: outcome.best.value, bounds };
}

describe('how many are held, and how much of each', () => {
  // Oracle: every choice of what is held, each solved by quadprog.
  test.each([
    { name: 'long only', seed: 61, count: 30, size: 8, isLongOnly: true },
    { name: 'long and short', seed: 62, count: 20, size: 5, isLongOnly: false },
  ])('$name: agrees with trying every choice', ({ seed, count, size, isLongOnly }) => {
    const random = seededRandom(seed);
    let infeasible = 0;
    for (let index = 0; index < count; index++) {
      const problem = randomHoldings(random, size, isLongOnly);
      const best = bestByHand(problem);
      const outcome = optimize(problem);
      if (best === Infinity) {
        expect(outcome.status, `#${index}`).toBe('infeasible');
        infeasible++;
        continue;
      }
      expect(outcome.status, `#${index}`).toBe('solved');
      if (outcome.status !== 'solved') continue;
      expect(Math.abs(valueOf(problem, outcome.weights) - best), `#${index}`).toBeLessThan(1e-8);
      expect(outcome.certificate.dualityGap).toBeLessThanOrEqual(1e-8);
      const { countMax, weightMin } = rulesOf(problem.limits);
      const held = outcome.weights.filter((weight) => Math.abs(weight) > HELD);
      expect(held.length).toBeLessThanOrEqual(countMax);
      for (const weight of held) expect(Math.abs(weight)).toBeGreaterThanOrEqual(weightMin - 1e-9);
    }
    expect(infeasible).toBeLessThan(count / 2);
  });

  // Oracle: HiGHS with a binary variable an instrument.
  test('best return agrees with HiGHS on 25 problems of 12 to 30 instruments', async () => {
    const highs = await loadHighs();
    const random = seededRandom(63);
    for (let index = 0; index < 25; index++) {
      const size = 12 + Math.floor(random() * 19);
      const base = randomHoldings(random, size, true);
      const limits = { ...base.limits, assetsMax: 4, weightMinIfHeld: 0.1 };
      const problem: OptimizeProblem = { ...base, objective: { kind: 'max-return' }, limits };
      const terms = (entry: (at: number) => string): string => problem.symbols.map((_, at) => entry(at)).join(' ');
      const mu = problem.expectedReturns;
      const half = limits.rows[0]!.coefficients;
      const program = [
        'Maximize',
        ` obj: ${terms((at) => `${mu[at]! < 0 ? '-' : '+'} ${Math.abs(mu[at]!)} w${at}`)}`,
        'Subject To',
        ` budget: ${terms((at) => `+ w${at}`)} = 1`,
        ` low: ${terms((at) => `+ ${half[at]!} w${at}`)} >= 0.2`,
        ` high: ${terms((at) => `+ ${half[at]!} w${at}`)} <= 0.8`,
        ` count: ${terms((at) => `+ z${at}`)} <= 4`,
        ...problem.symbols.flatMap((_, at) => [
          ` up${at}: w${at} - ${limits.weightMax[at]!} z${at} <= 0`,
          ` least${at}: w${at} - 0.1 z${at} >= 0`,
        ]),
        'Binaries',
        ` ${terms((at) => `z${at}`)}`,
        'End',
      ].join('\n');
      const oracle = highs.solve(program, { mip_rel_gap: 0 });
      const outcome = optimize(problem);
      expect(outcome.status, `#${index}`).toBe(oracle.Status === 'Optimal' ? 'solved' : 'infeasible');
      if (outcome.status !== 'solved') continue;
      expect(Math.abs(outcome.expectedReturn - oracle.ObjectiveValue), `#${index}`).toBeLessThan(1e-7);
    }
  });

  test('beside turnover, gross exposure and a volatility limit', () => {
    const random = seededRandom(64);
    for (let index = 0; index < 10; index++) {
      const base = randomHoldings(random, 8, index % 2 === 0);
      const currentWeights = base.limits.weightMax.map((_, at) => (at < 4 ? 0.25 : 0));
      const limits = {
        ...base.limits,
        assetsMax: 4,
        weightMinIfHeld: 0.05,
        currentWeights,
        turnoverMax: 0.4,
        grossMax: 1.3,
      };
      const problem: OptimizeProblem = {
        ...base,
        objective: { kind: 'max-return' },
        limits: { ...limits, volatilityMax: 0.35 },
      };
      const outcome = optimize(problem);
      if (outcome.status === 'infeasible') continue;
      expect(outcome.status, `#${index}`).toBe('solved');
      if (outcome.status !== 'solved') continue;
      const held = outcome.weights.filter((weight) => Math.abs(weight) > HELD);
      expect(held.length).toBeLessThanOrEqual(4);
      const moved = outcome.weights.reduce((sum, weight, at) => sum + Math.abs(weight - currentWeights[at]!), 0) / 2;
      expect(moved).toBeLessThanOrEqual(0.4 + 1e-8);
      expect(outcome.volatility).toBeLessThanOrEqual(0.35 + 1e-8);
    }
  });

  test('a search that is cut short says how far it may be from the best', () => {
    const random = seededRandom(65);
    const problem = randomHoldings(random, 20, true);
    const limits = { ...problem.limits, assetsMax: 3, weightMinIfHeld: 0.05 };
    const objective = { kind: 'min-risk', measure: 'variance' } as const;
    const program = meanVarianceProgram({ ...problem, objective, limits }, namedLimits({ ...problem, limits }, false));
    const cut = branchAndBound(program, { countMax: 3, weightMin: 0.05 }, { branchesMax: 8, gapMax: 0 });
    const whole = branchAndBound(program, { countMax: 3, weightMin: 0.05 });
    expect([cut.status, whole.status]).toEqual(['unfinished', 'found']);
    if (cut.status !== 'unfinished' || whole.status !== 'found') return;
    expect(cut.gap).toBeGreaterThan(0);
    expect(cut.best!.value * (1 - cut.gap)).toBeLessThanOrEqual(whole.best.value * (1 + 1e-9));
    expect(whole.gap).toBeLessThanOrEqual(1e-9);
  });

  // Oracle: every choice of what is held, each solved by quadprog.
  test('where nearly every choice is nearly as good, agrees with trying them all, and the bound is below the best', () => {
    const random = seededRandom(66);
    for (let index = 0; index < 3; index++) {
      const problem = muchAlike(random, 14, 4);
      const { branches, best, bounds } = searched(problem);
      expect(best).toBeCloseTo(bestByHand(problem) / 2, 10);
      expect(branches).toBeGreaterThan(48);
      expect(bounds.plain).toBeLessThan(0.8 * best);
      expect(bounds.withPlaces).toBeLessThanOrEqual(best);
      expect(bounds.withPlaces).toBeGreaterThan(0.9 * best);
    }
  });

  test('50 instruments that are much alike take a few hundred branches, not every choice of ten', () => {
    const { branches } = searched(muchAlike(seededRandom(67), 50, 10));
    expect(branches).toBeLessThan(500);
  });
});
