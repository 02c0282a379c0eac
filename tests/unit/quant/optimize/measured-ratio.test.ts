import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyProblem, OptimizeLimits, Solved } from '@/lib/quant/optimize/types';
import { drawnReturns } from '../../../golden/optimize/measure-oracle';
import { expectClose, TOLERANCE } from '../../../support/close';

const SIZE = 6;
const OBSERVATIONS = 100;
const RETURNS = drawnReturns(OBSERVATIONS, SIZE, 21);

function problemOf(objective: AnyProblem['objective'], limits: Partial<OptimizeLimits> = {}): AnyProblem {
  const covariance = new Float64Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      covariance[row * SIZE + column] = (row === column ? 0.02 + 0.01 * row : 0) + 0.02;
    }
  }
  return {
    symbols: Array.from({ length: SIZE }, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from({ length: SIZE }, (_, at) => 0.03 + 0.01 * at),
    covariance,
    scenarios: { returns: RETURNS, observations: OBSERVATIONS },
    objective,
    limits: {
      budget: 1,
      weightMin: new Float64Array(SIZE),
      weightMax: new Float64Array(SIZE).fill(0.5),
      rows: [],
      ...limits,
    },
  };
}

function solvedOf(problem: AnyProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const SHARPE = { kind: 'max-ratio', measure: 'volatility', riskFreeRate: 0.02 } as const;

describe('ratios of expected return to a measure', () => {
  // Oracle: the search along the frontier, which shares no step with this one.
  test('a Sharpe ratio under a measure limit that does not bind is the one without', () => {
    const free = solvedOf(problemOf(SHARPE));
    const capped = solvedOf(problemOf(SHARPE, { riskMax: [{ measure: 'cvar', value: 1 }] }));
    free.weights.forEach((weight, at) => {
      expectClose(capped.weights[at]!, weight, TOLERANCE.independentSolver);
    });
  });

  test('a measure limit that binds costs some of the Sharpe ratio, and the limit has a price', () => {
    const free = solvedOf(problemOf(SHARPE, { riskMax: [{ measure: 'cvar', value: 1 }] }));
    const value = free.risks![0]!.value;
    const ratioAt = (share: number): number => {
      const { expectedReturn, volatility } = solvedOf(
        problemOf(SHARPE, { riskMax: [{ measure: 'cvar', value: share * value }] }),
      );
      return (expectedReturn - 0.02) / volatility;
    };
    const { shadowPrices } = solvedOf(problemOf(SHARPE, { riskMax: [{ measure: 'cvar', value: 0.97 * value }] }));
    const price = shadowPrices.find(({ limit }) => limit === 'cvar limit')!;
    expect(price.unit).toBe('ratio');
    expect(ratioAt(0.97)).toBeLessThan(ratioAt(1));
    const slope = (ratioAt(0.97 + 1e-4) - ratioAt(0.97 - 1e-4)) / (2e-4 * value);
    expectClose(price.price / slope, 1, 1e-2);
  });

  test('trading costs come off the return', () => {
    const costPerTrade = new Float64Array(SIZE).fill(0.01);
    const objective = { kind: 'max-ratio', measure: 'mad', riskFreeRate: 0.01 } as const;
    // Everything is bought from nothing, so each mix pays the same 0.01: as if the rate were higher by that.
    const costly = solvedOf(problemOf(objective, { costPerTrade }));
    const dearer = solvedOf(problemOf({ ...objective, riskFreeRate: 0.02 }));
    expectClose(costly.risks![0]!.value / dearer.risks![0]!.value, 1, TOLERANCE.independentSolver);
    expectClose(costly.expectedReturn, dearer.expectedReturn, TOLERANCE.independentSolver);
  });

  test('no mix above the risk-free rate', () => {
    const objective = { kind: 'max-ratio', measure: 'cdar', riskFreeRate: 0.09 } as const;
    expect(optimize(problemOf(objective))).toMatchObject({
      status: 'refused',
      code: 'conflict',
      message: 'No mix within the limits earns more than the risk-free rate: the most is 7.50 %, the rate 9.00 %.',
    });
  });

  test('a mix that never loses', () => {
    const returns = RETURNS.map((entry, at) => (at % SIZE === 2 ? 0.001 : entry));
    const problem = problemOf({ kind: 'max-ratio', measure: 'cvar' }, { weightMax: new Float64Array(SIZE).fill(1) });
    const outcome = optimize({ ...problem, scenarios: { returns, observations: OBSERVATIONS } });
    expect(outcome).toMatchObject({
      status: 'refused',
      message: 'Some mix earns more than the risk-free rate without any risk by this measure, so the ratio has no end.',
    });
  });
});
