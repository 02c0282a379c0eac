import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem, Solved } from '@/lib/quant/optimize/types';
import { lift, type Scales, valueAt } from './lifted-oracle';
import { bestByHighs, solveByQuadprog } from './oracles';
import { between, pick, type Random, randomCovariance, seededRandom, symbolsOf } from './random-problems';

const TOLERANCE_VALUE = 1e-6;

function solved(problem: OptimizeProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(`${outcome.status} instead of solved`);
  return outcome;
}

/** A long-short problem whose current weights meet every limit, so it has an answer by construction. */
function kinkedProblem(random: Random, size: number): OptimizeProblem {
  const covariance = randomCovariance(random, size, 'plain');
  const expectedReturns = Float64Array.from({ length: size }, () => between(random, -0.05, 0.15));
  const raw = Float64Array.from({ length: size }, () => between(random, -0.5, 1));
  const total = raw.reduce((sum, entry) => sum + entry, 0) || 1;
  const isLongOnly = random() < 0.4;
  const shares = isLongOnly ? raw.map(Math.abs) : raw;
  const sum = shares.reduce((all, entry) => all + entry, 0);
  const held = shares.map((entry) => entry / (Math.abs(sum) > 0.3 ? sum : sum + Math.sign(total)));
  const budget = held.reduce((all, entry) => all + entry, 0);
  const gross = held.reduce((all, entry) => all + Math.abs(entry), 0);
  const short = held.reduce((all, entry) => all + Math.max(-entry, 0), 0);
  const limits: OptimizeLimits = {
    budget,
    weightMin: isLongOnly ? new Float64Array(size) : held.map((entry) => Math.min(entry, -0.5)),
    weightMax: held.map((entry) => Math.max(entry, 0.8)),
    rows: [],
    currentWeights: held,
    ...(random() < 0.7 ? { turnoverMax: between(random, 0, 0.6) } : {}),
    ...(random() < 0.5 ? { grossMax: gross * between(random, 1, 1.2) } : {}),
    ...(random() < 0.4 ? { shortMax: short * between(random, 1, 1.2) } : {}),
    ...(random() < 0.5 ? { costPerTrade: held.map(() => between(random, 0, 0.02)) } : {}),
    ...(random() < 0.3 ? { ridge: between(random, 0.001, 0.1) } : {}),
  };
  const objective = pick(random, [
    { kind: 'min-risk', measure: 'variance' } as const,
    { kind: 'max-utility', measure: 'variance', riskAversion: between(random, 0.5, 10) } as const,
  ]);
  return { symbols: symbolsOf(size), expectedReturns, covariance, objective, limits };
}

/** What the problem minimises, in halves of variance for least risk. */
function scalesOf({ objective, limits, expectedReturns }: OptimizeProblem): Scales {
  const { ridge = 0 } = limits;
  switch (objective.kind) {
    case 'max-utility':
      return { quadratic: objective.riskAversion, ridge: 2 * ridge, linear: expectedReturns, costFactor: 1 };
    case 'max-return':
      return { quadratic: 0, ridge: 2 * ridge, linear: expectedReturns, costFactor: 1 };
    default:
      return { quadratic: 1, ridge, linear: new Float64Array(expectedReturns.length), costFactor: 0.5 };
  }
}

describe('turnover, exposures, costs and ridge', () => {
  // Oracle: quadprog on the problem written out with helper variables.
  test('200 random problems agree with quadprog', () => {
    const random = seededRandom(77);
    for (let index = 0; index < 200; index++) {
      const problem = kinkedProblem(random, 2 + (index % 9));
      const scales = scalesOf(problem);
      const outcome = optimize(problem);
      expect(outcome.status, `#${index}`).toBe('solved');
      if (outcome.status !== 'solved') continue;
      const lifted = lift(problem, scales);
      const other = solveByQuadprog(lifted.hessian, lifted.linear, lifted.limits);
      if (other === undefined) continue;
      const ours = valueAt(problem, outcome.weights, scales);
      const theirs = valueAt(problem, other, scales);
      expect(Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 0.01), `#${index}`).toBeLessThan(TOLERANCE_VALUE);
    }
  });

  test('100 random best returns after costs agree with HiGHS', async () => {
    const random = seededRandom(78);
    for (let index = 0; index < 100; index++) {
      const problem = { ...kinkedProblem(random, 2 + (index % 9)), objective: { kind: 'max-return' } as const };
      const plain = { ...problem, limits: { ...problem.limits, ridge: 0 } };
      const answer = solved(plain);
      const lifted = lift(plain, scalesOf(plain));
      const best = await bestByHighs(lifted.linear, lifted.limits);
      expect(best, `#${index}`).toBeDefined();
      const ours = -valueAt(plain, answer.weights, scalesOf(plain));
      expect(Math.abs(ours - best!), `#${index}`).toBeLessThan(1e-7);
    }
  });
});

describe('caps beside kinks', () => {
  // Oracle: the Lagrangian with the caps' own shadow prices is a plain lifted problem; quadprog must find the same weights.
  test('100 random problems with volatility and tracking error limits', () => {
    const random = seededRandom(79);
    let bothBind = 0;
    for (let index = 0; index < 100; index++) {
      const drawn = kinkedProblem(random, 2 + (index % 9));
      const base = index % 3 === 0 ? { ...drawn, objective: { kind: 'max-return' } as const } : drawn;
      const held = base.limits.currentWeights!;
      const free = solved({ ...base, objective: { kind: 'max-return' }, limits: { ...base.limits, ridge: 0 } });
      const calm = solved({ ...base, objective: { kind: 'min-risk', measure: 'variance' } });
      const volatilityMax = Math.max(
        calm.volatility * 1.02,
        calm.volatility + (free.volatility - calm.volatility) * between(random, 0.3, 0.8),
      );
      const trackingErrorMax = between(random, 0.005, 0.05) + (volatilityMax > volatilityOf(base, held) ? 0 : 0.2);
      const limits = {
        ...base.limits,
        volatilityMax,
        benchmarkWeights: held,
        trackingErrorMax,
      };
      const problem = { ...base, limits };
      const answer = solved(problem);
      expect(answer.volatility).toBeLessThanOrEqual(volatilityMax * (1 + 1e-8));
      const active = answer.weights.map((weight, at) => weight - held[at]!);
      expect(volatilityOf(base, active)).toBeLessThanOrEqual(trackingErrorMax * (1 + 1e-8));
      const { quadratic, ridge, linear, costFactor } = scalesOf(problem);
      const pricePer = problem.objective.kind === 'min-risk' ? 1 / answer.volatility : 1;
      const multiplierOf = (limit: string, distance: number): number =>
        (answer.shadowPrices.find((price) => price.limit === limit)?.price ?? 0) / (distance * pricePer || 1);
      const volatilityMultiplier = multiplierOf('volatility limit', answer.volatility);
      const trackingMultiplier = multiplierOf('tracking error limit', volatilityOf(base, active));
      if (volatilityMultiplier > 1e-6 && trackingMultiplier > 1e-6) bothBind++;
      const pull = timesCovariance(base, held);
      const lagrangian = quadratic + volatilityMultiplier + trackingMultiplier;
      const shifted = linear.map((entry, at) => entry + trackingMultiplier * pull[at]!);
      const scales = { quadratic: lagrangian, ridge, linear: shifted, costFactor };
      const lifted = lift(problem, scales);
      const other = solveByQuadprog(lifted.hessian, lifted.linear, lifted.limits);
      if (other === undefined) continue;
      const ours = valueAt(problem, answer.weights, scales);
      const theirs = valueAt(problem, other, scales);
      expect(Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 0.01), `#${index}`).toBeLessThan(TOLERANCE_VALUE);
    }
    expect(bothBind).toBeGreaterThan(0);
  });
});

function timesCovariance({ covariance }: OptimizeProblem, weights: Float64Array): Float64Array {
  const size = weights.length;
  return weights.map((_, row) => weights.reduce((sum, weight, at) => sum + weight * covariance[row * size + at]!, 0));
}

const volatilityOf = (problem: OptimizeProblem, weights: Float64Array): number =>
  Math.sqrt(timesCovariance(problem, weights).reduce((sum, entry, at) => sum + entry * weights[at]!, 0));
