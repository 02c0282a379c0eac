import { describe, expect, test } from 'vitest';
import { checkInfeasibility } from '@/lib/quant/optimize/conflict';
import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Infeasible, OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import { LINEAR_CASES } from './infeasible-cases';
import { CURVED_CASES } from './infeasible-cases-curved';
import {
  EQUITY_CORRELATION,
  EXPECTED_RETURNS,
  HELD,
  type InfeasibleCase,
  INSTRUMENTS,
  PORTFOLIO_VALUE,
  VOLATILITIES,
} from './infeasible-market';
import { broken, canBeMet, keepLimits, listLimits } from './limit-oracle';

const SIZE = INSTRUMENTS.length;
const EQUITIES = 3;
const COVARIANCE = Float64Array.from({ length: SIZE * SIZE }, (_, entry) => {
  const [row, column] = [Math.floor(entry / SIZE), entry % SIZE];
  const correlation = row === column ? 1 : row < EQUITIES && column < EQUITIES ? EQUITY_CORRELATION : 0;
  return correlation * VOLATILITIES[row]! * VOLATILITIES[column]!;
});

function problemOf({ limits, budget = 1, isLongShort, returnMin, volatilityMax }: InfeasibleCase): OptimizeProblem {
  const base: OptimizeLimits = {
    budget,
    weightMin: new Float64Array(SIZE).fill(isLongShort === true ? -2 : 0),
    weightMax: new Float64Array(SIZE).fill(2),
    rows: [],
    currentWeights: HELD,
    ...(returnMin === undefined ? {} : { returnMin }),
    ...(volatilityMax === undefined ? {} : { volatilityMax }),
  };
  const applied = applyLimits(base, limits, { instruments: INSTRUMENTS, portfolioValue: PORTFOLIO_VALUE });
  if (applied.status === 'refused') throw new Error(applied.message);
  return {
    symbols: INSTRUMENTS.map(({ symbol }) => symbol),
    expectedReturns: EXPECTED_RETURNS,
    covariance: COVARIANCE,
    objective: { kind: 'max-utility', measure: 'variance', riskAversion: 2 },
    limits: applied.value,
  };
}

function infeasible(problem: OptimizeProblem): Infeasible {
  const outcome = optimize(problem);
  if (outcome.status !== 'infeasible') throw new Error(`${outcome.status} instead of infeasible`);
  return outcome;
}

const named = [...LINEAR_CASES, ...CURVED_CASES].map((one) => [one.title, one] as const);

describe('infeasible requests, oracle HiGHS', () => {
  test.each(named)('%s: the limits that conflict, irreducible, with a proof', async (_, one) => {
    const problem = problemOf(one);
    const { conflictingLimits, certificate } = infeasible(problem);
    expect([...conflictingLimits].sort()).toEqual([...one.conflict].sort());

    const list = listLimits(problem);
    const conflict = new Set(conflictingLimits);
    expect(
      await canBeMet(
        problem,
        keepLimits(list, (name) => conflict.has(name)),
      ),
    ).toBe(false);
    for (const dropped of conflict) {
      const others = keepLimits(list, (name) => name !== dropped && conflict.has(name));
      expect(await canBeMet(problem, others), `the others without ${dropped}`).toBe(true);
      if (one.saidTwice !== undefined) continue;
      const rest = keepLimits(list, (name) => name !== dropped);
      expect(await canBeMet(problem, rest), `the whole request without ${dropped}`).toBe(true);
    }

    // Rules on how many are held have no multipliers; HiGHS is their only judge.
    if (certificate.branches !== undefined) return;
    const limits = namedLimits(problem, false);
    expect(checkInfeasibility(problem, limits, certificate).holds).toBe(true);
  });

  test.each(named)('%s: the nearest weights break what is said, by what is said', (_, one) => {
    const problem = problemOf(one);
    const { nearestFeasible } = infeasible(problem);
    const { weights, relaxed } = nearestFeasible!;
    expect(relaxed.length).toBeGreaterThan(0);
    const said = new Map(relaxed.map(({ limit, by }) => [limit, by]));
    for (const by of said.values()) expect(by).toBeGreaterThan(0);
    for (const [limit, by] of broken(problem, listLimits(problem), weights)) {
      const allowed = said.get(limit);
      expect(by - (allowed === undefined ? 0 : allowed), `${limit} is broken`).toBeLessThanOrEqual(1e-8);
    }
    const { gives, loosened } = one;
    if (gives !== undefined) {
      expect(relaxed).toEqual([{ limit: gives[0], by: expect.closeTo(gives[1], 8) as number }]);
    }
    if (loosened !== undefined) {
      expect(relaxed.reduce((sum, { by }) => sum + by, 0)).toBeCloseTo(loosened, 8);
    }
  });
});
