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

/** BALLAST_LONG=1 asks for the long run: more problems, larger ones, and what came of each kind printed. */
const IS_LONG = Boolean(process.env['BALLAST_LONG']);
const PROBLEMS = IS_LONG ? 20_000 : 300;
const SIZE_MAX = IS_LONG ? 300 : 60;
/** Sizes are drawn as a power of a uniform number, so that most are small: the time grows with the cube of the size. */
const SIZE_POWER = IS_LONG ? 3 : 2;
const SEEDS = IS_LONG ? [20_240_628, 77_001] : [20_240_628];
const PROGRESS_EVERY = 2_000;
const GAP_MAX = 1e-8;
const TIMEOUT_MILLISECONDS = 60_000 + 200 * PROBLEMS;

/** Long-only mixes whose risk cancels (almost) wholly exist here, and shares of no risk are rightly refused. */
const MAY_REFUSE_RISK_BUDGET = new Set(['zero variance', 'fewer dates than assets', 'nearly singular']);

function nextProblem(random: Random): { problem: OptimizeProblem; isFeasible: boolean; kind: string } {
  const covariance = pick(random, COVARIANCE_KINDS);
  let objective = randomObjective(random);
  while (objective.kind === 'risk-budget' && MAY_REFUSE_RISK_BUDGET.has(covariance))
    objective = randomObjective(random);
  const size = Math.floor(2 + (SIZE_MAX - 1) * random() ** SIZE_POWER);
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
  test.each(SEEDS)(
    `${PROBLEMS} problems from seed %i: each feasible one solved, each infeasible one proven`,
    { timeout: TIMEOUT_MILLISECONDS },
    (seed) => {
      const random = seededRandom(seed);
      const wrong: string[] = [];
      const counts = { solved: 0, infeasible: 0 };
      const byCovariance = new Map<string, number>();
      let sizeMax = 0;
      let gapMax = 0;
      const report = (done: number): void => {
        const kinds = [...byCovariance].map(([name, count]) => `${name} ${count}`).join(', ');
        process.stdout.write(
          `${done} problems of 2 to ${sizeMax} weights: ${counts.solved} solved, largest gap ${gapMax.toExponential(1)}; ` +
            `${counts.infeasible} infeasible, each proven; ${wrong.length} wrong or not converged. ${kinds}.\n`,
        );
      };
      for (let index = 0; index < PROBLEMS; index++) {
        if (IS_LONG && index > 0 && index % PROGRESS_EVERY === 0) report(index);
        const { problem, isFeasible, kind } = nextProblem(random);
        sizeMax = Math.max(sizeMax, problem.symbols.length);
        const covariance = kind.split(' / ')[1]!;
        byCovariance.set(covariance, (byCovariance.get(covariance) ?? 0) + 1);
        const outcome = optimize(problem);
        const wanted = isFeasible ? 'solved' : 'infeasible';
        if (outcome.status !== wanted) {
          wrong.push(`#${index} ${kind} n=${problem.symbols.length}: ${outcome.status} instead of ${wanted}`);
          continue;
        }
        counts[wanted]++;
        if (outcome.status === 'solved') {
          gapMax = Math.max(gapMax, outcome.certificate.dualityGap);
          if (!isWithin(problem, outcome.weights)) wrong.push(`#${index} ${kind}: a limit is broken`);
        }
        if (outcome.status === 'infeasible') {
          const limits = namedLimits(problem, problem.objective.kind === 'risk-budget');
          if (!checkInfeasibility(problem, limits, outcome.certificate).holds)
            wrong.push(`#${index} ${kind}: no proof`);
        }
      }
      if (IS_LONG) report(PROBLEMS);
      expect(wrong).toEqual([]);
      expect(gapMax).toBeLessThanOrEqual(GAP_MAX);
      expect(counts.solved + counts.infeasible).toBe(PROBLEMS);
      expect(counts.infeasible).toBeGreaterThan(PROBLEMS / 5);
    },
  );
});
