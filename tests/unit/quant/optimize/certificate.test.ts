import { describe, expect, test } from 'vitest';
import { isAccepted } from '@/lib/quant/optimize/certificate';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { OBJECTIVES } from '@/lib/quant/optimize/objectives';
import { maxReturn } from '@/lib/quant/optimize/objectives/max-return';
import { minRisk } from '@/lib/quant/optimize/objectives/min-risk';
import { optimize } from '@/lib/quant/optimize/optimize';
import { certified, judge } from '@/lib/quant/optimize/outcome';
import type { MaxReturn, MinRisk, Objective, OptimizeProblem } from '@/lib/quant/optimize/types';
import { randomProblem, seededRandom } from './random-problems';

/** Equal variances, no correlation: the least-risk mix is half and half, with budget multiplier 0.02 * ... = 0.5 * 0.04. */
const LIMITS = { budget: 1, weightMin: new Float64Array(2), weightMax: new Float64Array(2).fill(1), rows: [] };
const CALM: OptimizeProblem<MinRisk> = {
  symbols: ['A', 'B'],
  expectedReturns: Float64Array.of(0.08, 0.03),
  covariance: Float64Array.of(0.04, 0, 0, 0.04),
  objective: { kind: 'min-risk', measure: 'variance' },
  limits: LIMITS,
};

describe('the judge', () => {
  const judged = (weights: readonly number[], multiplier: number) =>
    judge(minRisk, CALM, namedLimits(CALM, false), {
      weights: Float64Array.from(weights),
      rowMultipliers: Float64Array.of(multiplier),
      volatilityMultiplier: 0,
    });

  test('accepts the optimum with its multipliers', () => {
    expect(judged([0.5, 0.5], 0.02)).toMatchObject({ dualityGap: 0, primalResidual: 0, dualResidual: 0 });
  });

  test('refuses a worse mix, a wrong multiplier, a broken limit', () => {
    expect(isAccepted(judged([0.50001, 0.49999], 0.02))).toBe(false);
    expect(isAccepted(judged([0.5, 0.5], 0.02001))).toBe(false);
    const broken = judged([0.5, 0.499], 0.02);
    expect(broken.primalResidual).toBeCloseTo(0.001, 12);
    expect(isAccepted(broken)).toBe(false);
  });

  // Oracle: the gap of a feasible mix is at least what the optimum really gains over it.
  test('the gap bounds the true loss, whatever the multiplier', () => {
    const random = seededRandom(71);
    for (let index = 0; index < 500; index++) {
      const share = random();
      const measure = judged([share, 1 - share], 0.06 * random());
      const loss = 0.02 * (share ** 2 + (1 - share) ** 2) - 0.01;
      expect(measure.dualityGap * measure.tangent.objectiveSize).toBeGreaterThanOrEqual(loss - 1e-15);
    }
  });

  test('a volatility limit counts: violated it is a residual, slack with a price it is a gap', () => {
    const problem: OptimizeProblem<MaxReturn> = {
      ...CALM,
      objective: { kind: 'max-return' },
      limits: { ...LIMITS, volatilityMax: 0.15 },
    };
    const limits = namedLimits(problem, false);
    const at = (weights: readonly number[], volatilityMultiplier: number) =>
      judge(maxReturn, problem, limits, {
        weights: Float64Array.from(weights),
        rowMultipliers: new Float64Array(1),
        volatilityMultiplier,
      });
    expect(at([1, 0], 1).primalResidual).toBeCloseTo(0.05 / 0.2, 12);
    expect(at([0.5, 0.5], 1).tangent.volatilityGap).toBeCloseTo((0.15 ** 2 - 0.02) / 2, 12);
  });

  test('a candidate that fails is never called solved', () => {
    const candidate = {
      weights: Float64Array.of(0.6, 0.4),
      rowMultipliers: Float64Array.of(0.02),
      volatilityMultiplier: 0,
    };
    expect(certified(minRisk, CALM, namedLimits(CALM, false), candidate, []).status).toBe('not-converged');
  });
});

const EXAMPLES: { readonly [K in Objective['kind']]: Objective } = {
  'min-risk': { kind: 'min-risk', measure: 'variance' },
  'max-utility': { kind: 'max-utility', measure: 'variance', riskAversion: 4 },
  'max-return': { kind: 'max-return' },
  'max-ratio': { kind: 'max-ratio', measure: 'volatility', riskFreeRate: -0.05 },
  'max-diversification': { kind: 'max-diversification' },
  'risk-budget': { kind: 'risk-budget', measure: 'volatility' },
  'min-tracking-error': { kind: 'min-tracking-error' },
  'robust-box': {
    kind: 'robust-box',
    measure: 'variance',
    riskAversion: 4,
    kappa: 1,
    standardErrors: new Float64Array(8).fill(0.01),
  },
};

describe.each(Object.values(OBJECTIVES))('objective $kind', ({ kind, priceUnit }) => {
  test('solves a plain problem, certified, prices in its own unit, limits held', () => {
    const { problem } = randomProblem(seededRandom(72), {
      size: 8,
      covariance: 'plain',
      objective: EXAMPLES[kind],
      hasTightGroups: true,
      hasReturnMin: true,
      hasVolatilityMax: true,
    });
    const benchmarkWeights = new Float64Array(8).fill(1 / 8);
    const outcome = optimize({ ...problem, limits: { ...problem.limits, benchmarkWeights } });
    if (outcome.status !== 'solved') throw new Error(outcome.status);
    expect(isAccepted(outcome.certificate)).toBe(true);
    expect(new Set(outcome.shadowPrices.map(({ unit }) => unit))).toEqual(new Set([priceUnit]));
    outcome.shadowPrices.forEach(({ price }) => expect(price).toBeGreaterThan(0));
  });
});
