import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planTrades } from '@/lib/quant/optimize/multi-period/plan-trades';
import type { MultiPeriodProblem, PlanSolved } from '@/lib/quant/optimize/multi-period/types';
import { expectClose, TOLERANCE } from '../../support/close';

/** Oracle: cvxpy with Clarabel on the plan in weights, by scripts/multi_period.py; six instruments, four months. */
interface Plan {
  readonly utility: number;
  readonly path: readonly (readonly number[])[];
}
interface Fixture {
  readonly years: number;
  readonly riskAversion: number;
  readonly current: readonly number[];
  readonly cost: readonly number[];
  readonly group: readonly number[];
  readonly means: readonly (readonly number[])[];
  readonly covariances: readonly (readonly number[])[];
  readonly final: readonly number[];
  readonly longOnly: Plan;
  readonly longShort: Plan;
  readonly toFinal: Plan;
  readonly free: Plan;
}
const fixture = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/multi-period.json'), 'utf8'),
) as Fixture;

function problemWith(low: number, high: number): MultiPeriodProblem {
  const size = fixture.current.length;
  return {
    symbols: fixture.current.map((_, at) => `A${at}`),
    currentWeights: Float64Array.from(fixture.current),
    periods: fixture.means.map((means, period) => ({
      expectedReturns: Float64Array.from(means),
      covariance: Float64Array.from(fixture.covariances[period]!),
      years: fixture.years,
    })),
    riskAversion: fixture.riskAversion,
    costPerTrade: Float64Array.from(fixture.cost),
    limits: {
      budget: 1,
      weightMin: new Float64Array(size).fill(low),
      weightMax: new Float64Array(size).fill(high),
      rows: [{ name: 'group', coefficients: Float64Array.from(fixture.group), min: -Infinity, max: 0.6 }],
    },
  };
}

function solved(problem: MultiPeriodProblem): PlanSolved {
  const outcome = planTrades(problem);
  if (outcome.status !== 'solved') throw new Error(outcome.status);
  expect(outcome.certificate.dualityGap).toBeLessThan(1e-8);
  return outcome;
}

describe('max-utility over several periods with trading costs', () => {
  const finalWeights = Float64Array.from(fixture.final);
  const cases: [string, MultiPeriodProblem, Plan][] = [
    ['long only', problemWith(0, 1), fixture.longOnly],
    ['long and short', problemWith(-0.5, 0.8), fixture.longShort],
    ['to given final weights', { ...problemWith(0, 0.4), finalWeights }, fixture.toFinal],
    ['without costs', { ...problemWith(0, 1), costPerTrade: new Float64Array(6) }, fixture.free],
  ];
  test.each(cases)('%s: cvxpy with Clarabel on the whole plan', (_, problem, expected) => {
    const plan = solved(problem);
    expectClose(plan.utility, expected.utility, TOLERANCE.longSum * 10);
    plan.path.forEach((weights, period) => {
      weights.forEach((weight, at) => {
        expectClose(weight, expected.path[period]![at]!, 1e-5);
      });
    });
  });
});
