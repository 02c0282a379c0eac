import { describe, expect, test } from 'vitest';
import { checkInfeasibility } from '@/lib/quant/optimize/conflict';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeProblem } from '@/lib/quant/optimize/types';
import {
  BREAK_KINDS,
  BREAKS,
  breakVolatility,
  COVARIANCE_KINDS,
  pick,
  type Random,
  randomObjective,
  randomProblem,
  seededRandom,
} from './random-problems';

const PROBLEMS = process.env['BALLAST_LONG'] ? 20_000 : 300;
const SIZE_MAX = 60;
const TIMEOUT_MILLISECONDS = 60_000 + 60 * PROBLEMS;

/** Long-only mixes whose risk cancels (almost) wholly exist here, and shares of no risk are rightly refused. */
const MAY_REFUSE_RISK_BUDGET = new Set(['zero variance', 'fewer dates than assets', 'nearly singular']);

function nextProblem(random: Random): { problem: OptimizeProblem; isFeasible: boolean; kind: string } {
  const covariance = pick(random, COVARIANCE_KINDS);
  let objective = randomObjective(random);
  while (objective.kind === 'risk-budget' && MAY_REFUSE_RISK_BUDGET.has(covariance))
    objective = randomObjective(random);
  const size = Math.floor(2 + (SIZE_MAX - 1) * random() ** 2);
  const options = {
    size,
    covariance,
    objective,
    hasTightGroups: random() < 0.4,
    hasReturnMin: random() < 0.3,
    hasVolatilityMax: random() < 0.4,
  };
  const made = randomProblem(random, options);
  const kind = `${objective.kind} / ${covariance}`;
  if (random() >= 1 / 3) return { problem: made.problem, isFeasible: true, kind };
  if (random() < 0.2)
    return { problem: breakVolatility(made, random), isFeasible: false, kind: `${kind} / volatility` };
  const how = pick(random, BREAK_KINDS);
  return { problem: BREAKS[how](made, random), isFeasible: false, kind: `${kind} / ${how}` };
}

/** Recomputed here, apart from the library's own residuals. */
function isWithin({ limits, expectedReturns }: OptimizeProblem, weights: Float64Array): boolean {
  const sumWith = (coefficients: ArrayLike<number>): number =>
    weights.reduce((sum, weight, at) => sum + weight * coefficients[at]!, 0);
  const tolerance = 1e-8;
  return (
    Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - limits.budget) <= tolerance &&
    weights.every(
      (weight, at) => weight >= limits.weightMin[at]! - tolerance && weight <= limits.weightMax[at]! + tolerance,
    ) &&
    limits.rows.every(
      ({ coefficients, min, max }) =>
        sumWith(coefficients) >= min - tolerance && sumWith(coefficients) <= max + tolerance,
    ) &&
    sumWith(expectedReturns) >= (limits.returnMin ?? -Infinity) - tolerance
  );
}

describe('many random problems', () => {
  // Oracle: feasible or not by construction; every answer's own certificate is recomputed from the inputs.
  test(
    `${PROBLEMS} problems: each feasible one solved, each infeasible one proven`,
    { timeout: TIMEOUT_MILLISECONDS },
    () => {
      const random = seededRandom(20_240_628);
      const wrong: string[] = [];
      const counts = { solved: 0, infeasible: 0 };
      for (let index = 0; index < PROBLEMS; index++) {
        const { problem, isFeasible, kind } = nextProblem(random);
        const outcome = optimize(problem);
        const wanted = isFeasible ? 'solved' : 'infeasible';
        if (outcome.status !== wanted) {
          wrong.push(`#${index} ${kind} n=${problem.symbols.length}: ${outcome.status} instead of ${wanted}`);
          continue;
        }
        counts[wanted]++;
        if (outcome.status === 'solved') {
          if (!isWithin(problem, outcome.weights)) wrong.push(`#${index} ${kind}: a limit is broken`);
        }
        if (outcome.status === 'infeasible') {
          const limits = namedLimits(problem, problem.objective.kind === 'risk-budget');
          if (!checkInfeasibility(problem, limits, outcome.certificate).holds)
            wrong.push(`#${index} ${kind}: no proof`);
        }
      }
      expect(wrong).toEqual([]);
      expect(counts.solved + counts.infeasible).toBe(PROBLEMS);
      expect(counts.infeasible).toBeGreaterThan(PROBLEMS / 5);
    },
  );
});
