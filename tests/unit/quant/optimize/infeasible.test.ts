import { describe, expect, test } from 'vitest';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { checkInfeasibility } from '@/lib/quant/optimize/conflict';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Infeasible, OptimizeProblem } from '@/lib/quant/optimize/types';
import { bestByHighs, type LinearLimits, solveByQuadprog } from './oracles';
import { BREAK_KINDS, BREAKS, breakVolatility, randomProblem, seededRandom } from './random-problems';

function infeasible(problem: OptimizeProblem): Infeasible {
  const outcome = optimize(problem);
  if (outcome.status !== 'infeasible') throw new Error(`${outcome.status} instead of infeasible`);
  return outcome;
}

/** Only the limits whose names pass, as the oracles take them. */
function keepLimits(
  { symbols, limits, expectedReturns }: OptimizeProblem,
  keeps: (name: string) => boolean,
): LinearLimits {
  const side = (name: string, value: number, open: number): number => (keeps(name) ? value : open);
  const rows = limits.rows.map((row) => ({
    ...row,
    min: side(`${row.name} min`, row.min, -Infinity),
    max: side(`${row.name} max`, row.max, Infinity),
  }));
  const returnMin = side('target return', limits.returnMin ?? -Infinity, -Infinity);
  return {
    weightMin: limits.weightMin.map((bound, at) => side(`${symbols[at]!} min`, bound, -Infinity)),
    weightMax: limits.weightMax.map((bound, at) => side(`${symbols[at]!} max`, bound, Infinity)),
    rows: [...rows, { name: 'target', coefficients: expectedReturns, min: returnMin, max: Infinity }],
    ...(keeps('budget') ? { budget: limits.budget } : {}),
  };
}

/** Can the limits that are kept be met? By HiGHS, or by quadprog's least variance where the volatility limit is kept. */
async function canBeMet(problem: OptimizeProblem, keeps: (name: string) => boolean): Promise<boolean> {
  const size = problem.symbols.length;
  const kept = keepLimits(problem, keeps);
  const volatilityMax = keeps('volatility limit') ? problem.limits.volatilityMax : undefined;
  if (volatilityMax === undefined) return (await bestByHighs(new Float64Array(size), kept)) !== undefined;
  const calmest = solveByQuadprog(problem.covariance, new Float64Array(size), kept);
  return calmest !== undefined && Math.sqrt(quadraticForm(problem.covariance, calmest)) <= volatilityMax * (1 + 1e-9);
}

/** By how much the weights break each limit, by name; limits that hold are left out. */
function broken(
  { symbols, limits, expectedReturns, covariance }: OptimizeProblem,
  weights: Float64Array,
): Map<string, number> {
  const sumWith = (coefficients: Float64Array): number =>
    weights.reduce((sum, weight, at) => sum + weight * coefficients[at]!, 0);
  const misses: (readonly [string, number])[] = [
    ['budget', Math.abs(sumWith(new Float64Array(weights.length).fill(1)) - limits.budget)],
    ['target return', (limits.returnMin ?? -Infinity) - sumWith(expectedReturns)],
    ['volatility limit', Math.sqrt(quadraticForm(covariance, weights)) - (limits.volatilityMax ?? Infinity)],
    ...limits.rows.map((row) => [`${row.name} min`, row.min - sumWith(row.coefficients)] as const),
    ...limits.rows.map((row) => [`${row.name} max`, sumWith(row.coefficients) - row.max] as const),
    ...symbols.map((symbol, at) => [`${symbol} min`, limits.weightMin[at]! - weights[at]!] as const),
    ...symbols.map((symbol, at) => [`${symbol} max`, weights[at]! - limits.weightMax[at]!] as const),
  ];
  return new Map(misses.filter(([, by]) => by > 0));
}

/** The nearest feasible weights break just the limits that are said to give way, by no more than is said. */
function expectNearest(problem: OptimizeProblem, { nearestFeasible }: Infeasible): void {
  const said = new Map(nearestFeasible!.relaxed.map(({ limit, by }) => [limit, by]));
  for (const [limit, by] of broken(problem, nearestFeasible!.weights)) {
    const allowed = said.get(limit);
    expect(by - (allowed === undefined ? 0 : allowed), limit).toBeLessThanOrEqual(1e-8);
  }
  for (const by of said.values()) expect(by).toBeGreaterThan(0);
}

const THREE = {
  symbols: ['SPY', 'TLT', 'GLD'],
  expectedReturns: Float64Array.of(0.07, 0.03, 0.05),
  covariance: Float64Array.of(0.04, -0.004, 0.002, -0.004, 0.01, 0.001, 0.002, 0.001, 0.0225),
  objective: { kind: 'min-risk', measure: 'variance' } as const,
};
const LONG_ONLY = { budget: 1, weightMin: new Float64Array(3), weightMax: new Float64Array(3).fill(1), rows: [] };

describe('limits that conflict', () => {
  test('maximums that do not reach the budget', () => {
    const outcome = infeasible({ ...THREE, limits: { ...LONG_ONLY, weightMax: Float64Array.of(0.3, 0.3, 0.3) } });
    expect([...outcome.conflictingLimits].sort()).toEqual(['GLD max', 'SPY max', 'TLT max', 'budget']);
    const loosened = outcome.nearestFeasible!.relaxed.reduce((sum, { by }) => sum + by, 0);
    expect(loosened).toBeCloseTo(0.1, 8);
  });

  test('a target return above the best asset is lowered to it', () => {
    const outcome = infeasible({ ...THREE, limits: { ...LONG_ONLY, returnMin: 0.08 } });
    expect(outcome.conflictingLimits).toContain('target return');
    expect(outcome.nearestFeasible!.relaxed).toEqual([
      { limit: 'target return', by: expect.closeTo(0.01, 8) as number },
    ]);
    expect(outcome.nearestFeasible!.weights[0]).toBeCloseTo(1, 6);
  });

  test('a volatility limit below the least possible volatility', () => {
    const outcome = infeasible({
      ...THREE,
      objective: { kind: 'max-return' },
      limits: { ...LONG_ONLY, volatilityMax: 0.05 },
    });
    expect([...outcome.conflictingLimits].sort()).toEqual(['budget', 'volatility limit']);
    const calmest = solveByQuadprog(THREE.covariance, new Float64Array(3), LONG_ONLY)!;
    const least = Math.sqrt(quadraticForm(THREE.covariance, calmest));
    expect(outcome.nearestFeasible!.relaxed).toEqual([
      { limit: 'volatility limit', by: expect.closeTo(least - 0.05, 9) as number },
    ]);
  });

  test('a target return that needs more risk than the volatility limit lets', () => {
    const limits = { ...LONG_ONLY, returnMin: 0.068, volatilityMax: 0.1 };
    const outcome = infeasible({ ...THREE, limits });
    expect(outcome.conflictingLimits).toEqual(expect.arrayContaining(['target return', 'volatility limit']));
    expect(outcome.nearestFeasible!.relaxed.map(({ limit }) => limit)).toEqual(['target return']);
    expectNearest({ ...THREE, limits }, outcome);
  });

  test('a minimum above its maximum, and a group none of whose members may be held', () => {
    const crossed = infeasible({
      ...THREE,
      limits: { ...LONG_ONLY, weightMin: Float64Array.of(0, 0.6, 0), weightMax: Float64Array.of(1, 0.5, 1) },
    });
    expect([...crossed.conflictingLimits].sort()).toEqual(['TLT max', 'TLT min']);
    expect(crossed.nearestFeasible!.relaxed.reduce((sum, { by }) => sum + by, 0)).toBeCloseTo(0.1, 8);
    const rows = [{ name: 'group bonds', coefficients: Float64Array.of(0, 1, 0), min: 0.1, max: 0.5 }];
    const empty = infeasible({ ...THREE, limits: { ...LONG_ONLY, weightMax: Float64Array.of(1, 0, 1), rows } });
    expect([...empty.conflictingLimits].sort()).toEqual(['TLT max', 'group bonds min']);
    const nobody = [{ name: 'group none', coefficients: new Float64Array(3), min: 0.1, max: 0.5 }];
    expect(infeasible({ ...THREE, limits: { ...LONG_ONLY, rows: nobody } }).conflictingLimits).toEqual([
      'group none min',
    ]);
  });

  test('fixed weights that miss the budget', () => {
    const fixed = Float64Array.of(0.5, 0.3, 0.1);
    const outcome = infeasible({ ...THREE, limits: { ...LONG_ONLY, weightMin: fixed, weightMax: fixed } });
    expect([...outcome.conflictingLimits].sort()).toEqual(['GLD max', 'SPY max', 'TLT max', 'budget']);
  });

  // Oracle: infeasible by construction; HiGHS and quadprog confirm it, and that dropping any named limit mends it.
  test('50 random cases and their feasible twins: proof checked, names irreducible', async () => {
    const random = seededRandom(31);
    for (let index = 0; index < 50; index++) {
      const twin = randomProblem(random, {
        size: 2 + (index % 15),
        covariance: 'plain',
        objective: { kind: 'min-risk', measure: 'variance' },
        hasTightGroups: false,
        hasReturnMin: false,
        hasVolatilityMax: false,
      });
      expect(optimize(twin.problem).status, `twin of #${index}`).toBe('solved');
      const how = BREAK_KINDS[index % (BREAK_KINDS.length + 1)];
      const problem = how === undefined ? breakVolatility(twin, random) : BREAKS[how](twin, random);
      const outcome = infeasible(problem);
      const { conflictingLimits, certificate } = outcome;
      expect(checkInfeasibility(problem, namedLimits(problem, false), certificate).holds, `#${index}`).toBe(true);
      const named = new Set(conflictingLimits);
      expect(await canBeMet(problem, (name) => named.has(name)), `#${index} ${how ?? ''}: together`).toBe(false);
      for (const dropped of conflictingLimits) {
        const meets = await canBeMet(problem, (name) => name !== dropped && named.has(name));
        expect(meets, `#${index} ${how ?? 'volatility'}: without ${dropped}`).toBe(true);
      }
      expectNearest(problem, outcome);
    }
  });

  test('a tampered proof is refused', () => {
    const problem = { ...THREE, limits: { ...LONG_ONLY, weightMax: Float64Array.of(0.3, 0.3, 0.3) } };
    const { certificate } = infeasible(problem);
    const limits = namedLimits(problem, false);
    expect(checkInfeasibility(problem, limits, certificate).holds).toBe(true);
    const tampered = { ...certificate, bounds: certificate.bounds.map((entry, at) => (at === 0 ? 0 : entry)) };
    expect(checkInfeasibility(problem, limits, tampered).holds).toBe(false);
    const feasible = namedLimits({ ...THREE, limits: LONG_ONLY }, false);
    expect(checkInfeasibility(problem, feasible, certificate).holds).toBe(false);
    const calm = { ...THREE, limits: { ...LONG_ONLY, volatilityMax: 0.05 } };
    const proof = infeasible(calm).certificate;
    const reachable = { ...calm, limits: { ...calm.limits, volatilityMax: 0.5 } };
    expect(checkInfeasibility(reachable, namedLimits(reachable, false), proof).holds).toBe(false);
  });
});
