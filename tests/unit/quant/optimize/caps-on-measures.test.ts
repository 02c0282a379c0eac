import { describe, expect, test } from 'vitest';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { type RandomStream, randomStream } from '@/lib/quant/math/rng';
import { checkInfeasibility } from '@/lib/quant/optimize/conflict';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyObjective, AnyProblem, OptimizeLimits, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { expectClose } from '@/tests/support/close';

/** Two certified convex searches: each gap is at most 1e-8, and weights go with its root. */
const SAME = 1e-5;
const SIZE = 5;
const PERIODS = 80;

type World = Pick<AnyProblem, 'symbols' | 'expectedReturns' | 'covariance'> & Required<Pick<AnyProblem, 'scenarios'>>;

function randomWorld(random: RandomStream): World {
  const returns = new Float64Array(PERIODS * SIZE);
  for (let t = 0; t < PERIODS; t++) {
    const common = 0.03 * random.nextNormal();
    for (let at = 0; at < SIZE; at++) {
      returns[t * SIZE + at] = 0.002 * at + (0.4 + 0.3 * at) * common + 0.02 * random.nextNormal();
    }
  }
  const mean = Float64Array.from({ length: SIZE }, (_, at) => {
    let sum = 0;
    for (let t = 0; t < PERIODS; t++) sum += returns[t * SIZE + at]! / PERIODS;
    return sum;
  });
  const covariance = Float64Array.from({ length: SIZE * SIZE }, (_, cell) => {
    const [row, column] = [Math.floor(cell / SIZE), cell % SIZE];
    let sum = 0;
    for (let t = 0; t < PERIODS; t++) {
      sum += (returns[t * SIZE + row]! - mean[row]!) * (returns[t * SIZE + column]! - mean[column]!);
    }
    return (12 * sum) / (PERIODS - 1);
  });
  return {
    symbols: Array.from({ length: SIZE }, (_, at) => `S${at}`),
    expectedReturns: mean.map((entry) => 12 * entry),
    covariance,
    scenarios: { returns, observations: PERIODS },
  };
}

const BENCHMARK = Float64Array.of(0.1, 0.1, 0.1, 0.3, 0.4);

const LONG_ONLY: OptimizeLimits = {
  budget: 1,
  weightMin: new Float64Array(SIZE),
  weightMax: new Float64Array(SIZE).fill(1),
  rows: [],
  benchmarkWeights: BENCHMARK,
};

function solve(world: World, objective: AnyObjective, limits: Partial<OptimizeLimits>): Solved {
  const outcome = optimize({ ...world, objective, limits: { ...LONG_ONLY, ...limits } });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const CVAR = { kind: 'min-risk', measure: 'cvar' } as const;
const lossOf = ({ risks = [] }: Solved): number => risks[0]!.value;

function capBetween(world: World): number {
  const least = lossOf(solve(world, CVAR, {}));
  const ofBenchmark = lossOf(solve(world, CVAR, { weightMin: BENCHMARK, weightMax: BENCHMARK }));
  return (least + ofBenchmark) / 2;
}

describe('caps on measures beside objectives of one expected return or benchmark', () => {
  // Oracle: the least loss within that tracking error, a search over the other of the two, stands on the cap.
  test('least tracking error under a cap on CVaR is where CVaR cannot be less within it', () => {
    for (let round = 0; round < 6; round++) {
      const world = randomWorld(randomStream('tracking').split(round));
      const value = capBetween(world);
      const tracked = solve(world, { kind: 'min-tracking-error' }, { riskMax: [{ measure: 'cvar', value }] });
      const apart = tracked.weights.map((weight, at) => weight - BENCHMARK[at]!);
      const trackingErrorMax = Math.sqrt(quadraticForm(world.covariance, apart));
      expectClose(lossOf(tracked), value, SAME);
      const calm = solve(world, CVAR, { trackingErrorMax });
      expectClose(lossOf(calm), value, SAME);
      calm.weights.forEach((weight, at) => expectClose(tracked.weights[at]!, weight, 1e-3));
      // Oracle: the difference quotient of the answer itself.
      const at = (max: number): number => {
        const near = solve(world, { kind: 'min-tracking-error' }, { riskMax: [{ measure: 'cvar', value: max }] });
        return Math.sqrt(
          quadraticForm(
            world.covariance,
            near.weights.map((weight, i) => weight - BENCHMARK[i]!),
          ),
        );
      };
      const step = 1e-4 * value;
      const price = tracked.shadowPrices.find(({ limit }) => limit === 'cvar limit')!;
      expect(price.unit).toBe('tracking-error');
      expectClose(price.price, (at(value - step) - at(value + step)) / (2 * step), 0.05);
    }
  });

  // Oracle: long only a box is so much less expected return.
  test('a box of uncertainty under a cap on CVaR is a utility of lowered returns under it', () => {
    for (let round = 0; round < 6; round++) {
      const world = randomWorld(randomStream('box').split(round));
      const riskMax = [{ measure: 'cvar', value: capBetween(world) }];
      const standardErrors = world.expectedReturns.map((_, at) => 0.01 + 0.004 * at);
      const box = { kind: 'robust-box', measure: 'variance', riskAversion: 2, kappa: 1, standardErrors } as const;
      const robust = solve(world, box, { riskMax });
      const lower = world.expectedReturns.map((entry, at) => entry - standardErrors[at]!);
      const plain = solve(
        { ...world, expectedReturns: lower },
        { kind: 'max-utility', measure: 'variance', riskAversion: 2 },
        { riskMax },
      );
      plain.weights.forEach((weight, at) => expectClose(robust.weights[at]!, weight, SAME));
      const open = solve(world, box, { riskMax, weightMin: new Float64Array(SIZE).fill(-0.5) });
      const alone = solve(world, box, { weightMin: new Float64Array(SIZE).fill(-0.5) });
      expect(lossOf(open)).toBeLessThanOrEqual(riskMax[0]!.value + SAME);
      if (alone.weights.every((weight, at) => Math.abs(weight - open.weights[at]!) < SAME)) continue;
      expectClose(lossOf(open), riskMax[0]!.value, SAME);
    }
  });
});

describe('proofs that caps on measures cannot be met', () => {
  test('a proof is accepted on the problem as given, and refused once tampered with', () => {
    for (let round = 0; round < 6; round++) {
      const world = randomWorld(randomStream('proof').split(round));
      const least = lossOf(solve(world, CVAR, {}));
      const limits = { ...LONG_ONLY, riskMax: [{ measure: 'cvar', value: 0.9 * least }] };
      const problem: OptimizeProblem = { ...world, objective: { kind: 'max-return' }, limits };
      const outcome = optimize(problem);
      if (outcome.status !== 'infeasible') throw new Error(outcome.status);
      const { certificate } = outcome;
      const riskPlane = certificate.riskPlane!;
      const holds = (proof: typeof certificate, of = problem): boolean =>
        checkInfeasibility(of, namedLimits(of, false), proof).holds;
      expect(holds(certificate)).toBe(true);
      // A higher level, as of caps that can be met.
      const reachable = { ...riskPlane, level: riskPlane.level + 0.11 * least };
      expect(holds({ ...certificate, riskPlane: reachable })).toBe(false);
      // Another slope: the multipliers no longer add up to it.
      const steeper = { ...riskPlane, slope: riskPlane.slope.map((entry, at) => (at === 0 ? entry + least : entry)) };
      expect(holds({ ...certificate, riskPlane: steeper })).toBe(false);
      expect(holds({ ...certificate, rows: new Float64Array(certificate.rows.length) })).toBe(false);
      const { riskPlane: _, ...withoutPlane } = certificate;
      expect(holds(withoutPlane)).toBe(false);
      // Half the money carries half the loss, which is within the cap.
      expect(holds(certificate, { ...problem, limits: { ...limits, budget: 0.5 } })).toBe(false);
    }
  });
});
