import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '@/lib/quant/math/normal';
import { normalQuantile } from '@/lib/quant/math/normal-quantile';
import { glidePath, type GlidePathProblem } from '@/lib/quant/planning/goals/glide-path';
import { bestPolicy, type LatticeProblem } from '@/lib/quant/planning/goals/lattice';

/** Midpoints of equal shares of a log-normal year. */
const lognormalYears = (mean: number, deviation: number, size = 101): Float64Array =>
  Float64Array.from({ length: size }, (_, bin) => Math.exp(mean + deviation * normalQuantile((bin + 0.5) / size)));

const CALM = lognormalYears(0.02, 0.03);
const MIDDLE = lognormalYears(0.04, 0.09);
const BOLD = lognormalYears(0.055, 0.16);

const problem = (parts: Partial<LatticeProblem> = {}): LatticeProblem => ({
  grossReturns: [CALM, MIDDLE, BOLD],
  deposits: new Float64Array(10),
  target: 100,
  objective: 'probability',
  ...parts,
});

describe('dynamic programming on the lattice', () => {
  // Oracle: with one mix there is nothing to decide, and ln W is normal: N((ln(S / K) + T m) / (s sqrt T)).
  test('with one mix the value is the plain odds', () => {
    const { wealth, value } = bestPolicy(problem({ grossReturns: [MIDDLE], points: 961 }));
    // The variance of the midpoints, which lack the outermost tails, is what the lattice was given.
    const logs = MIDDLE.map(Math.log);
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length;
    for (const share of [0.4, 0.6, 0.7, 0.9, 1.1]) {
      const point = wealth.findIndex((amount) => amount >= 100 * share);
      const drift = Math.log((wealth[point] ?? 0) / 100) + 10 * mean;
      const exact = normalCdf(drift / Math.sqrt(10 * variance));
      // A line between points h apart adds a variance of h^2 / 6 a step: with 961 points 0.02 % of what is there.
      expect(Math.abs((value[point] ?? 0) - exact)).toBeLessThan(0.0015);
    }
  });

  test('the value rises with wealth and never falls short of a fixed mix', () => {
    const chance = fc.record({
      deposits: fc.array(fc.double({ min: -3, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 }),
      objective: fc.constantFrom('probability' as const, 'least-shortfall' as const),
    });
    fc.assert(
      fc.property(chance, ({ deposits, objective }) => {
        const asked = problem({ deposits: Float64Array.from(deposits), objective, points: 61 });
        const best = bestPolicy(asked);
        const first = best.value.subarray(0, 61);
        for (let point = 1; point < 61; point++) {
          expect(first[point] ?? 0).toBeGreaterThanOrEqual((first[point - 1] ?? 0) - 1e-9);
        }
        for (const mix of asked.grossReturns) {
          const fixed = bestPolicy({ ...asked, grossReturns: [mix] });
          best.value.forEach((value, at) => expect(value).toBeGreaterThanOrEqual((fixed.value[at] ?? 0) - 1e-7));
        }
      }),
      { numRuns: 6, seed: 4 },
    );
  });

  // Known from the literature: far behind only the bold mix can still arrive; well ahead the calm one suffices.
  test('bold far behind, calm well ahead', () => {
    const { wealth, mix } = bestPolicy(problem());
    const at = (share: number): number => mix[wealth.findIndex((amount) => amount >= 100 * share)] ?? -1;
    expect(at(0.4)).toBe(2);
    expect(at(0.95)).toBe(0);
  });
});

describe('a glide path', () => {
  const asked: GlidePathProblem = {
    request: {
      engine: 'lognormal',
      parameters: {},
      market: { means: Float64Array.of(0.002, 0.006), covariance: Float64Array.of(0.00002, 0, 0, 0.0018) },
      inflation: { annualRate: 0, annualVolatility: 0, persistence: 0 },
      seed: 'glide',
    },
    mixes: [Float64Array.of(1, 0), Float64Array.of(0.5, 0.5), Float64Array.of(0, 1)],
    months: 120,
    stepMonths: 12,
    deposits: new Float64Array(10).fill(1_200),
    annualDrag: 0,
    startAmount: 20_000,
    target: 45_000,
    objective: 'probability',
  };

  test('holds whole portfolios and beats every fixed mix on the same draws', () => {
    const outcome = glidePath(asked);
    if (outcome.status !== 'found') throw new Error(outcome.message);
    const { weights, mixShares, odds, fixedOdds, policy } = outcome.path;
    for (let step = 0; step < 10; step++) {
      expect((weights[2 * step] ?? 0) + (weights[2 * step + 1] ?? 0)).toBeCloseTo(1, 9);
      expect(mixShares.subarray(3 * step, 3 * step + 3).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    for (const fixed of fixedOdds) expect(odds.probability).toBeGreaterThan(fixed.probability - odds.standardError);
    // Following the policy gives the odds that the induction promised, within chance and the lattice's smoothing.
    const start = policy.wealth.findIndex((amount) => amount >= 20_000);
    const [below, above] = [policy.value[start - 1] ?? 0, policy.value[start] ?? 1];
    expect(odds.probability).toBeGreaterThan(below - 3 * odds.standardError - 0.01);
    expect(odds.probability).toBeLessThan(above + 3 * odds.standardError + 0.01);
  });
});
