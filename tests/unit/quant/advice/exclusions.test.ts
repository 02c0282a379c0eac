import { describe, expect, test } from 'vitest';
import { exclusionCosts } from '@/lib/quant/advice/exclusions';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective, OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import type { RiskyAllocation } from '@/lib/quant/strategy/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };

function allocationOf(objective: Objective, limits: Partial<OptimizeLimits> = {}): RiskyAllocation {
  const problem: OptimizeProblem = {
    symbols: ['A', 'B', 'C'],
    expectedReturns: Float64Array.of(0.08, 0.05, 0.03),
    // No correlation; volatilities 20, 10 and 10 %.
    covariance: Float64Array.of(0.04, 0, 0, 0, 0.01, 0, 0, 0, 0.01),
    objective,
    limits: { budget: 1, weightMin: new Float64Array(3), weightMax: new Float64Array(3).fill(1), rows: [], ...limits },
  };
  const solution = optimize(problem);
  if (solution.status !== 'solved') throw new Error(JSON.stringify(solution));
  return { problem, solution };
}

describe('what leaving one out costs', () => {
  // Oracle: the least-variance mix of uncorrelated assets has weights in proportion to 1 / variance and the variance
  // 1 / sum(1 / variance). With A, B, C: 1/225; without C: 1/125. Returns: 1/9, 4/9, 4/9 against 1/5, 4/5.
  test('less spreading means more risk, and return moves as it will', () => {
    const [cost] = exclusionCosts(allocationOf(MIN_RISK), ['C']);
    expect(cost!.symbol).toBe('C');
    expectClose(cost!.volatilityCost, Math.sqrt(1 / 125) - Math.sqrt(1 / 225), TOLERANCE.independentSolver);
    const returnWith = (0.08 + 4 * 0.05 + 4 * 0.03) / 9;
    const returnWithout = (0.08 + 4 * 0.05) / 5;
    expectClose(cost!.returnCost, returnWith - returnWithout, TOLERANCE.independentSolver);
  });

  test('what is not held costs nothing', () => {
    expect(exclusionCosts(allocationOf({ kind: 'max-return' }), ['C'])).toEqual([
      { symbol: 'C', returnCost: 0, volatilityCost: 0 },
    ]);
  });

  test('one without which the limits cannot hold, and one that is no part of the choice, are not listed', () => {
    const tight = allocationOf(MIN_RISK, { weightMax: Float64Array.of(0.5, 0.5, 0.5), budget: 1.2 });
    expect(exclusionCosts(tight, ['A', 'CASH'])).toEqual([]);
  });
});
