import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const SIZE = 6;

interface World extends Pick<OptimizeProblem, 'symbols' | 'expectedReturns' | 'covariance'> {
  readonly benchmark: Float64Array;
}

function randomWorld(seed: number): World {
  const random = randomStream(`tracking ${seed}`);
  const loadings = Array.from({ length: SIZE }, () => [0.1 + 0.1 * random.nextUniform(), 0.06 * random.nextNormal()]);
  const own = Float64Array.from({ length: SIZE }, () => 0.002 + 0.03 * random.nextUniform());
  const shares = Float64Array.from({ length: SIZE }, () => random.nextUniform());
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    symbols: Array.from({ length: SIZE }, (_, at) => `S${at}`),
    expectedReturns: Float64Array.from({ length: SIZE }, () => 0.02 + 0.1 * random.nextUniform()),
    covariance: Float64Array.from({ length: SIZE * SIZE }, (_, cell) => {
      const [row, column] = [Math.floor(cell / SIZE), cell % SIZE];
      const common = loadings[row]!.reduce((sum, loading, k) => sum + loading * loadings[column]![k]!, 0);
      return common + (row === column ? own[row]! : 0);
    }),
    benchmark: shares.map((share) => share / total),
  };
}

const limitsOf = ({ benchmark }: World, more: Partial<OptimizeLimits> = {}): OptimizeLimits => ({
  budget: 1,
  weightMin: new Float64Array(SIZE),
  weightMax: new Float64Array(SIZE).fill(1),
  rows: [],
  benchmarkWeights: benchmark,
  ...more,
});

function track(world: World, limits: OptimizeLimits): Solved {
  const outcome = optimize({ ...world, objective: { kind: 'min-tracking-error' }, limits });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const distanceOf = ({ covariance, benchmark }: World, weights: Float64Array): number =>
  Math.sqrt(
    quadraticForm(
      covariance,
      weights.map((weight, at) => weight - benchmark[at]!),
    ),
  );

describe('least tracking error', () => {
  const held = Float64Array.of(0.5, 0.5, 0, 0, 0, 0);
  const cases: readonly (readonly [string, (world: World) => Partial<OptimizeLimits>])[] = [
    ['turnover', () => ({ currentWeights: held, turnoverMax: 0.3 })],
    [
      'a target return and a cap',
      ({ expectedReturns }) => ({
        returnMin: 0.8 * Math.max(...expectedReturns) + 0.2 * Math.min(...expectedReturns),
        weightMax: new Float64Array(SIZE).fill(0.7),
      }),
    ],
    [
      'shorts up to a fifth',
      ({ expectedReturns }) => ({
        weightMin: new Float64Array(SIZE).fill(-0.2),
        returnMin: Math.max(...expectedReturns),
        shortMax: 0.2,
      }),
    ],
  ];

  // Oracle: the limit on the tracking error, which is met by a search over another objective or proven impossible.
  test.each(cases)('is the tightest tracking error limit that can be met, with %s', (_, limits) => {
    for (let seed = 0; seed < 12; seed++) {
      const world = randomWorld(seed);
      const asked = limitsOf(world, limits(world));
      const least = distanceOf(world, track(world, asked).weights);
      const capped = (trackingErrorMax: number) =>
        optimize({ ...world, objective: { kind: 'max-return' }, limits: { ...asked, trackingErrorMax } }).status;
      expect(capped(least * (1 + 1e-6))).toBe('solved');
      expect(capped(least * (1 - 1e-6))).toBe('infeasible');
    }
  });

  test('of two instruments is the best of all pairs', () => {
    for (let seed = 0; seed < 6; seed++) {
      const world = randomWorld(seed);
      const least = distanceOf(world, track(world, limitsOf(world, { assetsMax: 2 })).weights);
      let best = Infinity;
      for (let one = 0; one < SIZE; one++) {
        for (let two = 0; two < one; two++) {
          const weightMax = Float64Array.from({ length: SIZE }, (_, at) => (at === one || at === two ? 1 : 0));
          best = Math.min(best, distanceOf(world, track(world, limitsOf(world, { weightMax })).weights));
        }
      }
      expectClose(least, best, TOLERANCE.independentSolver);
    }
  });

  test('within a volatility limit below that of the benchmark stands on that limit, and its price is the slope', () => {
    const world = randomWorld(3);
    const volatilityMax = 0.95 * Math.sqrt(quadraticForm(world.covariance, world.benchmark));
    const at = (max: number): Solved => track(world, limitsOf(world, { volatilityMax: max }));
    const here = at(volatilityMax);
    expectClose(here.volatility, volatilityMax, TOLERANCE.longSum);
    const step = 1e-5;
    const change =
      distanceOf(world, at(volatilityMax - step).weights) - distanceOf(world, at(volatilityMax + step).weights);
    const price = here.shadowPrices.find(({ limit }) => limit === 'volatility limit');
    expectClose(price!.price, change / (2 * step), 1e-4);
  });

  test('needs a benchmark, and says so', () => {
    const world = randomWorld(1);
    const { benchmarkWeights: _, ...limits } = limitsOf(world);
    expect(optimize({ ...world, objective: { kind: 'min-tracking-error' }, limits })).toMatchObject({
      status: 'refused',
      field: 'limits.benchmarkWeights',
      message: 'The least tracking error needs the weights of a benchmark.',
    });
  });
});
